"""A crowd at the playground: this lab beside the same demos in plain Gradio, in one run.

`python -m bench.visitors`: visitors with time to think go through all demos, then more and more of
them until the 95th percentile of an answer, generated text apart, passes two seconds; one of them
floods, as one and as somebody new each time; many ask one network at once, gathered and alone; many
texts are written at once; so many demos share one device; what the line tells is compared with what
comes; phones lose their line in the middle of a job; the load goes on while memory and disk are
watched; and one visitor alone shows what each answer costs. Both have two workers; the bench itself
runs on the same cores. Nothing is kept.
"""

import argparse
import asyncio
import json
import os
import resource
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.visitors import phones, promises, rush
from bench.visitors.cost import measure_costs
from bench.visitors.crowd import Crowd, Level, flood, flood_afresh, percentile
from bench.visitors.house import MOST_VISITORS, House, open_ours, open_plain
from bench.visitors.sharing import measure_sharing
from bench.visitors.soak import soak
from bench.visitors.streams import measure_streams
from playground_demos.settings import PlaygroundSection

LIMIT_SECONDS = 2.0
GROWTH = 1.4
NEAR_SECONDS = LIMIT_SECONDS / 20  # who waits so long is near the limit, and the steps get smaller
GROWTH_NEAR = 1.12
MANY_WORKERS = 32
SETTLING_SECONDS = 5.0
FLOOD_P95 = ("quiet_p95", "flooded_p95", "afresh_p95")
MANY_WAITING = 250  # of the shipped demos, so quick that fewer make no line
PARTS = ("crowd", "flood", "cost", "rush", "streams", "sharing", "promises", "phones", "soak")
SIDES: dict[str, Callable[..., AbstractContextManager[House]]] = {
    "ours": open_ours,
    "plain": open_plain,
}


async def measure_crowd(house: House, options: argparse.Namespace) -> list[Level]:
    """The first size, then larger ones until one has waited too long."""
    levels: list[Level] = []
    size = options.visitors
    async with Crowd(house, options.think) as crowd:
        while size <= MOST_VISITORS:
            await crowd.grow(size)
            levels.append(await crowd.look(options.seconds))
            if not holds(levels[-1]) or not options.grow:
                break
            size = next_size(levels)
    return levels


def next_size(levels: Sequence[Level]) -> int:
    """How many are to be looked at after these crowds."""
    is_near = any(level.p95_seconds >= NEAR_SECONDS for level in levels)
    return round(levels[-1].visitors * (GROWTH_NEAR if is_near else GROWTH))


def holds(level: Level) -> bool:
    """Whether a crowd of this size is served."""
    return level.failed == 0 and level.p95_seconds <= LIMIT_SECONDS


async def measure_flood(house: House, options: argparse.Namespace) -> dict[str, float]:
    """What others wait for without a flooder and with each kind, by turns, each twice."""
    pause_seconds = options.think / options.flood_times
    kinds = {"quiet": None, "flooded": flood, "afresh": flood_afresh}
    found: dict[str, list[float]] = {name: [] for name in kinds}
    async with Crowd(house, options.think) as crowd:
        await crowd.grow(options.flood_visitors)
        for name, kind in [*kinds.items()] * 2:
            await crowd.look(SETTLING_SECONDS)  # what the last flooder left in the line is done
            pressing = kind and asyncio.create_task(kind(house, {}, pause_seconds))
            await crowd.look(0.4 * options.seconds)
            found[name] += crowd.seen.seconds
            if pressing:
                pressing.cancel()
                await asyncio.gather(pressing, return_exceptions=True)
    p95 = {name: percentile(seconds, 95) for name, seconds in found.items()}
    changes = {
        "change": p95["flooded"] / p95["quiet"] - 1,
        "afresh_change": p95["afresh"] / p95["quiet"] - 1,
    }
    return {f"{name}_p95": one for name, one in p95.items()} | changes


def measure_rush(side: str, seconds: float) -> dict[str, dict[str, float]]:
    """Pictures a second; ours with as many workers as a GPU would get, and the engine alone, too.

    A worker of ours holds one ticket, so no more calls meet than there are workers; Gradio's batch
    is one call of one worker.
    """
    if side == "plain":
        with open_plain(package=rush.PACKAGE) as house:
            return rush.measure_pages(house, seconds)
    with open_ours(package=rush.PACKAGE, settings=rush.UNBOUNDED) as house:
        found = rush.measure_pages(house, seconds)
    with open_ours(package=rush.PACKAGE, workers=MANY_WORKERS, settings=rush.UNBOUNDED) as house:
        many = rush.measure_pages(house, seconds)
    by_many = {f"{page}, {MANY_WORKERS} workers": rates for page, rates in many.items()}
    engine = rush.measure_engine(seconds)
    return found | by_many | {f"engine, no pages, {kind}": rates for kind, rates in engine.items()}


