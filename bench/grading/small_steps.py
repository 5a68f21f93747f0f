"""The notebook that a grader's speed with torch is told by: three imports and fifty small steps.

torch, pandas and matplotlib are imported, one small model is trained for a grade and once more for
a table. A class answers it right, wrong in two ways, with what does not parse, and not at all.
"""

from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

ASSIGNMENT = "steps"
_IMPORTS = """\
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch
from torch import nn

torch.manual_seed(0)
x = torch.linspace(-1, 1, 64)[:, None]
y = 2 * x - 1"""
_RIGHT = """\
def train(steps):
    model = nn.Linear(1, 1)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.5)
    losses = []
    for _ in range(steps):
        optimiser.zero_grad()
        loss = nn.functional.mse_loss(model(x), y)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses"""
_TEST = """\
losses = train(50)
assert len(losses) == 50
assert losses[-1] < 0.05"""
_HIDDEN = """
### BEGIN HIDDEN TESTS
assert losses[-1] < losses[0]
### END HIDDEN TESTS"""
_TABLE = "frame = pd.DataFrame({'step': range(50), 'loss': train(50)})\nframe.describe()"
_ANSWERS = (
    _RIGHT,
    _RIGHT.replace("return losses", "return losses[:10]"),
    _RIGHT.replace("lr=0.5", "lr=1e-4"),
    "this is no Python",
    "raise NotImplementedError()",
)


def make_small_steps(root: Path, submissions: int) -> None:
    """Write the source and the first so many submissions of a course directory at `root`."""
    solution = f"### BEGIN SOLUTION\n{_RIGHT}\n### END SOLUTION"
    _write(root / "source" / ASSIGNMENT, _notebook(solution, _TEST + _HIDDEN))
    for number in range(submissions):
        answer = _ANSWERS[number % len(_ANSWERS)]
        folder = root / "submitted" / f"trainee{number:05}" / ASSIGNMENT
        _write(folder, _notebook(answer, _TEST))


def _notebook(solution: str, test: str) -> NotebookNode:
    cells = [
        _cell(_IMPORTS, "imports", locked=True),
        _cell(solution, "train", solution=True),
        _cell(test, "train_finds_the_line", grade=True, locked=True, points=3),
        new_code_cell(_TABLE, id="table"),
    ]
    python = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook: NotebookNode = new_notebook(cells=cells, metadata={"kernelspec": python})
    return notebook


def _cell(source: str, grade_id: str, **marks: object) -> NotebookNode:
    plain = {"grade": False, "solution": False, "locked": False, "task": False}
    marked = {"schema_version": 3, "grade_id": grade_id, **plain, **marks}
    name = grade_id.replace("_", "-")
    cell: NotebookNode = new_code_cell(source, id=name, metadata={"nbgrader": marked})
    return cell


def _write(folder: Path, notebook: NotebookNode) -> None:
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{ASSIGNMENT}.ipynb")
