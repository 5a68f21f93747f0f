"""Time between requests counts while it is short."""

import pytest

from playground_demos.events.presence import LONGEST_PAUSE_SECONDS, Presence


class Clock:
    """A clock that stands still until it is set."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def presence(clock: Clock) -> Presence:
    return Presence(clock)


def test_short_pauses_add_up_for_each_event(presence: Presence, clock: Clock) -> None:
    for moment in (0.0, 0.6, 1.2, 30.0):
        clock.now = moment
        presence.see("a", "fair")
        presence.see("b", "")
    assert presence.take() == {"fair": 30, "": 30}
    assert presence.take() == {}


def test_a_phone_in_a_pocket_is_not_there(presence: Presence, clock: Clock) -> None:
    presence.see("a", "")
    clock.now = LONGEST_PAUSE_SECONDS + 1
    presence.see("a", "")
    assert presence.take() == {}


def test_parts_of_a_second_are_not_lost(presence: Presence, clock: Clock) -> None:
    taken = 0
    presence.see("a", "")
    for step in range(1, 11):
        clock.now = step * 0.25
        presence.see("a", "")
        taken += sum(presence.take().values())
    assert taken == 2


def test_it_knows_who_is_here_now(presence: Presence, clock: Clock) -> None:
    presence.see("a", "")
    clock.now = LONGEST_PAUSE_SECONDS + 1
    presence.see("b", "")
    assert presence.now() == 1