def measure_all_promises(options: argparse.Namespace) -> dict[str, dict[str, float]]:
    """What the line told, with work of known lengths and with the demos that are shipped."""
    found: dict[str, dict[str, float]] = {}
    opened = {
        "lengths": (open_ours(package=promises.PACKAGE), options.liners),
        "demos": (open_ours(), MANY_WAITING),
    }
    for name, (opening, count) in opened.items():
        with opening as house:
            measured = asyncio.run(promises.measure_promises(house, count, options.seconds))
            found |= {f"{name}, {kind}": figures for kind, figures in measured.items()}
    return found


def measure(side: str, options: argparse.Namespace) -> dict[str, Any]:
    """All that was asked for of one side."""
    figures: dict[str, Any] = {}
    open_house = SIDES[side]
    if "crowd" in options.part:
        with open_house() as house:
            figures["levels"] = [asdict(one) for one in asyncio.run(measure_crowd(house, options))]
    if "flood" in options.part:
        as_it_comes = {"address_visitors": PlaygroundSection().address_visitors}
        with open_house(**as_it_comes if side == "ours" else {}) as house:
            figures["flood"] = asyncio.run(measure_flood(house, options))
    if "cost" in options.part:
        with open_house() as house:
            costs = asyncio.run(measure_costs(house))
            figures["cost"] = {demo: asdict(cost) for demo, cost in costs.items()}
    if "rush" in options.part:
        figures["rush"] = measure_rush(side, options.seconds / 6)
    if "streams" in options.part and side == "ours":
        figures["streams"] = measure_streams(options.language_model, options.seconds / 6)
    if "sharing" in options.part and side == "ours":
        shared = measure_sharing(options.seconds / 6)
        figures["sharing"] = {count: asdict(one) for count, one in shared.items()}
    if "promises" in options.part and side == "ours":
        figures["promises"] = measure_all_promises(options)
    if "phones" in options.part:
        with open_house(package="bench.visitors.napping", workers=options.phones_at_once) as house:
            counted = phones.count_reconnected(house, options.phones, options.phones_at_once)
            figures["reconnected"] = asyncio.run(counted)
    if "soak" in options.part:
        with open_house() as house:
            figures["soak"] = asyncio.run(
                soak(house, options.soak_visitors, options.think, options.soak_minutes)
            )
    return figures


