"""A grade cell that is examined outside ends as it would inside, whatever it does.

That right answers pass inside and wrong ones fail there is measured in LOG.md.
"""

import pytest

from autograder.examiner.examination import Finding
from tests.examined import examine
from tests.examined_shapes import SHAPES, Shape


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name.replace(" ", "_"))
def test_a_right_answer_passes_and_a_wrong_one_does_not(shape: Shape) -> None:
    for answer, finding in ((shape.right, Finding.FINISHED), (shape.wrong, Finding.RAISED)):
        found = examine(answer, *shape.tests, author=shape.right, locked=shape.locked)
        assert found.finding is finding, found
