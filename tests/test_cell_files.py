"""Tests of `autograder.student.cell_files`: an error in a cell does not ask every module."""

import inspect
import sys
from types import ModuleType
from typing import Any

import pytest
from ipykernel.compiler import XCachingCompiler

from autograder.student.cell_files import name_files


class _Asked(ModuleType):
    """A module that notes whether somebody asked for its file."""

    asked = False

    def __getattr__(self, name: str) -> object:
        if name == "__file__":
            type(self).asked = True
        raise AttributeError(name)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> type[_Asked]:
    class Asked(_Asked):
        pass

    monkeypatch.setitem(sys.modules, "asked", Asked("asked"))
    return Asked


def _file_of_a_cell(source: str) -> str:
    compiler: Any = XCachingCompiler()  # type: ignore[no-untyped-call]
    name_files(compiler)
    name = compiler.get_code_name(source, source, 1)
    assert isinstance(name, str)
    return name


def test_no_module_is_asked_whether_a_cell_is_its_file(asked: type[_Asked]) -> None:
    code = compile("1 / 0", _file_of_a_cell("1 / 0"), "exec")
    assert inspect.getmodule(code) is None
    assert not asked.asked


def test_modules_are_asked_about_every_other_file(asked: type[_Asked]) -> None:
    assert inspect.getmodule(compile("1 / 0", "/nowhere/else.py", "exec")) is None
    assert asked.asked


def test_a_cell_has_the_file_name_that_ipykernel_gives_it() -> None:
    compiler: Any = XCachingCompiler()  # type: ignore[no-untyped-call]
    assert _file_of_a_cell("1 / 0") == compiler.get_code_name("1 / 0", "1 / 0", 1)
