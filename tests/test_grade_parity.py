"""With strict_nbgrader the gradebook gets the rows that `nbgrader autograde` writes."""

import json
import shutil
from itertools import groupby
from pathlib import Path

import nbformat
import nbgrader as nbgrader_package
import pytest

from tests.grading_course import grade, nbgrader, results, rows

GUIDE = Path(nbgrader_package.__file__).parent / "docs" / "source" / "user_guide"
ASSIGNMENT = "ps1"


def solved(course: Path) -> str:
    """The author's own notebook: every answer is right."""
    return (course / "source" / ASSIGNMENT / "problem1.ipynb").read_text(encoding="utf-8")


def with_warning(course: Path) -> str:
    notebook = nbformat.reads(solved(course), as_version=4)
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution") and cell.cell_type == "code":
            cell.source = "import sys\nprint('careful', file=sys.stderr)\n" + cell.source
            cell.source += (
                "\n" + "def squares(n):\n    print('x', file=sys.stderr)\n    return [1]\n"
            )
            break
    return json.dumps(notebook)


@pytest.fixture(scope="module")
def courses(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Nbgrader's sample course graded by nbgrader, and the same graded by us."""
    root = tmp_path_factory.mktemp("parity")
    assert nbgrader(root, "quickstart", "stock").returncode == 0
    stock = root / "stock"
    config = stock / "nbgrader_config.py"
    config.write_text(
        config.read_text()
        + "\nc.LateSubmissionPlugin.penalty_method = 'zero'\nc.Execute.timeout = 5\n"
    )
    assert nbgrader(stock, "generate_assignment", ASSIGNMENT).returncode == 0
    made = nbgrader(stock, "db", "assignment", "add", ASSIGNMENT, "--duedate", "2016-01-01 00:00")
    assert made.returncode == 0, made.stderr
    shutil.copytree(GUIDE / "submitted", stock / "submitted")
    release = stock / "release" / ASSIGNMENT
    untouched = (release / "problem1.ipynb").read_text(encoding="utf-8")
    for student, text, time in (
        ("right", solved(stock), "2015-12-01 00:00:00 UTC"),
        ("right_but_late", solved(stock), "2016-02-01 00:00:00 UTC"),
        ("untouched", untouched, "2015-12-01 00:00:00 UTC"),
        ("warns", with_warning(stock), "2015-12-01 00:00:00 UTC"),
        ("not_json", "{", "2015-12-01 00:00:00 UTC"),
        ("without_time", solved(stock), ""),
    ):
        folder = stock / "submitted" / student / ASSIGNMENT
        shutil.copytree(release, folder)
        (folder / "problem1.ipynb").write_text(text, encoding="utf-8")
        if time:
            (folder / "timestamp.txt").write_text(time)
    (stock / "submitted" / "right" / ASSIGNMENT / "problem2.ipynb").unlink()
    ours = root / "ours"
    shutil.copytree(stock, ours)
    nbgrader(stock, "autograde", ASSIGNMENT)
    graded = grade(ours, "--json", settings="strict_nbgrader = true", assignment=ASSIGNMENT)
    assert graded.returncode == 0, graded.stderr
    assert results(graded)["not_json"]["status"] == "unreadable"
    return stock, ours


@pytest.mark.slow
@pytest.mark.parametrize("table", ["grade", "comment", "late"])
def test_the_rows_are_those_of_nbgrader(courses: tuple[Path, Path], table: str) -> None:
    stock, ours = (rows(course)[table] for course in courses)
    assert len(stock) > 10
    assert ours == stock


@pytest.mark.slow
def test_the_same_submissions_are_published(courses: tuple[Path, Path]) -> None:
    stock, ours = (
        sorted(str(path.relative_to(course)) for path in (course / "autograded").rglob("*.*"))
        for course in courses
    )
    assert ours == stock


@pytest.mark.slow
def test_the_same_outputs_are_published(courses: tuple[Path, Path]) -> None:
    def outputs(course: Path) -> dict[str, object]:
        found: dict[str, object] = {}
        for path in sorted((course / "autograded").rglob("*.ipynb")):
            notebook = nbformat.read(path, as_version=4)
            found[str(path.relative_to(course))] = [
                (cell.source, [kind for kind, _ in groupby(map(kind_of, cell.get("outputs", [])))])
                for cell in notebook.cells
            ]
        return found

    stock, ours = (outputs(course) for course in courses)
    assert ours == stock


def kind_of(output: nbformat.NotebookNode) -> tuple[str, str | None]:
    """What an output is; a stream comes in as many pieces as the kernel happened to flush."""
    return output.output_type, output.get("ename") or output.get("name")
