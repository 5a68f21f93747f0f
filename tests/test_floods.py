"""A bucket lets a burst through, then a steady rate, for each key on its own."""

from playground_demos.doors import floods
from playground_demos.doors.floods import Allowances, Bucket


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_passes_and_then_the_rate_holds() -> None:
    clock = Clock()
    bucket = Bucket(60, clock)
    assert all(bucket.take("ann") for _ in range(60))
    assert not bucket.take("ann")
    clock.now += 1
    assert bucket.take("ann")
    assert not bucket.take("ann")


def test_who_is_refused_does_not_wait_longer_for_having_asked() -> None:
    clock = Clock()
    bucket = Bucket(1, clock)
    assert bucket.take("ann")
    for _ in range(59):
        clock.now += 1
        assert not bucket.take("ann")
    clock.now += 1
    assert bucket.take("ann")


def test_each_key_has_its_own_bucket() -> None:
    bucket = Bucket(1, Clock())
    assert bucket.take("ann")
    assert bucket.take("ben")
    assert not bucket.take("ann")


def test_the_number_of_keys_is_bounded_and_no_key_is_kept_in_clear() -> None:
    bucket = Bucket(1, Clock())
    for number in range(floods.MOST_KEYS + 10):
        bucket.take(f"10.0.0.{number}")
    assert len(bucket._levels) == floods.MOST_KEYS
    assert not any(b"10.0.0" in key for key in bucket._levels)


def test_a_bucket_may_let_more_pass_at_once_than_in_a_minute() -> None:
    clock = Clock()
    bucket = Bucket(1, clock, at_once=3)
    assert [bucket.take("ann") for _ in range(4)] == [True, True, True, False]
    clock.now += 60
    assert [bucket.take("ann") for _ in range(2)] == [True, False]


def test_who_is_forgotten_begins_anew() -> None:
    bucket = Bucket(1, Clock())
    assert bucket.take("ann")
    bucket.forget("ann")
    bucket.forget("nobody")
    assert bucket.take("ann")


def test_a_venue_that_was_filled_at_once_can_be_filled_again_ten_minutes_later() -> None:
    clock = Clock()
    allowances = Allowances(120, 50, clock)
    for _ in range(2):
        assert [allowances.newcomer_may_come("here") for _ in range(51)] == [True] * 50 + [False]
        assert allowances.newcomer_may_come("elsewhere")
        clock.now += 600


def test_two_hundred_phones_come_in_one_moment_and_a_crowd_without_end_does_not() -> None:
    clock = Clock()
    allowances = Allowances(120, 2000, clock)
    assert all(allowances.newcomer_may_come("venue") for _ in range(200))
    assert sum(allowances.newcomer_may_come("venue") for _ in range(1000)) == 50
    for _ in range(60):  # the rest of 1,200 within a minute
        clock.now += 1
        assert sum(allowances.newcomer_may_come("venue") for _ in range(1000)) == 20
    assert allowances.newcomer_may_come("elsewhere")


def test_tries_are_bounded_on_their_own() -> None:
    allowances = Allowances(2, 50, Clock())
    tries = [allowances.visitor_may_ask("ann", is_try=True) for _ in range(3)]
    assert tries == [True, True, False]
    assert allowances.visitor_may_ask("ann", is_try=False)


def test_who_is_counted_while_asking_leaves_no_trace_afterwards() -> None:
    allowances = Allowances(2, 50, Clock())
    with allowances.answering("ann"), allowances.answering("ann"):
        assert allowances._open == {"ann": 2}
    assert not allowances._open
