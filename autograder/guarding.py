"""Have grade cells that must run in the student's process run past the student's IPython.

Takes IPython's own syntax out of the cell, sends it with a nonce that nothing else knows, and reads
what came back: whether the last statement was reached, and signs of tampering, which go to the
instructor. A cell that does not report its end earns nothing; a sign costs nothing. What comes from
the student's process stays a claim (`autograder.student.inside` says what it can be deceived by).
"""

import re
import secrets
from typing import Any

from IPython.core.inputtransformer2 import TransformerManager
from nbformat import NotebookNode
from nbformat.v4 import new_output

from autograder.examiner.policy import is_score_only
from autograder.examining import Examining, ask, is_test
from autograder.kernel import Kernel
from autograder.outputs import add_explanation
from autograder.run import GuardOrder
from autograder.signs import Sign, Tampering, read_sign
from autograder.student.inside import EVIDENCE

INSTALL = "autograder.student.inside:install"
OURS = "application/vnd.lab."
MOST_SIGNS = 40
LONGEST_POINTS = 100


class Guarding:
    """Guards the grade cells of one run."""

    def __init__(self, order: GuardOrder) -> None:
        self._order = order
        self.signs: list[Sign] = []

    async def prepare(self, kernel: Kernel) -> None:
        """Have a fresh process remember how things are.

        Raises:
            RunError: It does not answer, though nothing of the submission was run in it.
        """  # noqa: DOC502
        await ask(kernel, kernel.client.call(INSTALL))

    def takes(self, cell: NotebookNode) -> bool:
        """True for a test of the author's; a cell that is also an answer is the student's."""
        return is_test(cell)

    def begin(
        self, kernel: Kernel | None, cell: NotebookNode, examining: Examining | None
    ) -> "GuardedCell":
        """What stands in the client's place while nbclient executes `cell`.

        The author's own functions are defined anew before it, where they are known.
        """
        assert kernel is not None
        helpers = "" if examining is None else examining.helpers_of(cell)
        return GuardedCell(kernel.client, cell, helpers)

    def end(self, guarded: "GuardedCell", cell: NotebookNode) -> bool:
        """Take the evidence out of the outputs of `cell`; False if its end was not reported."""
        told: list[dict[str, Any]] = []
        for output in list(cell.get("outputs", [])):
            found = output.get("data", {}).get(EVIDENCE)
            if found is None:
                continue
            cell.outputs.remove(output)
            if isinstance(found, dict) and found.get("nonce") == guarded.nonce:
                told.append(found)
        name = str(cell.metadata["nbgrader"].get("grade_id", ""))
        signs = [sign for one in told for sign in _signs_in(name, one)]
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                output.traceback = _with_source(output.traceback, guarded.file, cell.source)
        for sign in signs:
            self._add(sign)
        _show_as_display(cell)
        if [one.get("done") is True for one in told] != [True]:
            # Two come from a fork of the student's that came back: then neither counts.
            return False
        points = told[0].get("points")
        if isinstance(points, str) and len(points) <= LONGEST_POINTS:
            data = {"text/plain": points}
            count = cell.get("execution_count")
            cell.outputs.append(new_output("execute_result", data, execution_count=count))
        return True

    def explain_unfinished(self, cell: NotebookNode) -> None:
        """Say in a cell that its checks did not come to their end, and to the instructor."""
        korean = "검사가 끝까지 실행되지 않았습니다. 처음부터 끝까지 다시 실행해 보세요."
        english = "The check did not run to its end. Run the notebook from top to bottom."
        add_explanation(cell, "NotCompleted", f"{korean} {english}")
        name = str(cell.metadata["nbgrader"].get("grade_id", ""))
        self._add(Sign(name, Tampering.UNFINISHED, "nothing went wrong, and nothing was reported"))

    def _add(self, sign: Sign) -> None:
        if len(self.signs) < MOST_SIGNS and self._counts(sign):
            self.signs.append(sign)

    def _counts(self, sign: Sign) -> bool:
        named = sign.how.removeprefix("class ").partition(" ")[0]
        if sign.what is Tampering.COMPARISON and named in self._order.classes:
            return False
        return sign not in self.signs


class GuardedCell:
    """nbclient's client of a kernel, which executes one cell under guard."""

    def __init__(self, client: Any, cell: NotebookNode, helpers: str) -> None:
        self._client = client
        self.nonce = secrets.token_hex(16)
        self.file = f"<grade cell {cell.metadata['nbgrader'].get('grade_id', '')}>"
        self._code = _without_syntax_of_ipython(cell.source)
        self._order = {
            "nonce": self.nonce,
            "file": self.file,
            "is_score": is_score_only(self._code),
            "helpers": helpers,
        }

    def execute(self, _code: str, **_: Any) -> str:
        """Have the cell executed; returns the identity of the request."""
        return str(self._client.execute_inside(self._code, self._order))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)


def show_signs(notebook: NotebookNode, signs: tuple[Sign, ...]) -> None:
    """Show the instructor each cell's signs below it; feedback takes them out again."""
    for cell in notebook.cells:
        mark = cell.metadata.get("nbgrader", {})
        own = [sign for sign in signs if sign.cell == mark.get("grade_id")]
        if own and cell.cell_type == "code":
            lines = "\n".join(f"- {sign.sentence()}" for sign in own)
            data = {
                "text/plain": f"강사용: 살펴볼 점이 있습니다. For the instructor only:\n{lines}",
                EVIDENCE: [[sign.what, sign.how] for sign in own],
            }
            cell.outputs = [*cell.get("outputs", []), new_output("display_data", data)]


def drop_evidence(cell: NotebookNode) -> None:
    """Take out of a cell what only the grader may show."""
    if any(is_ours(output) for output in cell.get("outputs", [])):
        cell.outputs = [output for output in cell.outputs if not is_ours(output)]


def is_ours(output: NotebookNode) -> bool:
    """True for an output of a kind that only the grader makes."""
    data = output.get("data")
    return isinstance(data, dict) and any(str(mime).startswith(OURS) for mime in data)


def _without_syntax_of_ipython(source: str) -> str:
    try:
        return str(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]
    except SyntaxError:
        return source  # to be complained about where it is compiled


def _show_as_display(cell: NotebookNode) -> None:
    """Results of the student's own making earn nothing: nbgrader reads points from the first."""
    for place, output in enumerate(cell.get("outputs", [])):
        if output.output_type == "execute_result" and _is_number(output.data.get("text/plain")):
            cell.outputs[place] = new_output("display_data", output.data)


def _is_number(text: object) -> bool:
    try:
        float(str(text))
    except ValueError:
        return False
    return True


def _signs_in(name: str, told: dict[str, Any]) -> list[Sign]:
    listed = told.get("signs")
    found = []
    for entry in listed if isinstance(listed, list) else []:
        if isinstance(entry, list) and len(entry) == 2:
            sign = read_sign(name, *entry)
            if sign is not None:
                found.append(sign)
    return found


def _with_source(lines: list[str], file: str, source: str) -> list[str]:
    """The traceback with the cell's own lines, which the student's process was not shown."""
    code, complete = source.splitlines(), []
    pattern = re.compile(rf'  File "{re.escape(file)}", line (\d+)')
    for line in lines:
        complete.append(line)
        match = pattern.match(line)
        number = int(match[1]) if match and len(match[1]) < 7 else 0
        if 0 < number <= len(code):
            complete.append(f"    {code[number - 1].strip()}")
    return complete
