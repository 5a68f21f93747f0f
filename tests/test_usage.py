"""The usage record counts, survives a restart, and holds nothing but counts."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from playground_demos.events.usage import VISITORS, UsageRecord


def test_counts_are_kept_by_demo_and_survive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "playground" / "usage.sqlite"
    record = UsageRecord.in_file(path)
    record.add(VISITORS)
    record.add("try:ink")
    record.add("try:ink")
    record.close()
    again = UsageRecord.in_file(path)
    again.add("try:casting")
    assert again.totals() == {VISITORS: 1, "try:ink": 2, "try:casting": 1}
    again.close()


def test_none_is_lost_when_many_count_at_once(tmp_path: Path) -> None:
    record = UsageRecord.in_file(tmp_path / "usage.sqlite")
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(record.add, ["try:ink"] * 200))
    assert record.totals() == {"try:ink": 200}
    record.close()


def test_the_table_has_room_for_counts_only(tmp_path: Path) -> None:
    path = tmp_path / "usage.sqlite"
    record = UsageRecord.in_file(path)
    record.add("try:ink")
    record.close()
    with sqlite3.connect(path) as database:
        names = [row[1] for row in database.execute("pragma table_info(usage_hours)")]
        hours = [row[0] for row in database.execute("select hour from usage_hours")]
    database.close()
    assert names == ["hour", "event", "what", "count"]
    assert all(hour.endswith(":00:00.000000") for hour in hours)
