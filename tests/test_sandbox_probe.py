"""What the check says about this machine, and about machines that lack something."""

from pathlib import Path

import pytest

from sandbox import probe
from tests.sandboxes import groups_of


def test_this_machine_can_confine() -> None:
    missing = [finding for finding in probe.findings() if finding.essential and not finding.ok]
    assert missing == []


def test_the_trial_leaves_nothing_behind() -> None:
    probe.findings()
    assert not list(Path("/proc").glob("[0-9]*/root/check-*"))
    assert groups_of("check-*") == []


def test_everything_that_is_wrong_has_a_cure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    (finding,) = probe.findings()
    assert (finding.name, finding.ok) == ("bubblewrap", False)
    assert finding.cure == "Install the package bubblewrap."


def test_a_bubblewrap_that_cannot_confine_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bwrap"
    program.write_text("#!/bin/sh\necho 'bubblewrap 0.4.1: no permission' >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    by_name = {finding.name: finding for finding in probe.findings()}
    assert not by_name["bubblewrap"].ok
    assert not by_name["sandbox"].ok
    assert "no permission" in by_name["sandbox"].found
    assert by_name["sandbox"].cure


@pytest.mark.parametrize(
    ("text", "version"),
    [("bubblewrap 0.8.0\n", (0, 8, 0)), ("bubblewrap 0.11", (0, 11, 0)), ("none", None)],
)
def test_versions_are_read_as_numbers(text: str, version: tuple[int, ...] | None) -> None:
    assert probe.parse_version(text) == version
