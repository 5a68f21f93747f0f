"""The language demo: chances, temperature, growing texts, labels, hostile text, a site's model."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import torch

from playground_demos.about import Language
from playground_demos.catalogue import check_demo, find_demos
from playground_demos.demos.words import (
    EXAMPLES,
    Question,
    explain,
    load,
    predict,
    writing,
)
from playground_demos.demos.words.models import load_site, with_site_model
from playground_demos.demos.words.page import (
    LABEL,
    SIGNS,
    answer_page,
    bars_page,
    choices_page,
    notice_page,
    story_page,
    twins_page,
)
from playground_demos.demos.words.steps import LONGEST_TEXT, TWINS, read_text
from playground_demos.demos.words.writing import LanguageModel, Written, next_pieces, write_on
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.cards import MODEL_DIR, ModelError

SENTENCE = "인천 앞바다의 작은 섬에는 고양이가 산다"
HOSTILE = "<img src=x onerror=alert(1)> ${alert(1)} {{7*7}} \u202e\x00 ¶ □ 🦊"


@pytest.fixture(scope="module")
def model() -> LanguageModel:
    torch.set_num_threads(1)
    return load(MODEL_DIR)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model of a site: a tiny Llama that learned one sentence by heart, as transformers saves."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.set_num_threads(1)
    torch.manual_seed(0)
    # Pieces of bytes, as larger models have them: one Hangul letter is three.
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=260,
        special_tokens=["<end>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator([SENTENCE], trainer)
    saved = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, eos_token="<end>"
    )
    network = LlamaForCausalLM(
        LlamaConfig(
            vocab_size=264, hidden_size=48, intermediate_size=96, num_hidden_layers=2,
            num_attention_heads=4, max_position_embeddings=128, bos_token_id=0, eos_token_id=0,
        )
    )  # fmt: skip
    ids = torch.tensor([[*saved(SENTENCE)["input_ids"], 0]])
    optimiser = torch.optim.AdamW(network.parameters(), lr=5e-3)
    for _ in range(60):
        loss = network(input_ids=ids, labels=ids).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    folder = tmp_path_factory.mktemp("site") / "our-model"
    network.save_pretrained(folder)
    saved.save_pretrained(folder)
    return folder


@pytest.mark.parametrize("text", [*EXAMPLES, *TWINS, "네", "고", HOSTILE[:LONGEST_TEXT]])
def test_pieces_are_offered_with_their_chances_the_likeliest_first(
    model: LanguageModel, text: str
) -> None:
    pieces = predict(model, Question(text)).pieces
    chances = [piece.chance for piece in pieces]
    assert chances == sorted(chances, reverse=True)
    assert 0 < sum(chances) <= 1 + 1e-9
    assert len({piece.id for piece in pieces}) == len(pieces)
    assert not {piece.id for piece in pieces} & set(model.never)


def test_all_chances_together_are_one(model: LanguageModel) -> None:
    pieces = next_pieces(model, EXAMPLES[0], 1.0, most=10_000)
    assert sum(piece.chance for piece in pieces) == pytest.approx(1)


def test_cold_makes_the_first_piece_surer_and_heat_less_sure(model: LanguageModel) -> None:
    firsts = [
        predict(model, Question(EXAMPLES[1], heat)).pieces[0].chance for heat in (0.2, 1.0, 2.0)
    ]
    assert firsts == sorted(firsts, reverse=True)
    assert firsts[0] > firsts[2]


def test_it_knows_its_lessons_a_little(model: LanguageModel) -> None:
    # "먼저 예상해 보세요." stands in every lesson.
    assert predict(model, Question("먼저 예상해")).pieces[0].text == " 보세요"


def test_a_text_grows_piece_by_piece_and_the_same_dice_write_the_same(
    model: LanguageModel,
) -> None:
    first, second = (list(write_on(model, EXAMPLES[1], 1.0, seed=7)) for _ in range(2))
    assert first == second
    assert len(first) > 1
    for before, after in pairwise(first):
        assert after.text.startswith(before.text)
    assert len(first[-1].chances) <= writing.MOST_PIECES
    assert "¶" not in first[-1].text
    assert "□" not in first[-1].text


def test_what_it_remembers_of_a_text_gives_the_same_chances_as_reading_it_again(
    model: LanguageModel,
) -> None:
    ids = torch.tensor([model.tokenizer(EXAMPLES[4])["input_ids"]])
    with torch.inference_mode():
        whole = model.network(input_ids=ids).logits[0, -1]
        first = model.network(input_ids=ids[:, :-1], use_cache=True)
        later = model.network(input_ids=ids[:, -1:], past_key_values=first.past_key_values)
    torch.testing.assert_close(later.logits[0, -1], whole, atol=1e-4, rtol=1e-4)


def test_a_text_ends_when_its_time_is_over(
    model: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_SECONDS", -1.0)
    assert list(write_on(model, EXAMPLES[1], 1.0, seed=7)) == [Written()]


def test_covering_a_word_changes_the_chance_of_the_best_piece(model: LanguageModel) -> None:
    question = Question("먼저 예상해")
    prediction = predict(model, question)
    explanation = explain(model, question, prediction)
    assert explanation.best == pytest.approx(prediction.pieces[0].chance)
    assert [word for word, _ in explanation.without] == ["먼저", "예상해"]
    assert explanation.without[1][1] < explanation.best


def test_letters_that_it_never_met_are_named(model: LanguageModel) -> None:
    assert set(predict(model, Question("여우 🦊 뷁")).unread) == {"🦊", "뷁"}


def test_a_false_beginning_is_written_on_as_readily_as_a_true_one(model: LanguageModel) -> None:
    for beginning in TWINS:
        lengths = [
            len(list(write_on(model, beginning, 0.7, seed, most=24))[-1].text) for seed in range(8)
        ]
        assert max(lengths) > 10


@pytest.mark.parametrize("typed", [None, 7, [], "", "  \n\t", "\x00\u200b", "가" * 121, {"a": 1}])
def test_a_beginning_that_is_none_is_refused_kindly(typed: object) -> None:
    with pytest.raises(VisitorMessage, match="beginning"):
        read_text(typed)


@pytest.mark.parametrize("language", Language)
def test_hostile_text_stays_text_on_every_page(model: LanguageModel, language: Language) -> None:
    question = Question(read_text(HOSTILE))
    prediction = predict(model, question)
    written = Written("<script>alert(2)</script>", (0.5,))
    explanation = explain(model, question, prediction)
    pages = [
        choices_page(question, prediction, language),
        *(answer_page(question, prediction, explanation, each, language) for each in range(4)),
        bars_page(question, prediction, language),
        story_page(question, written, language, is_done=True),
        twins_page([question.text] * 2, [written] * 2, language, is_done=True),
    ]
    for page in pages:
        assert "<img" not in page
        assert "<script" not in page
        assert "\x00" not in page


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("is_done", [False, True])
def test_every_text_of_a_model_stands_under_the_label(language: Language, is_done: bool) -> None:
    written, label = Written("이어진 글", (0.5,)), LABEL.said_in(language)
    story = story_page(Question("첫머리"), written, language, is_done)
    assert story.index(label) < story.index("이어진 글")
    assert twins_page(TWINS, [written, Written()], language, is_done).count(label) == 2


def test_the_choices_hold_the_best_piece_under_one_sign(model: LanguageModel) -> None:
    for text in EXAMPLES:
        question = Question(text)
        prediction = predict(model, question)
        explanation = explain(model, question, prediction)
        said = [
            "같은 것을 골랐습니다"
            in answer_page(question, prediction, explanation, number, Language.KO)
            for number in range(len(SIGNS))
        ]
        assert said.count(True) == 1


@pytest.mark.parametrize("seed", [1, None])
def test_a_site_s_model_writes_what_it_learned(site: Path, seed: int | None) -> None:
    model = load_site(site, step_seconds=0)
    assert model.chorus is not None
    written = list(write_on(model, "인천 앞바다의", 0.1, seed, most=80))
    assert SENTENCE.startswith("인천 앞바다의" + written[-1].text)
    assert len(written[-1].text) > 10
    assert not any("\N{REPLACEMENT CHARACTER}" in one.text for one in written)


def test_a_site_s_model_says_that_it_is_ai_and_has_no_card_of_ours(site: Path) -> None:
    demo = with_site_model(find_demos(["words"]), site)["words"]
    check_demo("words", demo)
    assert demo.ABOUT.card_file == ""
    notice = notice_page(demo.ABOUT, Language.KO)
    assert "생성형 인공지능" in notice
    assert "our-model" in notice
    model = demo.load(MODEL_DIR)
    prediction = demo.predict(model, Question("인천 앞바다의 작은"))
    assert "고" not in prediction.unread
    assert demo.explain(model, Question("인천 앞바다의 작은"), prediction).best > 0.5


def test_without_the_setting_the_demos_are_as_they_were() -> None:
    demos = find_demos(["words"])
    assert with_site_model(demos, None) is demos


def test_a_folder_that_is_no_model_is_named_with_the_setting(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"language_model_dir.*config\.json"):
        load_site(tmp_path)


def test_weights_that_are_a_pickle_are_not_opened(site: Path, tmp_path: Path) -> None:
    for file in site.iterdir():
        if file.suffix != ".safetensors":
            (tmp_path / file.name).write_bytes(file.read_bytes())
    torch.save({}, tmp_path / "pytorch_model.bin")
    with pytest.raises(ModelError, match="safetensors alone"):
        load_site(tmp_path)


def test_code_in_a_model_s_folder_is_not_run(site: Path, tmp_path: Path) -> None:
    for file in site.iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    config = json.loads((site / "config.json").read_text())
    config |= {"model_type": "stranger", "auto_map": {"AutoConfig": "code.Config"}}
    (tmp_path / "config.json").write_text(json.dumps(config))
    (tmp_path / "code.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_site(tmp_path)
    assert not (tmp_path / "ran").exists()
