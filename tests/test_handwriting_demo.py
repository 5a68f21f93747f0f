"""The handwriting demo: read, explain, and say it in both languages."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import playground_demos
from playground_demos.about import Language
from playground_demos.demos import handwriting
from playground_demos.demos.handwriting import (
    EXAMPLES,
    Explanation,
    Prediction,
    explain,
    load,
    predict,
)
from playground_demos.demos.handwriting.network import HandwritingNet
from playground_demos.demos.handwriting.page import HOW_SURE, answer_page, sureness
from playground_demos.demos.handwriting.reading import Reading
from playground_demos.toolkit.cards import MODEL_DIR

READ_AS = ("인", "가", "7")


@pytest.fixture(scope="module")
def model() -> HandwritingNet:
    return load(MODEL_DIR)


@pytest.mark.parametrize(("drawing", "character"), list(zip(EXAMPLES, READ_AS, strict=True)))
def test_the_examples_are_read(model: HandwritingNet, drawing: object, character: str) -> None:
    readings = predict(model, drawing).readings
    assert readings[0].character == character
    assert len({reading.character for reading in readings}) == 5
    chances = [reading.probability for reading in readings]
    assert chances == sorted(chances, reverse=True)
    assert sum(chances) <= 1.0001


def test_without_the_final_letter_another_syllable_is_read(model: HandwritingNet) -> None:
    assert predict(model, EXAMPLES[0][:2]).readings[0].character == "이"


def test_the_decisive_stroke_is_one_whose_loss_changes_the_answer(model: HandwritingNet) -> None:
    prediction = predict(model, EXAMPLES[0])
    explanation = explain(model, EXAMPLES[0], prediction)
    assert explanation.without_key is not None
    assert explanation.without_key.character != prediction.readings[0].character
    weights = [weight for _, weight in explanation.pieces]
    assert max(weights) == 1.0
    assert min(weights) >= -1.0


def test_a_single_stroke_has_nothing_to_be_read_without_it(model: HandwritingNet) -> None:
    assert explain(model, EXAMPLES[2], predict(model, EXAMPLES[2])).without_key is None


def test_a_scribble_of_many_strokes_is_explained_too(model: HandwritingNet) -> None:
    scribble = [[[0.01 * n, 0.1], [0.9 - 0.01 * n, 0.9]] for n in range(80)]
    assert len(explain(model, scribble, predict(model, scribble)).pieces) >= 80


@pytest.mark.parametrize("language", Language)
def test_the_answer_names_the_reading_and_compares_the_guess(
    model: HandwritingNet, language: Language
) -> None:
    prediction = predict(model, EXAMPLES[0])
    explanation = explain(model, EXAMPLES[0], prediction)
    right = sureness(prediction.readings[0].probability)
    wrong = next(name for name in HOW_SURE if name != right)
    pages = [
        answer_page(prediction, explanation, guess, language)
        for guess in (right, wrong, None, "<script>")
    ]
    assert all("인" in page and "<svg" in page for page in pages)
    assert len(set(pages)) == 3  # an unknown guess is no guess
    assert "<script" not in pages[3]


def test_every_demo_is_importable_with_nothing_installed_but_python() -> None:
    root = Path(playground_demos.__file__).parents[1]
    code = (
        f"import sys, json; sys.path.insert(0, {str(root)!r})\n"
        "from playground_demos.demos import casting, handwriting\n"
        "print(json.dumps([casting.ABOUT.name, handwriting.ABOUT.name]))"
    )
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["casting", "handwriting"]
    assert handwriting.ABOUT.limits


@pytest.mark.parametrize(
    ("character", "said", "read"),
    [("인", "“인”이라고", "으로"), ("가", "“가”라고", "로"), ("물", "“물”이라고", "로"),
     ("7", "“7”이라고", "로"), ("6", "“6”이라고", "으로"), ("2", "“2”라고", "로")],
)  # fmt: skip
def test_particles_follow_the_sound_of_the_character(character: str, said: str, read: str) -> None:
    sure = Prediction((Reading(character, 0.99),))
    explained = Explanation((), 0, Reading(character, 0.5))
    page = answer_page(sure, explained, None, Language.KO)
    assert said in page
    assert f"“{character}”{read} 읽습니다" in page
