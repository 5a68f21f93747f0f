"""Keep hidden tests out of the feedback that nbgrader generates.

nbgrader puts hidden tests back before grading and leaves them in the HTML that trainees get. This
preprocessor comes before nbgrader's own when feedback is made: it takes hidden regions out of the
sources, and of a failed cell's traceback it leaves the last line, because the lines above quote the
source. Turned on by `c.GenerateFeedback.preprocessors` (see `add_to`). Does not touch
`autograded/`: instructors see everything.
"""

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, ClearMarkScheme, GetGrades
from traitlets.config import Config

from autograder import safe_html

HIDDEN = "hidden test"


class HideTests(ClearHiddenTests):  # type: ignore[misc]
    """nbgrader's ClearHiddenTests, for a notebook that has outputs and may be broken."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        """Take hidden regions out of one cell and of its outputs."""
        begin = cell.source.find(self.begin_test_delimeter)
        if begin < 0:
            return cell, resources
        try:
            self._remove_hidden_test_region(cell)
        except RuntimeError:
            # Nested or without an end: better too much is hidden than a test is shown.
            cell.source = cell.source[: cell.source.rfind("\n", 0, begin) + 1]
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                # An assertion's message may quote the expected value: say only what kind it was.
                output.evalue = HIDDEN
                output.traceback = [f"{output.ename}: {HIDDEN}"]
        return cell, resources


def add_to(config: Config) -> None:
    """Make `nbgrader generate_feedback` and formgrader hide tests and show harmless HTML.

    Call it from nbgrader_config.py.
    """
    safe_html.add_to(config)
    config.GenerateFeedback.preprocessors = [
        HideTests,
        ClearMarkScheme,
        GetGrades,
        CSSHTMLHeaderPreprocessor,
    ]
