"""The casting demo: judge, explain, and say it in both languages."""

import re

import numpy as np
import pytest

from playground_demos.about import Language
from playground_demos.demos.casting import EXAMPLES, explain, load, predict
from playground_demos.demos.casting.cost import SHOWN, Cost, Trial, cost_page, trial_of
from playground_demos.demos.casting.data import KINDS, Kind, part_of
from playground_demos.demos.casting.network import CastingNet
from playground_demos.demos.casting.page import KIND_WORDS, answer_page, part_page
from playground_demos.demos.casting.score import Score
from playground_demos.toolkit.cards import MODEL_DIR


@pytest.fixture(scope="module")
def model() -> CastingNet:
    return load(MODEL_DIR)


def test_the_examples_show_every_kind() -> None:
    assert {part_of(seed).kind for seed in EXAMPLES} == set(KINDS)


def test_chances_add_up_to_one_and_name_the_likeliest_defect(model: CastingNet) -> None:
    for seed in EXAMPLES:
        prediction = predict(model, seed)
        assert sum(prediction.chances) == pytest.approx(1)
        assert prediction.chances[prediction.defect_index] == max(prediction.chances[1:])
        assert prediction.defect == pytest.approx(sum(prediction.chances[1:]))


def test_the_model_beats_a_coin_on_the_parts_of_the_game(model: CastingNet) -> None:
    seeds = range(1000, 1060)
    right = [
        (predict(model, seed).defect >= 0.5) == (part_of(seed).kind is not Kind.SOUND)
        for seed in seeds
    ]
    assert np.mean(right) > 0.8


@pytest.mark.parametrize("language", Language)
def test_the_answer_shows_truth_heat_and_score_in_the_visitor_s_language(
    model: CastingNet, language: Language
) -> None:
    for seed in EXAMPLES:
        prediction = predict(model, seed)
        page = answer_page(
            prediction, explain(model, seed, prediction), part_of(seed), Kind.CRACK, 0.5,
            Score(seed, True, 3, 1, 2), language,
        )  # fmt: skip
        assert KIND_WORDS[part_of(seed).kind].said_in(language) in page
        assert page.count("data:image/jpeg;base64,") == 2
        assert "AI 2 / 3" in page


def test_a_threshold_of_95_percent_lets_a_doubtful_part_pass(model: CastingNet) -> None:
    seed = next(s for s in range(300) if 0.5 <= predict(model, s).defect < 0.95)
    prediction = predict(model, seed)
    explanation, part, score = explain(model, seed, prediction), part_of(seed), Score()
    said = [
        re.search(r"<strong>AI</strong>: (\S+)", answer_page(
            prediction, explanation, part, Kind.SOUND, threshold, score, Language.EN
        ))
        for threshold in (0.5, 0.95)
    ]  # fmt: skip
    assert said[0] is not None
    assert said[1] is not None
    assert said[0][1] != "Sound" == said[1][1]


def test_the_part_is_said_to_be_synthetic() -> None:
    assert "합성" in part_page(part_of(1), Language.KO)
    assert "Synthetic" in part_page(part_of(1), Language.EN)


@pytest.mark.parametrize("language", Language)
def test_who_judges_is_told_the_time_and_a_late_verdict_is_answered_too(
    model: CastingNet, language: Language
) -> None:
    prediction, part = predict(model, 1), part_of(1)
    explanation = explain(model, 1, prediction)
    late = language.pick("이미 지나갔습니다", "would have gone by")
    for taken, is_late in ((3.0, False), (30.0, True)):
        page = answer_page(
            prediction,
            explanation,
            part,
            Kind.SOUND,
            0.5,
            Score(1),
            language,
            seconds=(taken, 0.01),
        )
        assert (late in page) == is_late
        assert "AI 0.010" in page


def test_a_higher_threshold_misses_more_and_scraps_less(model: CastingNet) -> None:
    trial = trial_of(model)
    assert trial is trial_of(model), "tried once"
    costs = [trial.cost(threshold) for threshold in SHOWN]
    assert [cost.missed for cost in costs] == sorted(cost.missed for cost in costs)
    assert [cost.scrapped for cost in costs] == sorted((c.scrapped for c in costs), reverse=True)
    assert costs[0].scrapped > costs[-1].scrapped
    assert costs[0].missed < costs[-1].missed


def test_the_price_of_each_error_is_said_beside_what_it_comes_to() -> None:
    trial = Trial(sound=[0.1, 0.6], defective=[0.4, 0.9])
    assert trial.cost(0.5) == Cost(missed=25, scrapped=475)
    assert trial.cost(0.5).won == 25 * 100_000 + 475 * 10_000
    page = cost_page(trial, 0.3, Language.KO)
    assert "▶ 30%" in page
    assert "놓친 불량은 하나에 10만 원" in page


def test_a_part_scores_once_for_whoever_was_right() -> None:
    score = Score(parts=2, visitor=1, model=2).take()
    judged = score.judge(visitor_alarms=True, model_alarms=False, is_faulty=True)
    assert (judged.parts, judged.visitor, judged.model, judged.judged) == (3, 2, 2, True)
    assert judged.judge(visitor_alarms=True, model_alarms=True, is_faulty=True) == judged
    assert not judged.take().judged
