"""The venue's certificate: for its names alone, read by the operator alone, told before it ends."""

import ssl
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from cryptography import x509

from hub_config import certificate
from hub_config.__main__ import main
from hub_config.certificate import certificate_findings
from hub_config.machine import Finding, Level
from hub_config.places import Places
from hub_config.settings import Settings, load_settings
from hub_config.state import ensure_state
from playground_demos.__main__ import main as serve
from playground_demos.doors.visitors import COOKIE, KIOSK_COOKIE
from tests.playground_server import PATIENCE_SECONDS, free_port, start_process

TLS = 'tls_certificate = "var/tls/certificate.pem"\ntls_key = "var/tls/key.pem"\n'


def make(folder: Path, *words: str, settings: str = "") -> int:
    """Run the verb with a settings file in `folder`."""
    file = folder / "lab.toml"
    file.write_text(f'[lab]\nstate_dir = "var"\n[playground]\n{settings}')
    return main(["certificate", *words, "--config", str(file)])


def settings_of(folder: Path) -> Settings:
    file = folder / "lab.toml"
    file.write_text(f'[lab]\nstate_dir = "var"\n[playground]\n{TLS}')
    return load_settings(file)


def finding_of(folder: Path) -> Finding:
    (finding,) = certificate_findings(settings_of(folder))
    return finding


def made_in(folder: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate((folder / "var/tls/certificate.pem").read_bytes())


@contextmanager
def answering(folder: Path, port: int, context: ssl.SSLContext) -> Iterator[httpx.Client]:
    """A client of a playground that serves with the certificate in `folder`."""
    process = start_process(folder, port, TLS)
    with httpx.Client(base_url=f"https://127.0.0.1:{port}", verify=context) as client:
        try:
            deadline = time.monotonic() + PATIENCE_SECONDS
            while True:
                assert process.poll() is None, (folder / "log").read_text()
                try:
                    client.get("/health")
                    break
                except httpx.TransportError:
                    assert time.monotonic() < deadline, (folder / "log").read_text()
                    threading.Event().wait(0.1)
            client.cookies.clear()
            yield client
        finally:
            process.terminate()
            process.wait(PATIENCE_SECONDS)


@pytest.mark.slow
def test_the_playground_is_https_by_it_and_its_cookies_never_travel_without(tmp_path: Path) -> None:
    assert make(tmp_path, "127.0.0.1", "lab.local") == 0
    context = ssl.create_default_context(cafile=tmp_path / "var/tls/certificate.pem")
    port = free_port()
    with answering(tmp_path, port, context) as client:
        cookies = [
            line
            for path in ("/?lang=en", "/kiosk")
            for line in client.get(path).headers.get_list("set-cookie")
            if not line.split("=")[1].startswith('""')  # one that is taken away
        ]
        with pytest.raises(httpx.TransportError):
            httpx.get(f"http://127.0.0.1:{port}/")
    names = {line.partition("=")[0] for line in cookies}
    assert {COOKIE, KIOSK_COOKIE, "playground_language"} <= names
    assert [line for line in cookies if "secure" not in line.lower()] == []


def test_only_the_operator_reads_key_and_certificate(tmp_path: Path) -> None:
    assert make(tmp_path, "lab.local") == 0
    for name in ("", "key.pem", "certificate.pem"):
        mode = stat.S_IMODE((tmp_path / "var" / "tls" / name).stat().st_mode)
        assert mode & 0o077 == 0, name


def test_it_holds_the_names_that_were_given_and_can_vouch_for_no_other(tmp_path: Path) -> None:
    assert make(tmp_path, "lab.local", "10.0.0.5") == 0
    extensions = made_in(tmp_path).extensions
    names = extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert [str(one.value) for one in names] == ["lab.local", "10.0.0.5"]
    limits = extensions.get_extension_for_class(x509.NameConstraints)
    assert limits.critical
    assert limits.value.permitted_subtrees is not None
    permitted = {str(one.value) for one in limits.value.permitted_subtrees}
    assert permitted == {"lab.local", "10.0.0.5/32"}


@pytest.mark.parametrize("given", ["lab.local", "10.0.0.5"])
def test_names_of_one_kind_alone_leave_the_other_kind_no_room(tmp_path: Path, given: str) -> None:
    assert make(tmp_path, given) == 0
    limits = made_in(tmp_path).extensions.get_extension_for_class(x509.NameConstraints).value
    assert {type(one) for one in limits.permitted_subtrees or ()} == {x509.DNSName, x509.IPAddress}


def test_without_names_it_holds_the_posters_address_and_this_machine_s(tmp_path: Path) -> None:
    assert make(tmp_path, settings='public_url = "https://ai.example.org:8080"\n') == 0
    names = made_in(tmp_path).extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName)[0] == "ai.example.org"
    assert "127.0.0.1" in [str(one) for one in names.get_values_for_type(x509.IPAddress)]


