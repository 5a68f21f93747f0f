"""What `check` finds on this machine, and how it is told."""

import hashlib
import json
import socket
import sys
from pathlib import Path

import pytest

from hub_config import check, machine
from hub_config.__main__ import main
from hub_config.check import needed_before_up, run_check, state_findings
from hub_config.machine import Finding, Level, disk_finding, model_findings, port_finding
from hub_config.settings import load_settings
from playground_demos.toolkit.cards import MODEL_DIR
from tests.running_lab import free_ports


def test_a_free_port_is_fine() -> None:
    (port,) = free_ports(1)
    assert port_finding("hub's port", "[hub] port", "127.0.0.1", port).level is Level.FINE


def test_a_taken_port_is_told_with_its_holder_and_the_setting() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        finding = port_finding("hub's port", "[hub] port", "127.0.0.1", taken.getsockname()[1])
    assert finding.level is Level.MISSING
    assert "listens on it" in finding.found
    assert "set [hub] port" in finding.cure


def test_an_address_that_this_machine_lacks_is_told() -> None:
    finding = port_finding("hub's port", "[hub] port", "192.0.2.1", 8000)
    assert finding.level is Level.MISSING
    assert "192.0.2.1:8000 is not to be had" in finding.found


def test_the_disk_of_a_state_folder_that_does_not_exist_yet_is_its_parents(tmp_path: Path) -> None:
    assert str(tmp_path) in disk_finding(tmp_path / "a" / "b").found


def test_a_model_that_is_not_what_its_card_says_is_told(tmp_path: Path) -> None:
    card = next(MODEL_DIR.glob("*.json"), None)
    assert card is not None, "no model is trained. Run: make models"
    wanted = json.loads(card.read_text(encoding="utf-8"))
    (tmp_path / card.name).write_text(json.dumps(wanted), encoding="utf-8")
    (tmp_path / wanted["model_file"]).write_bytes(b"another model")
    (finding,) = model_findings(tmp_path)
    assert finding.level is Level.WEAK
    assert "is not what its card says" in finding.found
    assert hashlib.sha256(b"another model").hexdigest() != wanted["sha256"]


def test_a_folder_without_models_is_told(tmp_path: Path) -> None:
    (finding,) = model_findings(tmp_path)
    assert "no model in" in finding.found
    assert "make models" in finding.cure


def test_a_state_folder_of_another_version_is_missing_not_fine(tmp_path: Path) -> None:
    (tmp_path / "lab.toml").write_text('[lab]\nstate_dir = "v"\n')
    (tmp_path / "v").mkdir()
    (tmp_path / "v" / "VERSION").write_text("0\n")
    (finding,) = state_findings(load_settings(tmp_path / "lab.toml"))
    assert finding.level is Level.MISSING


def test_this_machine_can_run_the_lab(short_path: Path) -> None:
    hub, playground = free_ports(2)
    path = short_path / "lab.toml"
    path.write_text(f"[hub]\nport = {hub}\n[playground]\nport = {playground}\n")
    assert needed_before_up(load_settings(path)) == []


@pytest.mark.parametrize(("level", "code"), [(Level.FINE, 0), (Level.WEAK, 0), (Level.MISSING, 1)])
def test_only_what_is_missing_makes_check_fail(
    level: Level,
    code: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    finding = Finding("salt", level, "none", "Fetch salt.")
    monkeypatch.setattr(check, "find_all", lambda settings: iter([finding]))
    (tmp_path / "lab.toml").touch()
    assert run_check(load_settings(tmp_path / "lab.toml")) == code
    assert "Fetch salt." in capsys.readouterr().out


def test_an_old_python_is_told_which_one_is_expected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    finding = machine.python_finding()
    assert finding.level is Level.MISSING
    assert "Expected 3.11" in finding.cure


def test_a_wrong_settings_file_is_told_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lab.toml"
    path.write_text("[hub]\nprot = 1\n")
    assert main(["check", "--config", str(path)]) == 1
    assert f"{path}:2: hub.prot is not a setting; did you mean port." in capsys.readouterr().err
