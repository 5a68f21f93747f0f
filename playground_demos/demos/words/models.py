"""Where a language model comes from: the shipped weights, or a folder that the site names.

A site's folder is read as data: nothing is fetched, no code of the folder is run, and only
safetensors are opened. Does not judge how good a model is.
"""

import logging
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

from playground_demos.about import About, Words
from playground_demos.demo import DemoModule
from playground_demos.toolkit.cards import ModelError, load_weights

if TYPE_CHECKING:
    from playground_demos.demos.words.chorus import Chorus
    from playground_demos.demos.words.writing import LanguageModel

log = logging.getLogger(__name__)

LONGEST_CONTEXT = 512  # pieces; beginnings are short, and a larger memory serves nobody
STEP_SECONDS = 0.05  # from one piece of a text to the next, at least: quicker than anybody reads
WORDS = "words"  # the demo that takes a site's model


def load_shipped(
    card_path: Path, device: str = "cpu", step_seconds: float = STEP_SECONDS
) -> "LanguageModel":
    """The small model of the lessons, with its tokenizer; it is so small that the CPU will do.

    `step_seconds` is the least between two pieces of a text, which many then share.

    Raises:
        ModelError: The file is missing, or its sha256 is not the card's.
    """  # noqa: DOC502
    from playground_demos.demos.words.chorus import Chorus
    from playground_demos.demos.words.network import CONTEXT, WordsNet
    from playground_demos.demos.words.writing import LanguageModel

    network = WordsNet()
    network.load_state_dict(load_weights(card_path))
    tokenizer = network.tokenizer()
    network.eval().to(device)
    ends, never = (tokenizer.eos_token_id,), (tokenizer.unk_token_id,)
    chorus = Chorus(
        network.as_transformers(),
        context=CONTEXT, never=never, ends=ends, step_seconds=step_seconds,
    )  # fmt: skip
    return LanguageModel(network, tokenizer, CONTEXT, never, ends, device, chorus)


def load_site(folder: Path, step_seconds: float = STEP_SECONDS) -> "LanguageModel":
    """A causal language model of transformers from a folder of this machine.

    Raises:
        ModelError: It is not such a folder, or has no safetensors or no tokenizer.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    from playground_demos.demos.words.writing import LanguageModel

    if not (folder / "config.json").is_file():
        raise ModelError(
            f"[playground] language_model_dir: {folder} has no config.json; name a folder as"
            " transformers' save_pretrained writes it, or leave the setting empty."
        )
    device = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        tokenizer = AutoTokenizer.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False
        )
        network = AutoModelForCausalLM.from_pretrained(
            folder, local_files_only=True, trust_remote_code=False, use_safetensors=True,
            dtype="auto",
        )  # fmt: skip
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as error:
        raise ModelError(
            f"[playground] language_model_dir: {folder} cannot be loaded as a causal language"
            f" model from safetensors alone: {str(error).splitlines()[0][:300]}"
        ) from None
    torch.nn.Module.to(network, device)  # theirs is wrapped, and its types are lost
    network.train(False)
    named = network.generation_config.eos_token_id
    ends = {*(named if isinstance(named, list) else [named]), tokenizer.eos_token_id} - {None}
    size = getattr(network.config, "max_position_embeddings", LONGEST_CONTEXT)
    never = set(tokenizer.all_special_ids) - ends
    # A table of scores may be longer than the vocabulary, for speed; those ids are no pieces.
    never |= set(range(len(tokenizer), network.config.vocab_size))
    context, unsaid, stops = min(size, LONGEST_CONTEXT), tuple(sorted(never)), tuple(sorted(ends))
    chorus = _chorus_of(network, context, unsaid, stops, step_seconds)
    return LanguageModel(network, tokenizer, context, unsaid, stops, device, chorus)


def _chorus_of(
    network: Any,
    context: int,
    never: tuple[int, ...],
    ends: tuple[int, ...],
    step_seconds: float,
) -> "Chorus | None":
    from playground_demos.demos.words.chorus import Chorus, SilentChorus

    try:
        return Chorus(network, context=context, never=never, ends=ends, step_seconds=step_seconds)
    except SilentChorus as reason:
        log.warning("texts are written one by one, not together: %s", reason)
        return None


def with_site_model(demos: dict[str, DemoModule], folder: Path | None) -> dict[str, DemoModule]:
    """The demos, of which `words` takes the model in `folder` if there is one."""
    if folder is None or WORDS not in demos:
        return demos
    shipped = demos[WORDS]
    site = SimpleNamespace(
        ABOUT=_about_site(shipped.ABOUT, folder.name), EXAMPLES=shipped.EXAMPLES,
        load=lambda model_dir: load_site(folder),
        predict=shipped.predict, explain=shipped.explain, build=shipped.build,
    )  # fmt: skip
    return demos | {WORDS: cast(DemoModule, site)}


def _about_site(about: About, model: str) -> About:
    return replace(
        about,
        model_file="",
        card_file="",
        licence="",
        source=Words(
            f"여기의 글은 이 기관이 고른 생성형 인공지능 모델({model})이 만듭니다."
            " 틀릴 수 있으니 의심하며 봐 주세요.",
            f"Texts here are made by a generative AI model that this site chose ({model})."
            " They can be wrong: doubt them.",
        ),
        limits=(
            Words(
                "사실을 찾아보지 않습니다. 그럴듯한 다음 조각을 고를 뿐이라 없는 일도 지어냅니다.",
                "It looks nothing up. It picks a likely next piece, and so makes things up.",
            ),
            Words(
                "이 실습실이 만든 모델이 아닙니다. 무엇을 배웠는지는 만든 곳의 설명을 보세요.",
                "This lab did not make it; its maker says what it learned from.",
            ),
        ),
    )