def compare(sides: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The fixed keys of `bench.visitors`, as far as they were measured, and all the rest."""
    found: dict[str, Any] = {}
    ours, plain = sides["ours"], sides.get("plain", {})
    if "levels" in ours:
        first = ours["levels"][0]
        found["visitors"] = first["visitors"]
        found["p95_seconds_200"] = first["p95_seconds"]
        found["failures_200"] = first["failed"]
        found["max_visitors"] = largest(ours["levels"])
        if "levels" in plain:
            most = largest(plain["levels"])
            found["max_visitors_ratio"] = found["max_visitors"] / most if most else None
            found["processor_ratio"] = per_answer(plain["levels"][0]) / per_answer(first)
    if "flood" in ours:
        found["flooder_p95_change"] = ours["flood"]["change"]
    if "reconnected" in ours:
        found["reconnected"] = ours["reconnected"]
    return found | sides


def largest(levels: Sequence[dict[str, Any]]) -> int:
    """The largest crowd that was served; 0 where not even the first was."""
    return max(
        (one["visitors"] for one in levels if holds(Level(**one))),
        default=0,
    )


def per_answer(level: dict[str, Any]) -> float:
    """Processor seconds that one answer took, pages and all."""
    share, answers = float(level["processor_share"]), float(level["answers_per_second"])
    return share / max(answers, 1e-9)


def build_table(sides: dict[str, dict[str, Any]]) -> Table:
    """What a person reads."""
    load = os.getloadavg()[0]
    table = Table("", title=f"A crowd on {os.cpu_count()} cores (load {load:.1f} at the end)")
    for side in sides:
        table.add_column(side, justify="right")
    rows: dict[str, dict[str, str]] = {}
    for side, figures in sides.items():
        for words, value in told(figures):
            rows.setdefault(words, {})[side] = value
    for words, values in rows.items():
        table.add_row(words, *(values.get(side, "") for side in sides))
    return table


def told(figures: dict[str, Any]) -> list[tuple[str, str]]:
    """The figures of one side in words."""
    rows: list[tuple[str, str]] = []
    for one in figures.get("levels", ()):
        name = f"{one['visitors']} visitors"
        rows.append((f"{name}: median; p95, s",
                     f"{one['median_seconds']:.2f}; {one['p95_seconds']:.2f}"))  # fmt: skip
        rows.append((f"{name}: answers; failures", f"{one['answered']}; {one['failed']}"))
        rows.append((f"{name}: generated texts; their p95, s",
                     f"{one['texts']}; {one['text_p95_seconds']:.2f}"))  # fmt: skip
        rows.append((f"{name}: processor ms an answer", f"{1000 * per_answer(one):.1f}"))
    if "levels" in figures:
        rows.append(("most visitors with p95 within 2 s", str(largest(figures["levels"]))))
    if "flood" in figures:
        found = figures["flood"]
        p95 = "; ".join(f"{found[name]:.3f}" for name in FLOOD_P95)
        changes = f"{100 * found['change']:+.0f} %; {100 * found['afresh_change']:+.0f} %"
        rows.append(("others' p95, s: no flooder; one; one with a new cookie for each press", p95))
        rows.append(("change by the flooder; by the one with new cookies", changes))
    for demo, cost in figures.get("cost", {}).items():
        shown = f"{cost['page']:.1f}; {cost['answer']:.1f}"
        rows.append((f"{demo}, processor ms: a page; an answer", shown))
    for kind, rates in figures.get("rush", {}).items():
        shown = "; ".join(f"{rates[str(count)]:.0f}" for count in rush.AT_ONCE)
        at_once = ", ".join(map(str, rush.AT_ONCE))
        rows.append((f"pictures a second, {at_once} at once: {kind}", shown))
    for kind, rates in figures.get("streams", {}).items():
        shown = "; ".join(f"{rate:.0f}" for rate in rates.values())
        rows.append((f"pieces of text a second, {', '.join(rates)} at once: {kind}", shown))
    for count, one in figures.get("sharing", {}).items():
        shown = f"{one['rounds_per_second']:.0f}; {one['slowest']} {one['p95_seconds']:.2f}"
        rows.append((f"{count} demos at once: rounds a second; p95 of the slowest, s", shown))
    for kind, one in figures.get("promises", {}).items():
        rows.append((f"seconds told off by, median; p90, of median wait: {kind}",
                     f"{one['off_seconds_median']:.1f}; {one['off_seconds_p90']:.1f};"
                     f" {one['median_seconds']:.1f}"))  # fmt: skip
        rows.append((f"the same as a share of the wait, %: {kind}",
                     f"{100 * one['off_share_median']:.0f};"
                     f" {100 * one['off_share_p90']:.0f}"))  # fmt: skip
        rows.append((f"told by real, median; places that never grew, %; waits: {kind}",
                     f"{one['told_by_real']:.2f}; {100 * one['never_grew']:.0f};"
                     f" {one['waits']:.0f}"))  # fmt: skip
    if "reconnected" in figures:
        rows.append(("phones that had their answer", str(figures["reconnected"])))
    if "soak" in figures:
        found = figures["soak"]
        rows.append(("memory, MiB: first and last; growth an hour",
                     f"{found['first_mib']:.0f}; {found['last_mib']:.0f};"
                     f" {found['mib_per_hour']:+.0f}"))  # fmt: skip
        rows.append(("disk, kB: first and last",
                     f"{found['first_disk_kb']:.0f}; {found['last_disk_kb']:.0f}"))  # fmt: skip
    return rows


def main() -> int:
    """Measure, print a table and write the figures; 1 where anybody of ours failed."""
    parser = argparse.ArgumentParser(prog="python -m bench.visitors", description=__doc__)
    parser.add_argument("--visitors", type=int, default=200, help="of the first crowd (200)")
    parser.add_argument("--think", type=float, default=20.0, help="mean seconds of thought (20)")
    parser.add_argument("--seconds", type=float, default=60.0, help="each look lasts (60)")
    parser.add_argument("--no-grow", dest="grow", action="store_false", help="only one crowd")
    parser.add_argument("--flood-visitors", type=int, default=200, help="beside the flooder (200)")
    parser.add_argument(
        "--flood-times", type=float, default=20.0, help="the others' rate is the flooder's (20)"
    )
    parser.add_argument("--liners", type=int, default=60, help="who wait in line (60)")
    parser.add_argument("--phones", type=int, default=100, help="that lose their line (100)")
    parser.add_argument("--phones-at-once", type=int, default=10, help="of them (10)")
    parser.add_argument("--soak-minutes", type=float, default=10.0, help="of lasting load (10)")
    parser.add_argument("--soak-visitors", type=int, default=50, help="who make it (50)")
    parser.add_argument(
        "--language-model", type=Path, metavar="DIR", help="a site's own, for the texts"
    )
    parser.add_argument("--part", choices=PARTS, action="append", help="only this; repeatable")
    parser.add_argument("--side", choices=list(SIDES), action="append", help="only this one")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures here")
    options = parser.parse_args()
    options.part = options.part or list(PARTS)
    # A thousand visitors hold some three connections each; many systems begin with 1,024 files.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    sides = {side: measure(side, options) for side in options.side or SIDES}
    figures = compare(sides) if "ours" in sides else dict(sides)
    Console().print(build_table(sides))
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    failed = bool(figures.get("failures_200", 0))
    is_lost = figures.get("reconnected", options.phones) != options.phones
    return 1 if failed or is_lost else 0


if __name__ == "__main__":
    raise SystemExit(main())
