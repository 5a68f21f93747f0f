"""What a graded run may use, and what it leaves to the others."""

from pathlib import Path

from autograder.run import RunLimits
from autograder.run_sandbox import build_spec


def test_a_run_has_a_share_of_the_processor_that_no_number_of_processes_enlarges() -> None:
    # Only a sandbox that has some bound gets a control group for the processor under version 1.
    spec = build_spec(("true",), Path("run"), RunLimits(), None, environment={})
    assert spec.limits.cpu_cores is not None
