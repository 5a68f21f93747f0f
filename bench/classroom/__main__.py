"""How fast a class starts, and in how much memory: this lab beside stock JupyterHub, in one run.

`python -m bench.classroom --trainees 100`: everybody logs in through the form, all press start in
the same moment, start a kernel and run a first cell with torch; then kernels are restarted, and
each runs a lesson's notebook. Stock is given as many trainees as its memory carries, so seconds and
memory are compared per trainee. Nothing is kept.
"""

import argparse
import asyncio
import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil
from rich.console import Console
from rich.table import Table

from bench.classroom.house import open_lab, open_stock
from bench.classroom.measure import MIB, Measured, measure
from bench.programs import add_stock_python
from courses.marks import Kind, read_lesson
from courses.settings import OWN_COURSES

# What a stock trainee took at most on the way to these figures, with room for the machine itself.
STOCK_MIB = 600
ROOM_MIB = 3000
UNIT = 2  # of ai-foundations: pandas, scikit-learn, matplotlib with Korean fonts, widgets
ROWS = {
    "trainees": "trainees",
    "succeeded": "succeeded",
    "all_ready_seconds": "all have their answer after, s",
    "seconds_per_trainee": "seconds per trainee",
    "server_seconds_median": "JupyterLab open, median s",
    "answer_seconds_median": "first answer, median s",
    "answer_seconds_p95": "first answer, p95 s",
    "cpu_seconds_per_trainee": "CPU-seconds per trainee until then",
    "restart_seconds_median": "kernel restart with torch, median s",
    "pss_mib_per_trainee": "PSS per trainee with kernel and torch, MiB",
    "pss_mib_per_trainee_worked": "the same after the notebook, MiB",
    "pss_mib_shared": "PSS of what all share, MiB",
    "machine_mib_per_trainee": "less free memory per trainee, MiB",
    "worked": "ran the notebook",
    "work_seconds": "all ran the notebook after, s",
    "work_cpu_seconds_per_trainee": "CPU-seconds per trainee for it",
}


def main() -> int:
    """Measure, print a table and write the figures; 1 where anybody of ours failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.classroom", description=__doc__)
    parser.add_argument("--trainees", type=int, default=100, help="of this lab (default: 100)")
    parser.add_argument(
        "--stock-trainees", type=int, help="of stock JupyterHub (default: what memory carries)"
    )
    add_stock_python(parser)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    options = parser.parse_args()
    stock_trainees = options.stock_trainees or min(options.trainees, stock_fits())
    cells = notebook_cells()
    with open_lab(names(options.trainees)) as house:
        ours = asyncio.run(measure(house, cells))
    with open_stock(names(stock_trainees), options.stock_python) as house:
        stock = asyncio.run(measure(house, cells))
    figures = compare(ours, stock)
    Console().print(build_table(ours, stock, figures))
    for name, measured in (("this lab", ours), ("stock", stock)):
        for failure, count in measured.failures.items():
            print(f"{name}: {count} x {failure}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if ours.succeeded == ours.worked == ours.trainees else 1


def names(count: int) -> list[str]:
    """The class."""
    return [f"trainee-{number:03}" for number in range(1, count + 1)]


def stock_fits() -> int:
    """How many stock trainees this machine's free memory carries."""
    return max(1, (psutil.virtual_memory().available // MIB - ROOM_MIB) // STOCK_MIB)


def notebook_cells() -> list[str]:
    """The code cells of the lesson that everybody runs."""
    lesson = next((OWN_COURSES / "ai-foundations").glob(f"{UNIT:02}_*/lesson.py"))
    cells = read_lesson(lesson.read_text(encoding="utf-8"), lesson)
    return [cell.source for cell in cells if cell.kind is Kind.CODE]


def compare(ours: Measured, stock: Measured) -> dict[str, Any]:
    """The fixed keys of `bench.classroom`; each ratio is stock divided by ours, per trainee."""
    return {
        "trainees": ours.trainees,
        "succeeded": ours.succeeded,
        "seconds_ratio": ratio(stock.seconds_per_trainee, ours.seconds_per_trainee),
        "restart_ratio": ratio(stock.restart_seconds_median, ours.restart_seconds_median),
        "pss_ratio": ratio(stock.pss_mib_per_trainee, ours.pss_mib_per_trainee),
        "pss_ratio_worked": ratio(
            stock.pss_mib_per_trainee_worked, ours.pss_mib_per_trainee_worked
        ),
        "cpu_ratio": ratio(stock.cpu_seconds_per_trainee, ours.cpu_seconds_per_trainee),
        "ours": asdict(ours),
        "stock": asdict(stock),
    }


def ratio(stock: float, ours: float) -> float | None:
    """None where one of them was not measured."""
    return stock / ours if stock and ours else None


def build_table(ours: Measured, stock: Measured, figures: dict[str, Any]) -> Table:
    """What a person reads."""
    ratios = {
        "seconds_per_trainee": "seconds_ratio",
        "restart_seconds_median": "restart_ratio",
        "pss_mib_per_trainee": "pss_ratio",
        "pss_mib_per_trainee_worked": "pss_ratio_worked",
        "cpu_seconds_per_trainee": "cpu_ratio",
    }
    title = (
        f"A class starts on {os.cpu_count()} cores: {ours.trainees} trainees here; stock JupyterHub"
        f" with {stock.trainees}"
    )
    table = Table("", title=title)
    for heading in ("this lab", "stock", "ratio"):
        table.add_column(heading, justify="right")
    for key, words in ROWS.items():
        found = figures.get(ratios.get(key, ""))
        shown = [written(getattr(side, key)) for side in (ours, stock)]
        table.add_row(words, *shown, "" if found is None else f"{found:.1f}")
    return table


def written(value: float) -> str:
    """A count, or a measure with as many digits as it deserves."""
    return str(value) if isinstance(value, int) else f"{value:.3g}"


if __name__ == "__main__":
    raise SystemExit(main())
