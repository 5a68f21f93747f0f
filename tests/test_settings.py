"""What `lab.toml` may say, and what a person reads who wrote it wrong."""

import re
import tomllib
from pathlib import Path

import pytest

from hub_config.settings import Settings, SettingsError, load_settings, section_models
from hub_config.settings_text import render_settings_file, setting_names


def write(folder: Path, text: str) -> Path:
    path = folder / "lab.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refusal(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load_settings(write(folder, text))
    return str(caught.value)


def test_an_empty_file_gives_every_default(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, ""))
    assert settings.hub == Settings().hub
    assert settings.lab.state_dir == tmp_path / "var"


def test_a_missing_default_file_gives_every_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings().lab.state_dir == tmp_path / "var"


def test_a_file_that_was_named_has_to_exist(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"nowhere\.toml: no such file; expected"):
        load_settings(tmp_path / "nowhere.toml")


def test_a_folder_is_no_settings_file(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="expected a settings file"):
        load_settings(tmp_path)


def test_settings_cannot_be_changed_after_reading(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, ""))
    with pytest.raises(ValueError, match="frozen"):
        settings.hub.port = 1  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[hub]\nprot = 1", r":2: hub\.prot is not a setting; did you mean port\."),
        ("[hbu]\nport = 1", r":1: hbu is not a table of the lab; did you mean hub\."),
        ("[zzz]", r":1: zzz is not a table of the lab; expected one of classes, .*trainee\."),
        ('[hub]\nport = "8000"', r':2: hub\.port = "8000": expected a number, without quotes\.'),
        ("[hub]\nport = true", r":2: hub\.port = true: expected a number, without quotes\."),
        ('[hub]\nsign_up = "yes"', r":2: hub\.sign_up = \"yes\": expected true or false"),
        ("[hub]\nsign_up = 1", r":2: hub\.sign_up = 1: expected true or false"),
        ("[hub]\nport = 70000", r":2: hub\.port = 70000: expected less than or equal to 65535\."),
        ("[hub]\nhost = 3", r":2: hub\.host = 3: expected a valid string\."),
        ("[lab]\nstate_dir = 3", r":2: lab\.state_dir = 3: expected the path of a file or folder"),
        ('[hub]\noperators = "me"', r':2: hub\.operators = "me": expected a list, such as \['),
        ("hub = 3", r":1: hub = 3: expected a table of settings, written \[hub\]\."),
        ("[classes.ml]\ntitel = 'x'", r":2: classes\.ml\.titel is not a setting; did you mean"),
        ("[hub]\nport = 1\nport = 2", r":3: 'port = 2' is already set further up; expected it onc"),
        ("[hub]\n[hub]", r":2: '\[hub\]' is already set further up"),
        ("[hub", r":1: '\[hub': Expected '\]'.*; expected TOML such as"),
        ("[instant.unit01]", r"instant = .*: expected a table for each assignment, named"),
        (
            '[instant."ai/unit01"]',
            r'instant\."ai/unit01": no class takes a course \'ai\'; expected',
        ),
        (
            '[instant."ai-foundations/unit01"]\nattempts = -1',
            r":2: instant\.ai-foundations/unit01\.attempts = -1: expected greater than or equal",
        ),
        (
            "[grading.limits.unit01]",
            r"grading\.limits = .*: expected a table for each assignment, named",
        ),
        (
            '[grading.limits."ai-foundations/unit01"]\ncell_second = 9',
            r":2: .*cell_second is not a setting; did you mean cell_seconds\.",
        ),
        ("[hub]\nport = ", r":2: 'port =': Invalid value; expected TOML such as"),
    ],
)
def test_a_mistake_is_told_with_file_line_key_found_and_expected(
    tmp_path: Path, text: str, message: str
) -> None:
    told = refusal(tmp_path, text)
    assert told.startswith(str(tmp_path / "lab.toml"))
    assert re.search(message, told), told


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    told = refusal(tmp_path, "[hub]\nprot = 1\n[lab]\ntitel = 'x'\n[nope]\n")
    assert len(told.splitlines()) == 3


