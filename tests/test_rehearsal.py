"""Libraries used before a fork leave nothing that a notebook could notice."""

import random
import subprocess
import sys
import warnings

import numpy
import pandas

from autograder.rehearsal import rehearse
from autograder.run_sandbox import TEMPLATE_ENVIRONMENT


def test_a_rehearsal_draws_from_no_generator_that_a_notebook_shares() -> None:
    before = random.getstate(), str(numpy.random.get_state())
    rehearse()
    assert (random.getstate(), str(numpy.random.get_state())) == before


def test_a_process_can_be_forked_after_a_rehearsal() -> None:
    code = "import os, pandas; from autograder.rehearsal import rehearse; rehearse()"
    told = subprocess.run(
        [sys.executable, "-P", "-s", "-c", f"{code}; print(len(os.listdir('/proc/self/task')))"],
        env=dict(TEMPLATE_ENVIRONMENT),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert told.stdout == "1\n"


def test_a_rehearsal_changes_no_option_and_no_filter_of_warnings() -> None:
    before = list(warnings.filters), pandas.get_option("display.max_rows"), numpy.geterr()
    rehearse()
    after = list(warnings.filters), pandas.get_option("display.max_rows"), numpy.geterr()
    assert after == before


def test_a_table_needs_no_further_module_after_a_rehearsal() -> None:
    rehearse()
    before = set(sys.modules)
    repr(pandas.DataFrame({"a": ["x"]}).groupby("a").size())
    assert set(sys.modules) == before
