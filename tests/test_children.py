"""What the lab consists of, as its settings say."""

import ssl
import subprocess
import threading
import time
from pathlib import Path

import httpx
import pytest

from autograder.run_sandbox import TEMPLATE_ENVIRONMENT
from hub_config.certificate import run_certificate
from hub_config.children import hub_address, lab_children, playground_address
from hub_config.health import HttpProbe
from hub_config.places import Places
from hub_config.secret_files import ensure_secret
from hub_config.server_template import LIBRARY_ENVIRONMENT
from hub_config.settings import Settings, SettingsError, load_settings
from tests.running_lab import free_ports


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


def test_a_hub_with_a_certificate_is_https_and_its_proxy_gets_both_files(tmp_path: Path) -> None:
    settings = settings_from(tmp_path, '[hub]\ntls_certificate = "c.pem"\ntls_key = "k.pem"\n')
    assert hub_address(settings) == "https://127.0.0.1:8000/"
    (proxy,) = (child for child in lab_children(settings) if child.name == "proxy")
    words = " ".join(proxy.command)
    assert f"--ssl-cert {tmp_path / 'c.pem'} --ssl-key {tmp_path / 'k.pem'}" in words


@pytest.mark.parametrize("table", ["hub", "playground"])
def test_a_certificate_without_its_key_is_refused(tmp_path: Path, table: str) -> None:
    with pytest.raises(SettingsError, match="tls_certificate and tls_key together"):
        settings_from(tmp_path, f'[{table}]\ntls_certificate = "c.pem"\n')


@pytest.mark.slow
def test_a_proxy_with_a_certificate_answers_over_tls_alone(tmp_path: Path) -> None:
    text = '[hub]\ntls_certificate = "var/tls/certificate.pem"\ntls_key = "var/tls/key.pem"\n'
    (port,) = free_ports(1)
    settings = settings_from(tmp_path, f"{text}port = {port}\n")
    assert run_certificate(settings, ["127.0.0.1"], 30) == 0
    ensure_secret(Places(settings.lab.state_dir).service_token("proxy"))
    (proxy,) = (child for child in lab_children(settings) if child.name == "proxy")
    # A socket's path has 107 bytes at most, and nothing is asked of this one.
    command = [word for word in proxy.command if word != "--api-socket"]
    command.remove(str(Places(settings.lab.state_dir).proxy_socket))
    (api_port,) = free_ports(1)
    command += ["--api-ip", "127.0.0.1", "--api-port", str(api_port)]
    with subprocess.Popen(command, env=dict(proxy.environment), stdout=subprocess.DEVNULL) as node:
        try:
            deadline = time.monotonic() + 60
            while not HttpProbe(("127.0.0.1", port), "/", (404, 503), tls=True).answers(5):
                assert node.poll() is None
                assert time.monotonic() < deadline
                threading.Event().wait(0.1)
            known = ssl.create_default_context(cafile=settings.hub.tls_certificate)
            assert httpx.get(hub_address(settings), verify=known).status_code in {404, 503}
            with pytest.raises(httpx.TransportError):
                httpx.get(f"http://127.0.0.1:{port}/")
        finally:
            node.terminate()
