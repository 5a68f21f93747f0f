"""Write what documents repeat from code: `lab.toml`, the tables, the file tree, command help.

A block between `<!-- generated: NAME -->` and `<!-- end -->` is made from code and never edited by
hand; all else in a document is left as it is. Does not judge prose.
"""

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from hub_config.errors import LabError
from hub_config.settings_text import render_settings_file, render_settings_table

DOCUMENTS = ("README.md", "README.ko.md", "CONTRIBUTING.md")
SETTINGS_FILE = "lab.toml"
PACKAGES = ("hub_config", "courses", "autograder", "playground_demos", "sandbox", "bench")
HELP_COLUMNS = "88"

_BLOCK = re.compile(r"(<!-- generated: ([a-z_ .-]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def run_documents(root: Path, *, write: bool) -> int:
    """Compare every document below `root` with the code, or write it; the exit code.

    Raises:
        LabError: `root` is not the project's folder, or a block has a name that nothing makes.
    """
    if not (root / "pyproject.toml").exists():
        raise LabError(f"{root}: no pyproject.toml; expected the project's folder. Change into it.")
    stale = {path: text for path, text in wanted_texts(root).items() if _read(path) != text}
    for path, text in stale.items():
        if write:
            path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(root)}: {'written' if write else 'is stale. Run: make docs'}")
    return 0 if write or not stale else 1


def wanted_texts(root: Path) -> dict[Path, str]:
    """What each document should hold, by its path."""
    settings_file = root / SETTINGS_FILE
    texts = {settings_file: render_settings_file(tomllib.loads(_read(settings_file)))}
    for name in DOCUMENTS:
        if (root / name).exists():
            texts[root / name] = fill_blocks(root, name, _read(root / name))
    return texts


def fill_blocks(root: Path, name: str, text: str) -> str:
    """`text` with every generated block made anew.

    Raises:
        LabError: Nothing makes a block of that name.
    """  # noqa: DOC502 from the function inside
    makers: dict[str, Callable[[], str]] = {
        "settings": render_settings_table,
        "tree": lambda: f"```\n{render_tree(root)}\n```",
        "make": lambda: f"```\n{render_make(root)}\n```",
    }

    def fill(found: re.Match[str]) -> str:
        block = found[2]
        if block.startswith("help "):
            body = render_help(root, block.removeprefix("help "))
        elif block in makers:
            body = makers[block]()
        else:
            known = ", ".join([*makers, "help MODULE"])
            raise LabError(f"{name}: nothing makes a block {block!r}; expected {known}.")
        return f"{found[1]}{body}\n{found[4]}"

    return _BLOCK.sub(fill, text)


def render_make(root: Path) -> str:
    """What `make` prints."""
    return "\n".join(f"make {target:<16} {text}" for target, text in make_targets(root).items())


def make_targets(root: Path) -> dict[str, str]:
    """Every target of the Makefile with its help; empty where it has none."""
    found = re.findall(
        r"^([a-z][a-z-]*):[^=\n]*?(?:## (.*))?$", _read(root / "Makefile"), re.MULTILINE
    )
    return dict(found)


def render_help(root: Path, module: str) -> str:
    """What `python -m MODULE --help` prints, with a module's verbs after it.

    Raises:
        LabError: The module has no help to print.
    """
    words = module.split()
    asked = subprocess.run(
        [sys.executable, "-m", *words, "--help"],
        cwd=root,
        env={"COLUMNS": HELP_COLUMNS, "LANG": "C.UTF-8", "NO_COLOR": "1", "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode != 0:
        raise LabError(f"python -m {module} --help failed: {asked.stderr.strip()[-300:]}")
    return f"```\n$ python -m {module} --help\n{asked.stdout.rstrip()}\n```"


def commands(root: Path) -> list[str]:
    """Every `python -m` command that people type."""
    found = [package for package in PACKAGES if (root / package / "__main__.py").exists()]
    found += [
        f"bench.{path.stem}"
        for path in sorted((root / "bench").glob("*.py"))
        if "__main__" in _read(path)
    ]
    found += [f"bench.{path.parent.name}" for path in (root / "bench").glob("*/__main__.py")]
    return found


def render_tree(root: Path) -> str:
    """The packages and their folders, each with the first line of its docstring or README."""
    rows: list[tuple[str, str]] = []
    for package in PACKAGES:
        rows.append((f"{package}/", _first_line(root / package)))
        for folder in sorted((root / package).iterdir()):
            if folder.is_dir() and not folder.name.startswith(("_", ".")) and any(folder.iterdir()):
                rows.append((f"  {folder.name}/", _first_line(folder)))
    rows.append(("tests/", _first_line(root / "tests")))
    width = max(len(name) for name, _ in rows) + 2
    return "\n".join(f"{name:<{width}}{text}".rstrip() for name, text in rows)


def _first_line(folder: Path) -> str:
    for file in (folder / "__init__.py", folder / "course.toml"):
        if file.name == "course.toml" and file.exists():
            return str(tomllib.loads(_read(file)).get("title", ""))
        if file.exists() and (found := re.match(r'"""(.+?)(?:"""|\n)', _read(file))):
            return found[1].strip().rstrip(".")
    return ""


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
