"""The `[courses]` table of `lab.toml`.

Says where courses lie, never what is in them: that is each course's own `course.toml`.
"""

from pathlib import Path

from pydantic import Field

from sandbox.settings import Section


class CoursesSection(Section):
    """`[courses]`: where the lab finds its courses."""

    folders: tuple[Path, ...] = Field(
        default=(Path("courses"),),
        description="Folders whose sub-folders are courses, relative to the settings file; a "
        "course holds a course.toml or nbgrader's source/.",
    )
    release_on_up: bool = Field(
        default=True,
        description="Release every assignment of a course when the lab starts.",
    )
