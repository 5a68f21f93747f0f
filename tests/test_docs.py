"""Documentation is under test: what exists is documented, what is generated is fresh."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from hub_config.__main__ import build_parser, main
from hub_config.documents import (
    DOCUMENTS,
    SETTINGS_FILE,
    commands,
    fill_blocks,
    make_targets,
    run_documents,
    wanted_texts,
)
from hub_config.errors import LabError
from hub_config.settings_text import setting_names

PROJECT = Path(__file__).parent.parent


def read(name: str) -> str:
    return (PROJECT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wanted() -> dict[Path, str]:
    return wanted_texts(PROJECT)


@pytest.mark.parametrize("name", [SETTINGS_FILE, *DOCUMENTS])
def test_no_generated_part_is_stale(name: str, wanted: dict[Path, str]) -> None:
    path = PROJECT / name
    texts = (path.read_text(encoding="utf-8"), wanted[path])
    if sys.version_info >= (3, 12):  # argparse lays out help in another way
        texts = tuple(re.sub(r"\s+", " ", text) for text in texts)
    assert texts[0] == texts[1], "run: make docs"


def test_every_setting_is_documented() -> None:
    readme = read("README.md")
    missing = [
        name
        for name in setting_names()
        if f"`{name}`" not in readme and f"| `{name.split('.', 1)[1]}` |" not in readme
    ]
    assert not missing


def test_every_setting_is_shown_in_the_settings_file() -> None:
    shown = set(re.findall(r"^(?:# ?)?([a-z_]+) =", read(SETTINGS_FILE), re.MULTILINE))
    assert {name.rsplit(".", 1)[1] for name in setting_names()} <= shown


def test_every_make_target_has_help_and_is_documented() -> None:
    targets = make_targets(PROJECT)
    assert {"up", "test", "check", "help"} <= targets.keys()
    assert not [name for name, text in targets.items() if not text]
    assert not [name for name in targets if f"make {name}" not in read("README.md")]


def test_every_make_recipe_has_at_most_three_lines() -> None:
    recipes = re.findall(r"^[a-z-]+:.*\n((?:\t.*\n)*)", read("Makefile"), re.MULTILINE)
    assert all(recipe.count("\n") <= 3 for recipe in recipes)


def test_every_command_is_documented() -> None:
    missing = [one for one in commands(PROJECT) if f"python -m {one}" not in read("README.md")]
    assert not missing


def test_every_verb_of_the_operator_has_help() -> None:
    text = build_parser().format_help()
    for verb in ("up", "check", "documents", "enrol", "backup", "restore", "receipt"):
        assert re.search(rf"^ +{verb}\b", text, re.MULTILINE)


def test_a_link_inside_the_project_leads_somewhere() -> None:
    broken = [
        f"{name}: {target}"
        for name in (*DOCUMENTS, "CHANGELOG.md")
        for target in re.findall(r"\]\((?!https?://|#)([^)#\s]+)", read(name))
        if not (PROJECT / target).exists()
    ]
    assert not broken


def test_a_block_that_nothing_makes_is_a_mistake() -> None:
    text = "<!-- generated: poem -->\n<!-- end -->\n"
    with pytest.raises(LabError, match=r"README\.md: nothing makes a block 'poem'; expected"):
        fill_blocks(PROJECT, "README.md", text)


def test_help_of_a_module_that_is_none_is_a_mistake() -> None:
    text = "<!-- generated: help no_such_module -->\n<!-- end -->\n"
    with pytest.raises(LabError, match="no_such_module --help failed"):
        fill_blocks(PROJECT, "README.md", text)


def test_words_outside_a_block_stay_as_they_are() -> None:
    text = "before\n<!-- generated: make -->\nold\n<!-- end -->\nafter\n"
    filled = fill_blocks(PROJECT, "README.md", text)
    assert filled.startswith("before\n")
    assert filled.endswith("\nafter\n")
    assert "old" not in filled
    assert "make up" in filled


def test_documents_writes_what_is_stale_and_then_finds_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("hub_config", "courses", "autograder", "playground_demos", "sandbox", "bench"):
        (tmp_path / folder).mkdir()
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "README.md").write_text("<!-- generated: settings -->\n<!-- end -->\n")
    (tmp_path / "lab.toml").write_text("[hub]\nport = 9000\n")
    assert run_documents(tmp_path, write=False) == 1
    assert "README.md: is stale. Run: make docs" in capsys.readouterr().out
    assert run_documents(tmp_path, write=True) == 0
    assert run_documents(tmp_path, write=False) == 0
    assert tomllib.loads((tmp_path / "lab.toml").read_text())["hub"] == {"port": 9000}


def test_documents_elsewhere_than_in_the_project_is_told_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["documents"]) == 1
    assert "expected the project's folder" in capsys.readouterr().err