def test_what_is_there_is_not_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(tmp_path, "lab.local") == 0
    key = (tmp_path / "var/tls/key.pem").read_bytes()
    assert make(tmp_path, "lab.local") == 1
    assert "is there already and is not overwritten" in capsys.readouterr().err
    (tmp_path / "var/tls/certificate.pem").unlink()
    assert make(tmp_path, "lab.local") == 1
    assert (tmp_path / "var/tls/key.pem").read_bytes() == key


@pytest.mark.parametrize("name", ["https://lab.local", "lab.local:8080", "a b", "", "이름"])
def test_what_is_no_name_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert make(tmp_path, name) == 1
    assert "expected a host name such as lab.local" in capsys.readouterr().err
    assert not (tmp_path / "var").exists()


def test_it_says_what_to_set_and_how_phones_come_to_trust_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert make(tmp_path, "10.0.0.5") == 0
    said = capsys.readouterr().out
    assert TLS.splitlines()[0] in said
    assert 'public_url = "https://10.0.0.5:8080"' in said
    assert "iPhone" in said
    assert "PRIVATE KEY" not in said


def test_check_tells_how_long_it_is_valid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert make(tmp_path, "lab.local", "--days", "30") == 0
    assert finding_of(tmp_path).level is Level.FINE
    assert "is valid until" in finding_of(tmp_path).found
    monkeypatch.setattr(certificate, "SOON", timedelta(days=31))
    assert finding_of(tmp_path).level is Level.WEAK


def test_check_tells_that_it_has_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(certificate, "CLOCK_DIFFERENCE", timedelta(days=400))
    monkeypatch.setattr(certificate, "timedelta", lambda days: timedelta(days=-days))
    assert make(tmp_path, "lab.local") == 0
    finding = finding_of(tmp_path)
    assert finding.level is Level.WEAK
    assert "browsers warn every visitor" in finding.found


def test_a_key_that_others_can_read_is_told(tmp_path: Path) -> None:
    assert make(tmp_path, "lab.local") == 0
    (tmp_path / "var/tls/key.pem").chmod(0o644)
    assert "can be read by others" in finding_of(tmp_path).found


@pytest.mark.parametrize("broken", ["gone", "no PEM", "another's key"])
def test_a_certificate_that_cannot_be_used_is_told_before_anything_starts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    assert make(tmp_path, "lab.local") == 0
    key = tmp_path / "var/tls/key.pem"
    if broken == "gone":
        key.unlink()
    elif broken == "no PEM":
        key.write_text("hello")
    else:
        other = tmp_path / "other"
        other.mkdir()
        assert make(other, "lab.local") == 0
        key.write_bytes((other / "var/tls/key.pem").read_bytes())
    finding = finding_of(tmp_path)
    assert finding.level is Level.MISSING
    assert "tls_key" in finding.cure
    assert serve(["--config", str(tmp_path / "lab.toml")]) == 1
    assert "python -m hub_config certificate" in capsys.readouterr().err


def test_check_looks_at_the_hub_s_too_and_at_a_shared_one_once(tmp_path: Path) -> None:
    assert make(tmp_path, "lab.local") == 0
    file = tmp_path / "lab.toml"
    beginning = f'[lab]\nstate_dir = "var"\n[playground]\n{TLS}[hub]\n'
    file.write_text(beginning + TLS)
    assert [one.level for one in certificate_findings(load_settings(file))] == [Level.FINE]
    file.write_text(beginning + 'tls_certificate = "gone.pem"\ntls_key = "gone.key"\n')
    fine, missing = certificate_findings(load_settings(file))
    assert (fine.level, missing.level) == (Level.FINE, Level.MISSING)
    assert "gone.pem" in missing.found
    assert "[hub] tls_certificate" in missing.cure


def test_what_it_says_serves_both_doors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make(tmp_path, "lab.local") == 0
    said = capsys.readouterr().out
    lines = said[said.index("  [playground]") : said.index("Phones do not know")]
    settings = "".join(line.strip() + "\n" for line in lines.splitlines())
    file = tmp_path / "lab.toml"
    file.write_text(f'[lab]\nstate_dir = "var"\n{settings}')
    read = load_settings(file)
    assert read.hub.tls_certificate == read.playground.tls_certificate
    assert read.hub.tls_key == tmp_path / "var" / "tls" / "key.pem"


def test_a_lab_that_has_one_before_its_first_start_starts(short_path: Path) -> None:
    assert make(short_path, "lab.local") == 0
    ensure_state(Places(load_settings(short_path / "lab.toml").lab.state_dir))
