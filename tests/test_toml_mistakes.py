"""A mistake in a TOML file is told where it stands."""

from pathlib import Path

import pytest

from sandbox.toml_mistakes import locate

TEXT = """\
title = "a"

[[units]]
title = "b"

[[units]]
minutes = 3
title = "c"

[calendar]
starts = 1
"""


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("title",), 1),
        (("units", 0, "title"), 4),
        (("units", 1, "title"), 8),
        (("units", 1), 6),
        (("units", 0, "minutes"), 3),
        (("calendar", "starts"), 11),
    ],
)
def test_the_line_is_that_of_the_innermost_name(location: tuple[str | int, ...], line: int) -> None:
    assert locate(Path("a.toml"), TEXT, location) == f"a.toml:{line}"


@pytest.mark.parametrize("location", [(), ("colour",), ("units", 7, "title")])
def test_what_is_not_there_has_no_line(location: tuple[str | int, ...]) -> None:
    assert locate(Path("a.toml"), TEXT, location) in {"a.toml", "a.toml:3"}
