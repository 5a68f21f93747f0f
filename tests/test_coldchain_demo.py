"""The cold chain demo: rules that can be checked by hand, a forecast that sees by its sensors."""

import numpy as np
import pytest

from playground_demos.about import Language
from playground_demos.demos.coldchain import (
    EXAMPLES,
    explain,
    load,
    predict,
)
from playground_demos.demos.coldchain.box import EVENT_WORDS, SPOTS, sensors_of
from playground_demos.demos.coldchain.data import (
    EVENTS,
    PLACES,
    STEPS,
    STEPS_PER_HOUR,
    VERDICTS,
    Place,
    Verdict,
    judge,
    make_journeys,
    mean_kinetic,
    readings,
    worst_mean_kinetic,
)
from playground_demos.demos.coldchain.foresight import SEEN_STEPS, foresee
from playground_demos.demos.coldchain.network import JourneyNet
from playground_demos.demos.coldchain.page import forecast_page, truth_page
from playground_demos.demos.coldchain.trip import Trip, journey_of, read
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.cards import MODEL_DIR

TRIP = Trip(5, (Place.WALL, Place.ICE))


@pytest.fixture(scope="module")
def model() -> JourneyNet:
    return load(MODEL_DIR)


def steady(celsius: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.full((1, 1, STEPS), celsius)


def verdict(degrees: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Verdict:
    return VERDICTS[int(judge(degrees)[0])]


def test_the_mean_kinetic_temperature_is_that_of_the_formula() -> None:
    # By hand: 10000 / 275.15 = 36.3438 and 10000 / 281.15 = 35.5682; the mean of e to minus these
    # is e^-36.3438 (1 + e^0.7756) / 2 = e^-35.8826; 10000 / 35.8826 = 278.69 K.
    assert mean_kinetic(np.array([2.0, 8.0])) == pytest.approx(5.54, abs=0.01)
    assert mean_kinetic(steady(5.0)) == pytest.approx(5.0)


def test_heat_weighs_more_than_cold_in_the_mean() -> None:
    assert mean_kinetic(np.array([0.0, 10.0])) > 5


def test_the_window_of_24_hours_finds_what_the_whole_journey_hides() -> None:
    degrees = steady(3.0)
    degrees[..., : 24 * STEPS_PER_HOUR] = 9.0
    assert mean_kinetic(degrees)[0, 0] < 8.1
    assert worst_mean_kinetic(degrees)[0, 0] == pytest.approx(9.0)
    assert verdict(degrees) is Verdict.WARM


@pytest.mark.parametrize(
    ("base", "spike", "hours", "wanted"),
    [
        (5.0, 5.0, 1, Verdict.SAFE),
        (5.0, 12.0, 2, Verdict.SAFE),  # an excursion up to 15 °C, and the mean stays below 8
        (5.0, 15.5, 1, Verdict.WARM),
        (5.0, 12.0, 20, Verdict.WARM),
        (5.0, 0.0, 1, Verdict.FROZEN),
        (5.0, 0.1, 1, Verdict.SAFE),
    ],
)
def test_the_rules_judge_a_spike_by_height_and_length(
    base: float, spike: float, hours: int, wanted: Verdict
) -> None:
    degrees = steady(base)
    degrees[..., : hours * STEPS_PER_HOUR] = spike
    assert verdict(degrees) is wanted


def test_no_average_forgives_a_vial_that_froze() -> None:
    degrees = np.concatenate([steady(20.0), steady(5.0)], axis=1)
    degrees[0, 1, 0] = -0.1
    assert verdict(degrees) is Verdict.FROZEN


def test_journeys_end_in_all_three_ways_and_repeat_by_their_seed() -> None:
    first, second = (make_journeys(200, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first.degrees, second.degrees)
    assert set(judge(first.degrees)) == {0, 1, 2}
    assert set(first.events) == set(range(len(EVENTS)))


def test_the_forecast_does_not_look_where_no_sensor_lies(model: JourneyNet) -> None:
    degrees = read(TRIP)
    changed = degrees.copy()
    changed[PLACES.index(Place.LID)] = 99.0
    assert foresee(model, degrees, TRIP.sensors).chances == (
        foresee(model, changed, TRIP.sensors).chances
    )


def test_the_forecast_does_not_look_ahead(model: JourneyNet) -> None:
    degrees = read(TRIP)
    changed = degrees.copy()
    changed[:, SEEN_STEPS:] = 99.0
    assert foresee(model, degrees, PLACES).chances == foresee(model, changed, PLACES).chances


def test_a_sensor_that_reads_frost_makes_the_model_say_frozen(model: JourneyNet) -> None:
    rng = np.random.default_rng(8)
    journeys = make_journeys(300, rng)
    row = PLACES.index(Place.ICE)
    frosty = journeys.degrees[journeys.degrees[:, row, : 16 * STEPS_PER_HOUR].min(axis=1) < -1]
    assert len(frosty) > 10
    said = [foresee(model, readings(one, rng), (Place.ICE, Place.LID)).chances for one in frosty]
    assert np.mean(np.array(said)[:, VERDICTS.index(Verdict.FROZEN)]) > 0.8


def test_a_band_holds_its_middle_and_chances_add_up(model: JourneyNet) -> None:
    for seed, sensors in EXAMPLES:
        foresight = predict(model, Trip(seed, sensors_of(list(sensors))))
        assert sum(foresight.chances) == pytest.approx(1)
        assert (np.diff(foresight.course, axis=-1) >= 0).all()


@pytest.mark.parametrize("language", Language)
def test_both_pages_say_what_is_known_in_the_visitor_s_language(
    model: JourneyNet, language: Language
) -> None:
    foresight = predict(model, TRIP)
    explanation = explain(model, TRIP, foresight)
    page = forecast_page(TRIP.sensors, read(TRIP), foresight, explanation, "safe", language)
    assert page.count("<li>") == len(TRIP.sensors)
    journey = journey_of(TRIP)
    truth = truth_page(journey, TRIP.sensors, foresight, True, language)
    assert EVENT_WORDS[EVENTS[journey.events[0]]].said_in(language) in truth
    assert truth.count("<tr>") == 1 + len(PLACES)


@pytest.mark.parametrize(
    "chosen", [None, [], ["lid"], ["lid", "lid"], ["lid", "roof"], ["lid", "ice", "wall"], "lid"]
)
def test_a_choice_that_is_not_two_places_is_refused_kindly(chosen: object) -> None:
    with pytest.raises(VisitorMessage, match="two places"):
        sensors_of(chosen)


def test_every_place_can_be_touched() -> None:
    assert {spot.name for spot in SPOTS} == set(PLACES)
