"""The `[courses]` table of `lab.toml`.

Says where courses lie, never what is in them: that is each course's own `course.toml`.
"""

from pathlib import Path

from pydantic import Field

from sandbox.settings import Section

OWN_COURSES = Path(__file__).parent


class CoursesSection(Section):
    """`[courses]`: where the lab finds its courses."""

    folders: tuple[Path, ...] = Field(
        default=(),
        description="Folders of more courses, beside the lab's own: each of their sub-folders "
        "with a course.toml or nbgrader's source/ is one.",
    )
    release_on_build: bool = Field(
        default=True,
        description="Make every assignment's release when its course is built.",
    )

    @property
    def all_folders(self) -> tuple[Path, ...]:
        """The lab's own folder of courses and `folders`, each once."""
        return tuple(dict.fromkeys(folder.resolve() for folder in (OWN_COURSES, *self.folders)))
