"""Demos are found, are whole, and can be read with nothing installed but Python."""

import subprocess
import sys
from types import SimpleNamespace

import pytest

from playground_demos.catalogue import PACKAGE, check_demo, find_demos
from playground_demos.errors import PlaygroundError
from tests.sample_demos import ink

BARE = f"""
import importlib, pkgutil, sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in sys.stdlib_module_names and top != "playground_demos":
            raise ImportError(f"{{name}} is not part of Python")
sys.meta_path.insert(0, Refuse())
package = importlib.import_module("{PACKAGE}")
for module in pkgutil.iter_modules(package.__path__):
    demo = importlib.import_module("{PACKAGE}." + module.name)
    print(demo.ABOUT.name, len(demo.EXAMPLES))
"""


def test_the_demos_of_a_folder_are_found_in_the_order_asked_for() -> None:
    assert list(find_demos(package="tests.sample_demos")) == ["ink"]
    names = tuple(reversed(list(find_demos())))
    assert tuple(find_demos(names)) == names


def test_without_a_choice_the_most_inviting_demo_comes_first() -> None:
    assert next(iter(find_demos())) == "handwriting"


def test_an_unknown_demo_is_named_beside_the_known_ones() -> None:
    with pytest.raises(PlaygroundError, match=r'"kites" is not a demo; there are .*ink'):
        find_demos(["kites"], "tests.sample_demos")


def test_a_demo_without_an_explanation_is_not_a_demo() -> None:
    parts = {name: getattr(ink, name) for name in ("ABOUT", "EXAMPLES", "load", "predict", "build")}
    with pytest.raises(PlaygroundError, match="lacks explain"):
        check_demo("ink", SimpleNamespace(**parts))


def test_a_demo_is_named_like_its_module() -> None:
    with pytest.raises(PlaygroundError, match='its ABOUT is named "ink"'):
        check_demo("pen", ink)


def test_every_demo_can_be_read_with_nothing_installed_but_python() -> None:
    listing = subprocess.run(
        [sys.executable, "-S", "-c", BARE], capture_output=True, text=True, check=False
    )
    assert listing.returncode == 0, listing.stderr
    assert sorted(line.split()[0] for line in listing.stdout.splitlines()) == sorted(find_demos())


@pytest.mark.parametrize("name", list(find_demos()))
def test_every_demo_speaks_both_languages_and_says_its_limits(name: str) -> None:
    about = find_demos()[name].ABOUT
    said = [about.title, about.question, about.source, *about.limits]
    assert about.limits
    assert all(words.ko.strip() and words.en.strip() for words in said)
