"""The demos' steps, without a page: first a guess, then an answer, and nothing on trust."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from playground_demos import demos
from playground_demos.about import Language
from playground_demos.demos import handwriting
from playground_demos.demos.casting import steps as casting
from playground_demos.demos.casting.score import Score
from playground_demos.demos.cmp import EXAMPLES as RECIPES
from playground_demos.demos.cmp import steps as cmp
from playground_demos.demos.coldchain import steps as coldchain
from playground_demos.demos.handwriting import steps as reading
from playground_demos.demos.pseudonym import steps as pseudonym
from playground_demos.demos.teach import EXAMPLES as DRAWINGS
from playground_demos.demos.teach import steps as teach
from playground_demos.demos.teach.shelf import MOST_EXAMPLES
from playground_demos.demos.words import steps as words
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.cards import MODEL_DIR
from playground_demos.toolkit.pictures import PictureLimits
from tests.test_architecture import imports

KO, LIMITS = Language.KO, PictureLimits()
# Whoever asks it anything fails: no model may answer before the visitor has guessed.
NOBODY: Any = None
TEACHING = teach.Steps(KO, LIMITS)
SHELF = TEACHING.fill_shelf()
DRAWN = DRAWINGS[0][1]
BEFORE_A_GUESS: dict[str, Callable[[], object]] = {
    "casting": lambda: casting.Steps(KO, LIMITS).judge(NOBODY, Score(seed=1), None, 50),
    "cmp": lambda: cmp.Steps(KO).ask(NOBODY, None, *RECIPES[0]),
    "coldchain": lambda: coldchain.Steps(KO).set_out(NOBODY, ["lid", "ice"], None),
    "pseudonym": lambda: pseudonym.Steps(KO).count(NOBODY, 1, 0, None),
    "teach": lambda: TEACHING.test(NOBODY, DRAWN, None, SHELF, None),
    "words": lambda: words.Steps(KO).judge(NOBODY, "먼저", None),
}


@pytest.mark.parametrize("name", BEFORE_A_GUESS)
def test_before_a_guess_there_is_no_answer(name: str) -> None:
    with pytest.raises(VisitorMessage, match=r"Please (guess|judge) before"):
        BEFORE_A_GUESS[name]()


def test_only_what_draws_a_page_needs_gradio() -> None:
    modules = [*Path(demos.__path__[0]).glob("*/*.py")]
    assert {path.parent.name for path in modules if path.name == "steps.py"} > {*BEFORE_A_GUESS}
    drawing = {path.name for path in modules if "gradio" in imports(path)}
    assert drawing == {"__init__.py"}


def test_without_a_part_there_is_nothing_to_judge() -> None:
    with pytest.raises(VisitorMessage, match="take a new part"):
        casting.Steps(KO, LIMITS).judge(NOBODY, Score(), "sound", 50)


def test_a_part_is_handed_over_with_what_to_judge_it_by() -> None:
    score, page, *shown, answer = casting.Steps(KO, LIMITS).take(NOBODY, Score(judged=True))
    assert score.seed is not None
    assert not score.judged
    assert "<img" in page
    assert [one["visible"] for one in shown] == [True] * 3
    assert shown[0]["value"] is None
    assert answer == ""


def test_nothing_is_delivered_before_it_set_out() -> None:
    with pytest.raises(VisitorMessage, match="Nothing is on its way"):
        coldchain.Steps(KO).decide(NOBODY, None, is_delivered=True)


def test_without_a_neighbour_nobody_is_counted() -> None:
    with pytest.raises(VisitorMessage, match="meet a neighbour first"):
        pseudonym.Steps(KO).count(NOBODY, None, 0, "few")


def test_a_full_kind_takes_no_more_examples() -> None:
    full = SHELF[:1] * MOST_EXAMPLES
    shelf, *cleared = TEACHING.teach(0, NOBODY, DRAWN, None, full[1:])
    assert len(shelf["value"]) == MOST_EXAMPLES
    assert [one["value"] for one in cleared] == [None, None]
    with pytest.raises(VisitorMessage, match="are enough"):
        TEACHING.teach(0, NOBODY, DRAWN, None, full)


def test_the_decisive_stroke_is_erased_and_the_rest_read() -> None:
    model, drawing = handwriting.load(MODEL_DIR), handwriting.EXAMPLES[0]
    explanation = handwriting.explain(model, drawing, handwriting.predict(model, drawing))
    assert explanation.without_key is not None
    left, page, _ = reading.Steps(KO).read_without(model, [*drawing, []])
    key = explanation.key_stroke
    assert left["value"] == drawing[:key] + drawing[key + 1 :]
    assert f"“{explanation.without_key.character}”" in page
