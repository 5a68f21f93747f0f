"""What a template tells its kernels of their modules is what a look at them would have told."""

import inspect
import logging
import sys
from pathlib import Path
from types import ModuleType

import pytest

from hub_config.trainee.inheritance import Inheritance, spare_tracebacks, spared_logging


@pytest.fixture
def spared(monkeypatch: pytest.MonkeyPatch) -> Inheritance:
    """As in a kernel that was forked just now."""
    for name in ("modulesbyfile", "_filesbymodname"):
        monkeypatch.setattr(inspect, name, {})
    inheritance = Inheritance.of_this_process()
    monkeypatch.setitem(vars(inspect), "sys", sys)
    spare_tracebacks(inheritance)
    return inheritance


def module_of(file: str) -> ModuleType | None:
    return inspect.getmodule(compile("", file, "exec"))


def test_a_module_that_was_inherited_is_found_by_its_file(spared: Inheritance) -> None:
    assert module_of(pytest.__file__) is pytest


def test_a_module_that_came_after_the_fork_is_found_by_its_file(
    spared: Inheritance, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "lemon.py"
    file.touch()
    lemon = ModuleType("lemon")
    lemon.__file__ = str(file)
    assert module_of(str(file)) is None
    monkeypatch.setitem(sys.modules, "lemon", lemon)
    assert module_of(str(file)) is lemon


def test_ipykernel_is_told_the_files_of_its_own_modules(spared: Inheritance) -> None:
    told = spared.kernel_s["json"].__file__, spared.kernel_s["sys"].__file__
    assert told == (sys.modules["json"].__file__, None)
    assert "pytest" not in spared.kernel_s


def test_every_name_is_told(spared: Inheritance) -> None:
    assert spared.names.keys() == sys.modules.keys()
    assert {"pytest", "hub_config"} <= spared.loaded


def test_modules_of_the_lab_are_known_as_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("autograder.rehearsal", "lemon"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    ours = Inheritance.of_this_process().ours
    assert {"autograder.rehearsal", "hub_config.trainee.inheritance"} <= set(ours)
    assert "lemon" not in ours


def test_loggers_are_found_by_name_and_only_new_ones_are_listed() -> None:
    manager = logging.root.manager
    before = logging.getLogger("lemon.before")
    with spared_logging():
        new = logging.getLogger("lemon.new")
        assert logging.getLogger("lemon.before") is before
        assert list(manager.loggerDict.keys()) == ["lemon.new"]
        assert new.parent is before.parent
    assert logging.getLogger("lemon.new") is new
    assert {"lemon.before", "lemon.new"} <= manager.loggerDict.keys()
