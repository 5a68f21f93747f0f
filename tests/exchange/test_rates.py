"""Counting submissions."""

from hub_config.exchange.rates import SubmissionRate


def test_the_next_submission_waits_until_the_oldest_is_a_minute_old() -> None:
    now = [0.0]
    rate = SubmissionRate(2, clock=lambda: now[0])
    assert rate.wait_seconds("minji", "a") == 0
    now[0] = 10
    assert rate.wait_seconds("minji", "b") == 0
    assert rate.wait_seconds("minji", "c") == 50
    now[0] = 60
    assert rate.wait_seconds("minji", "c") == 0


def test_a_retry_and_another_person_do_not_count() -> None:
    rate = SubmissionRate(1, clock=lambda: 0.0)
    assert rate.wait_seconds("minji", "a") == 0
    assert rate.wait_seconds("minji", "a") == 0
    assert rate.wait_seconds("junho", "b") == 0
