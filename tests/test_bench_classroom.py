"""The classroom's bench tells what happened; how long it took is not tested."""

from dataclasses import fields
from typing import Any

import pytest

from bench.classroom.__main__ import compare, notebook_cells
from bench.classroom.measure import Measured
from bench.classroom.trainee import Trainee, TraineeError, timed_restart, timed_start
from tests.running_lab import RunningLab

NAME = "demo-trainee-1"


def measured(**changes: float) -> Measured:
    values: dict[str, Any] = {field.name: 1 for field in fields(Measured)}
    return Measured(**(values | {"failures": {}} | changes))


def test_a_ratio_is_stock_divided_by_ours_per_trainee() -> None:
    figures = compare(
        measured(trainees=100, succeeded=99, seconds_per_trainee=0.5),
        measured(trainees=8, seconds_per_trainee=5.0),
    )
    assert figures["seconds_ratio"] == 10
    assert (figures["trainees"], figures["succeeded"]) == (100, 99)


def test_what_was_not_measured_has_no_ratio() -> None:
    assert compare(measured(), measured(restart_seconds_median=0))["restart_ratio"] is None


def test_the_notebook_is_the_lesson_of_unit_2() -> None:
    cells = notebook_cells()
    assert len(cells) > 10
    assert any("import pandas" in cell for cell in cells)


@pytest.mark.slow
async def test_a_trainee_of_the_bench_gets_an_answer_as_a_browser_would(
    running_lab: RunningLab,
) -> None:
    async with Trainee(running_lab.hub_url, NAME, running_lab.passwords[NAME]) as trainee:
        await trainee.log_in()
        opened, answered = await timed_start(trainee)
        assert 0 < opened < answered
        assert await timed_restart(trainee) > 0
        assert await trainee.run(["print(1)", "1 / 0", "print(2)"]) == ("1\n2\n", 1)
        with pytest.raises(TraineeError, match="the kernel died"):
            await trainee.run(["import os\nos.kill(os.getpid(), 9)"])


@pytest.mark.slow
async def test_a_trainee_who_is_not_let_in_is_a_failure_that_says_where(
    running_lab: RunningLab,
) -> None:
    async with Trainee(running_lab.hub_url, "nobody-here", "wrong-password") as trainee:
        with pytest.raises(TraineeError, match="log-in"):
            await trainee.log_in()
