"""What a page says was chosen is one of the choices, or it is asked for."""

import pytest

from playground_demos.demos.casting.data import Kind
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.choices import taken


@pytest.mark.parametrize("value", [None, "1", 1.0, True, 3, [1], {"1": 1}])
def test_what_only_resembles_a_choice_is_asked_for(value: object) -> None:
    with pytest.raises(VisitorMessage, match="Please choose"):
        taken(value, range(3), "골라 주세요.", "Please choose.")


def test_a_name_is_taken_as_what_it_names() -> None:
    assert taken("crack", Kind, "", "") is Kind.CRACK
    assert taken(2, range(3), "", "") == 2
