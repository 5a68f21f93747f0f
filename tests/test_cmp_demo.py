"""The CMP demo: it tells a rate, knows what it does not know, and counts points for a wafer."""

from dataclasses import astuple, replace
from datetime import date

import numpy as np
import pytest

from playground_demos.about import Language
from playground_demos.demos.cmp import EXAMPLES, Model, explain, load, predict
from playground_demos.demos.cmp.best_today import BestToday
from playground_demos.demos.cmp.data import LEVERS, USUAL, Recipe, polish, removal_rate, score_of
from playground_demos.demos.cmp.page import answer_page, wafer_page
from playground_demos.demos.cmp.steps import recipe_of
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.cards import MODEL_DIR

FOREIGN = Recipe(*EXAMPLES[2])


@pytest.fixture(scope="module")
def model() -> Model:
    return load(MODEL_DIR)


def test_the_usual_recipe_is_known_and_its_rate_is_inside_the_interval(model: Model) -> None:
    rates = predict(model, USUAL)
    assert rates.is_known.tolist() == [True]
    assert rates.low[0] < removal_rate(USUAL.row())[0] < rates.high[0]


def test_a_recipe_that_nobody_ran_is_not_known(model: Model) -> None:
    assert predict(model, FOREIGN).is_known.tolist() == [False]


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.name)
def test_each_lever_alone_leads_out_of_what_was_learned(model: Model, lever: object) -> None:
    name, low, high = lever.name, lever.low, lever.high  # type: ignore[attr-defined]
    ends = [predict(model, replace(USUAL, **{name: end})).is_known[0] for end in (low, high)]
    assert not all(ends)


def test_more_pressure_takes_off_more_and_an_older_pad_less() -> None:
    usual, pressed, worn = (
        removal_rate(recipe.row())[0]
        for recipe in (USUAL, replace(USUAL, pressure=4.5), replace(USUAL, pad=50.0))
    )
    assert worn < usual < pressed


def test_the_explanation_names_the_lever_that_was_turned(model: Model) -> None:
    recipe = replace(USUAL, pressure=5.0)
    explanation = explain(model, recipe, predict(model, recipe))
    assert explanation.strongest.name == "pressure"
    assert explanation.effects[0] > 50
    assert np.allclose(explanation.effects[1:], 0, atol=1e-3)
    assert len(explanation.along.middle) == len(explanation.places)


@pytest.mark.parametrize("language", Language)
def test_the_answer_says_i_do_not_know_in_the_visitor_s_language(
    model: Model, language: Language
) -> None:
    words = {Language.KO: "모르겠습니다", Language.EN: "I do not know"}[language]
    for recipe, is_foreign in ((USUAL, False), (FOREIGN, True)):
        rates = predict(model, recipe)
        page = answer_page(recipe, rates, explain(model, recipe, rates), "less", language)
        assert (words in page) == is_foreign


def test_the_same_seed_polishes_the_same_wafer() -> None:
    first, second = (polish(USUAL, np.random.default_rng(4)) for _ in range(2))
    assert first.removed_nm == second.removed_nm
    assert first.profile.tolist() == second.profile.tolist()


def test_no_recipe_gets_all_points_and_a_sparing_one_beats_a_wasteful_one() -> None:
    rng = np.random.default_rng(1)
    good = score_of(polish(Recipe(*EXAMPLES[1]), rng))
    wasteful = score_of(polish(FOREIGN, rng))
    assert wasteful.total < good.total < 100
    assert good.wear > wasteful.wear


@pytest.mark.parametrize(
    "settings",
    [(), (3, 70, 180, 10), (3, 70, 180, 10, 99), (3, 70, 180, 10, None), ("3", 70, 180, 10, 15)],
)
def test_a_setting_outside_its_slider_is_refused_kindly(settings: tuple[object, ...]) -> None:
    with pytest.raises(VisitorMessage, match="sliders"):
        recipe_of(settings)
    assert astuple(recipe_of(astuple(USUAL))) == astuple(USUAL)


def test_not_a_number_is_refused_kindly() -> None:
    with pytest.raises(VisitorMessage):
        recipe_of((float("nan"), 70, 180, 10, 15))


def test_the_board_keeps_the_better_score_until_the_day_ends(model: Model) -> None:
    day = [date(2026, 11, 22)]
    board = BestToday(lambda: day[0])
    assert [board.offer(score) for score in (50.0, 40.0, 60.0, 10.0)] == [None, 50.0, 50.0, 60.0]
    day[0] = date(2026, 11, 23)
    assert board.offer(5.0) is None
    wafer = polish(USUAL, np.random.default_rng(0))
    rates = predict(model, USUAL)
    best = wafer_page(wafer, rates, 1.0, Language.EN)
    other = wafer_page(wafer, rates, 99.0, Language.EN)
    assert "Today's best! (before: 1)" in best
    assert "Today's best is 99." in other