def test_text_in_another_encoding_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    path.write_bytes('[lab]\ntitle = "놀이터"\n'.encode("euc-kr"))
    with pytest.raises(SettingsError, match="is not UTF-8; expected a text file in UTF-8"):
        load_settings(path)


def test_a_long_wrong_value_is_shortened_in_the_message(tmp_path: Path) -> None:
    told = refusal(tmp_path, f'[hub]\nport = "{"9" * 5000}"')
    assert len(told) < 300


def test_relative_paths_start_at_the_settings_file(tmp_path: Path) -> None:
    text = '[lab]\nstate_dir = "state"\n[courses]\nfolders = ["mine", "/srv/courses"]\n'
    settings = load_settings(write(tmp_path, text))
    assert settings.lab.state_dir == tmp_path / "state"
    assert settings.courses.folders == (tmp_path / "mine", Path("/srv/courses"))


def test_every_default_passes_its_own_model() -> None:
    for name, model in section_models().items():
        defaults = getattr(Settings(), name)
        assert model.model_validate(defaults.model_dump()) == defaults


def test_what_is_accepted_can_be_graded(tmp_path: Path) -> None:
    told = refusal(tmp_path, "[exchange]\nsubmission_mib = 65\nfile_count = 1001")
    assert "lab.toml: exchange.submission_mib = 65: expected 64 or less" in told
    assert "lab.toml: exchange.file_count = 1001: expected 1000 or less" in told
    both = "[exchange]\nsubmission_mib = 65\n[grading]\nsubmission_mib = 65"
    assert load_settings(write(tmp_path, both)).grading.submission_mib == 65


def test_every_setting_has_a_description() -> None:
    for model in section_models().values():
        assert all(field.description for field in model.model_fields.values())


def test_the_example_file_with_every_default_taken_in_means_the_same(tmp_path: Path) -> None:
    shown = re.sub(r"^#(?=\[|\w)", "", render_settings_file({}), flags=re.MULTILINE)
    taken_in = "\n".join(line for line in shown.splitlines() if not line.endswith("= unset"))
    settings = load_settings(write(tmp_path, taken_in))
    defaults = load_settings(write(tmp_path, ""))
    assert settings.hub == defaults.hub
    assert settings.classes.by_name() == defaults.classes.by_name()
    assert settings.grading == defaults.grading


def test_what_somebody_has_set_survives_writing_the_file_again(tmp_path: Path) -> None:
    text = '[hub]\nport = 9000\n[classes.ml]\ntitle = "반"\ncourses = ["ai-foundations"]\n'
    again = render_settings_file(tomllib.loads(text))
    assert load_settings(write(tmp_path, again)).hub.port == 9000
    assert tomllib.loads(again)["classes"] == tomllib.loads(text)["classes"]


def test_a_table_whose_name_needs_quotes_survives_too(tmp_path: Path) -> None:
    text = '[instant."ai-foundations/첫 과제"]\nattempts = 3\n'
    again = render_settings_file(tomllib.loads(text))
    assert tomllib.loads(again)["instant"] == tomllib.loads(text)["instant"]
    assert load_settings(write(tmp_path, again)).instant.rules().keys() == {
        ("ai-foundations", "첫 과제")
    }


def test_a_table_within_a_table_survives_too(tmp_path: Path) -> None:
    text = '[grading]\njobs = 2\n[grading.limits."ai-foundations/첫 과제"]\ncell_seconds = 90\n'
    again = render_settings_file(tomllib.loads(text))
    assert tomllib.loads(again)["grading"] == tomllib.loads(text)["grading"]
    graded = load_settings(write(tmp_path, again)).grading
    assert graded.limits_of("ai-foundations", "첫 과제") == {"cell_seconds": 90}
    assert graded.limits_of("ai-foundations", "unit01") == {}
    assert graded.largest("cell_seconds") == 90


def test_every_setting_is_named_once() -> None:
    names = list(setting_names())
    assert len(names) == len(set(names)) > 30
