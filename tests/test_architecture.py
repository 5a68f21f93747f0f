"""The house keeps its shape: imports point one way, modules stay small."""

import ast
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
MOST_LINES = 350

# Each package with those of ours that it may import. hub_config may import all of them.
ALLOWED = {
    "sandbox": set[str](),
    "courses": {"sandbox"},
    "autograder": {"sandbox"},
    "playground_demos": {"sandbox"},
    "hub_config": {"sandbox", "courses", "autograder", "playground_demos"},
    "bench": {"sandbox", "courses", "autograder", "playground_demos", "hub_config"},
}
# The same within the playground, from the ground up: each part may import only parts above it here.
# So a demo knows nothing of tickets and doors, and the line nothing of demos.
PLAYGROUND = {
    "about": set[str](),
    "look": set(),
    "errors": {"about"},
    "toolkit": {"about", "errors"},
    "demo": {"about", "toolkit"},
    "training": {"about", "toolkit"},
    "demos": {"about", "errors", "toolkit", "demo", "training"},
    "tickets": {"errors"},
    "doors": {"about"},
    "serving": {"errors", "demo"},
    "settings": {"about"},
    "process": {"settings"},
    "catalogue": {"errors", "demo"},
    "train": {"about", "toolkit", "training", "catalogue"},
    "events": {"about", "look", "errors", "toolkit", "doors"},
    "floor": {"about", "errors", "toolkit", "tickets", "doors", "serving", "events"},
    "frontend": {"about", "look", "errors", "toolkit", "demo", "doors", "events"},
    "operator": {"look", "errors", "demo", "settings", "catalogue", "doors", "events", "floor"},
}
ASSEMBLY = {"__init__", "__main__", "app", "served"}  # which put the parts together
MOST_MODULES = 12
# The one look of the lab is public: a stylesheet and a font, no behaviour.
PUBLIC = "playground_demos.look"
TRAINEE = PROJECT / "hub_config" / "trainee"
STUDENT = PROJECT / "autograder" / "student"
LESSON_FOLDER_DEPTH = 4  # courses/COURSE/UNIT/lesson.py


def modules(package: str) -> Iterator[Path]:
    for path in sorted((PROJECT / package).rglob("*.py")):
        parts = path.relative_to(PROJECT).parts
        if "__pycache__" not in parts and not (
            package == "courses" and len(parts) >= LESSON_FOLDER_DEPTH
        ):
            yield path


def imports(path: Path) -> Iterator[str]:
    """The full names of the modules that `path` imports, wherever it does."""
    package = ".".join(path.relative_to(PROJECT).parent.parts)
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*above, node.module or ""]) if node.level else (node.module or "")
            # `from package import module` imports a module too.
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_point_one_way(package: str) -> None:
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in modules(package)
        for name in imports(path)
        if name.split(".")[0] in ALLOWED.keys() - ALLOWED[package] - {package}
        and not name.startswith(PUBLIC)
    ]
    assert not wrong


@pytest.mark.parametrize("part", PLAYGROUND)
def test_the_parts_of_the_playground_point_one_way(part: str) -> None:
    parts = list(PLAYGROUND)
    assert PLAYGROUND[part] <= set(parts[: parts.index(part)])
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in modules("playground_demos")
        if playground_part(path) == part
        for name in imports(path)
        if name.startswith("playground_demos.")
        and name.split(".")[1] not in PLAYGROUND[part] | {part}
    ]
    assert not wrong


def test_every_module_of_the_playground_is_in_one_of_its_parts() -> None:
    parts = {playground_part(path) for path in modules("playground_demos")}
    assert parts - ASSEMBLY == PLAYGROUND.keys()


def test_a_folder_of_the_playground_can_be_taken_in_at_a_glance() -> None:
    folders = {path.parent for path in modules("playground_demos")}
    crowded = [
        str(folder.relative_to(PROJECT))
        for folder in folders
        if sum(path.name != "__init__.py" for path in folder.glob("*.py")) > MOST_MODULES
    ]
    assert not crowded


def playground_part(path: Path) -> str:
    """The folder, or the module, right below `playground_demos` that `path` belongs to."""
    return path.relative_to(PROJECT / "playground_demos").parts[0].removesuffix(".py")


@pytest.mark.parametrize("folder", [TRAINEE, STUDENT], ids=lambda folder: folder.name)
def test_what_runs_beside_a_trainee_imports_nothing_of_ours_but_itself(folder: Path) -> None:
    itself = ".".join(folder.relative_to(PROJECT).parts)
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in sorted(folder.rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0] in ALLOWED and not name.startswith(itself)
    ]
    assert not wrong


@pytest.mark.parametrize("folder", [TRAINEE, STUDENT], ids=lambda folder: folder.name)
def test_what_runs_beside_a_trainee_imports_only_what_the_environment_has(folder: Path) -> None:
    pinned = (PROJECT / "requirements.lock").read_text(encoding="utf-8").splitlines()
    names = {line.split("==")[0].lower().replace("-", "_").replace(".", "_") for line in pinned}
    known = names | sys.stdlib_module_names | {folder.parent.name}
    wrong = [
        f"{path.relative_to(PROJECT)} imports {name}"
        for path in sorted(folder.rglob("*.py"))
        for name in imports(path)
        if name.split(".")[0].lower() not in known
    ]
    assert not wrong


@pytest.mark.parametrize("package", [*ALLOWED, "tests"])
def test_a_module_is_small_enough_to_be_read_in_one_sitting(package: str) -> None:
    long = [
        f"{path.relative_to(PROJECT)} has {lines} lines"
        for path in modules(package)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MOST_LINES
    ]
    assert not long


@pytest.mark.parametrize("package", ALLOWED)
def test_every_module_says_what_it_is(package: str) -> None:
    silent = [
        str(path.relative_to(PROJECT))
        for path in modules(package)
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]
    assert not silent


def test_only_named_modules_read_or_write_the_environment() -> None:
    # Each of these hands something over to a library that has no other door; see its docstring.
    doors = {
        "autograder/student/shell.py",
        "hub_config/culler.py",
        "playground_demos/__main__.py",
        "sandbox/inheritance.py",
    }
    readers = {
        str(path.relative_to(PROJECT))
        for package in ALLOWED
        for path in modules(package)
        if not path.is_relative_to(TRAINEE)
        and any(
            isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv", "environb"}
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        )
    }
    assert readers <= doors


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["test"]]
    pinned = (PROJECT / "requirements.lock").read_text(encoding="utf-8").lower().splitlines()
    names = {line.split("==")[0] for line in pinned}
    loose = [one for one in wanted if plain_name(one) not in names]
    assert not loose
    assert all("==" in line for line in pinned)


def plain_name(requirement: str) -> str:
    for sign in "[=<>~!; ":
        requirement = requirement.split(sign)[0]
    return requirement.lower()


def test_no_lock_file_names_a_registry() -> None:
    # Whoever installs has a registry of their own; the hashes say what it has to give.
    packages = json.loads((PROJECT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert not [name for name, package in packages.items() if "resolved" in package]
    assert "://" not in (PROJECT / "requirements.lock").read_text(encoding="utf-8")
