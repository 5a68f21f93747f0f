"""`[playground]` refuses what cannot work, in words that say what would."""

from pathlib import Path
from typing import Any

import pytest

from playground_demos.about import Language
from playground_demos.settings import PlaygroundSection
from sandbox.settings import Section, SettingsError, load_sections

MODELS: dict[str, type[Section]] = {"playground": PlaygroundSection}


def read(tmp_path: Path, text: str) -> Any:
    path = tmp_path / "lab.toml"
    path.write_text(f"[playground]\n{text}\n")
    return load_sections(path, MODELS, strict=False)["playground"]


def test_by_default_only_this_machine_sees_it_and_korean_greets(tmp_path: Path) -> None:
    section = read(tmp_path, "")
    assert (section.host, section.port) == ("127.0.0.1", 8080)
    assert section.languages[0] is Language.KO


def test_half_of_tls_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="tls_certificate and tls_key together, or neither"):
        read(tmp_path, 'tls_certificate = "cert.pem"')


@pytest.mark.parametrize(
    "line",
    ["port = 0", "port = 70000", "workers = 0", 'languages = ["fr"]', "languages = []", "x = 1"],
)
def test_what_cannot_work_is_refused_by_its_name(tmp_path: Path, line: str) -> None:
    with pytest.raises(SettingsError, match=rf"playground\.{line.partition(' ')[0]}"):
        read(tmp_path, line)


def test_every_setting_has_a_description(tmp_path: Path) -> None:
    assert all(field.description for field in PlaygroundSection.model_fields.values())
