"""What the lab consists of, as its settings say."""

from pathlib import Path

import pytest

from autograder.run_sandbox import TEMPLATE_ENVIRONMENT
from hub_config.children import hub_address, lab_children, playground_address
from hub_config.places import Places
from hub_config.secret_files import ensure_secret
from hub_config.server_template import LIBRARY_ENVIRONMENT
from hub_config.settings import Settings, load_settings


def settings_from(folder: Path, text: str) -> Settings:
    path = folder / "lab.toml"
    path.write_text(text, encoding="utf-8")
    return load_settings(path)


def test_everything_a_part_needs_exists_and_stands_before_it(tmp_path: Path) -> None:
    seen: set[str] = set()
    for child in lab_children(settings_from(tmp_path, "")):
        assert set(child.after) <= seen
        seen.add(child.name)


def test_each_course_has_a_service_once_it_is_built(tmp_path: Path) -> None:
    text = '[classes.a]\ncourses = ["one", "two"]\n[classes.b]\ncourses = ["two"]\n'
    children = {child.name: child for child in lab_children(settings_from(tmp_path, text))}
    assert {"course-one", "course-two"} <= children.keys()
    assert "courses" in children["course-two"].after


def test_a_lab_without_courses_has_no_course_parts(tmp_path: Path) -> None:
    names = {child.name for child in lab_children(settings_from(tmp_path, "[classes.a]\n"))}
    assert not {name for name in names if name.startswith("course")}


def test_no_part_gets_the_operators_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "from-the-operators-shell")
    own = {"server-template": LIBRARY_ENVIRONMENT, "grading-template": TEMPLATE_ENVIRONMENT}
    usual = {"PATH", "HOME", "LANG", "PYTHONUNBUFFERED"}
    for child in lab_children(settings_from(tmp_path, "")):
        assert child.environment.keys() - own.get(child.name, {}).keys() <= usual
        assert "from-the-operators-shell" not in child.environment.values()


def test_no_secret_stands_in_a_command_line(tmp_path: Path) -> None:
    settings = settings_from(tmp_path, "")
    token = ensure_secret(Places(settings.lab.state_dir).service_token("proxy"))
    commands = [word for child in lab_children(settings) for word in child.command]
    assert not [word for word in commands if token in word]


def test_settings_from_a_file_reach_every_program_of_ours(tmp_path: Path) -> None:
    settings = settings_from(tmp_path, "")
    for child in lab_children(settings):
        if child.name not in {"proxy", "server-template", "grading-template"}:
            assert str(settings.source) in child.command


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/"),
        ("0.0.0.0", "http://127.0.0.1:8000/"),
        ("::", "http://[::1]:8000/"),
        ("lab.example", "http://lab.example:8000/"),
    ],
)
def test_an_address_is_one_that_a_person_can_open(tmp_path: Path, host: str, address: str) -> None:
    assert hub_address(settings_from(tmp_path, f'[hub]\nhost = "{host}"\n')) == address


def test_a_playground_with_a_certificate_is_https(tmp_path: Path) -> None:
    text = '[playground]\ntls_certificate = "c.pem"\ntls_key = "k.pem"\n'
    assert playground_address(settings_from(tmp_path, text)) == "https://127.0.0.1:8080/"
