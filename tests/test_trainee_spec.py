"""What a trainee's sandbox is given; how it holds is shown in test_hub_alive."""

from pathlib import Path, PurePosixPath

import pytest

from hub_config.hub_settings import TraineeSection
from hub_config.settings import Settings
from hub_config.trainee_spec import PACKAGE, build_trainee_spec
from sandbox.bubblewrap import validate
from sandbox.settings import LabSection
from sandbox.spec import MIB, Identity, SandboxSpec

HUB = {
    "JUPYTERHUB_API_TOKEN": "its own token",
    "JUPYTERHUB_SERVICE_PREFIX": "/user/kim/",
    "JUPYTERHUB_SERVICE_URL": "http://127.0.0.1:0/user/kim/",
}


def spec(settings: Settings, *courses: str) -> SandboxSpec:
    return build_trainee_spec(settings, "kim", Identity(300_000, 300_000), courses, HUB, ())


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    trainee = TraineeSection(memory_mib=512, processes=64, tmp_mib=32)
    return Settings(lab=LabSection(state_dir=tmp_path / "var"), trainee=trainee)


def test_only_the_home_and_the_socket_s_folder_are_writable(settings: Settings) -> None:
    writable = {str(one.target): one.source for one in spec(settings, "ai").mounts if one.writable}
    var = settings.lab.state_dir
    assert writable.keys() == {"/home/kim", "/run/lab/server"}
    assert writable["/home/kim"] == var / "homes" / "kim"


def test_of_the_state_a_trainee_sees_four_folders(settings: Settings) -> None:
    var = settings.lab.state_dir
    shown = [one.source for one in spec(settings, "ai").mounts if one.source.is_relative_to(var)]
    assert {path.relative_to(var).parts[0] for path in shown} == {"run", "lessons", "homes"}
    assert len(shown) == 4
    assert var / "lessons" / "ai" in shown


def test_of_our_code_a_trainee_sees_what_is_made_for_them(settings: Settings) -> None:
    ours = [one.source for one in spec(settings).mounts if one.source.is_relative_to(PACKAGE)]
    assert sorted(ours) == [PACKAGE / "__init__.py", PACKAGE / "trainee"]


def test_somebody_in_no_course_sees_no_lessons(settings: Settings) -> None:
    inside = PurePosixPath("/courses")
    assert not any(one.target.is_relative_to(inside) for one in spec(settings).mounts)


def test_limits_are_the_settings(settings: Settings) -> None:
    limits = spec(settings).limits
    assert (limits.memory_bytes, limits.processes, limits.tmp_bytes) == (512 * MIB, 64, 32 * MIB)
    assert spec(settings).network is False


def test_the_environment_is_made_here_and_by_the_hub_alone(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "of the operator")
    environment = spec(settings).environment
    assert "AWS_SECRET_ACCESS_KEY" not in environment
    assert environment["JUPYTERHUB_API_TOKEN"] == "its own token"
    # jupyter_server refuses a socket beside any port but its default.
    assert environment["JUPYTERHUB_SERVICE_URL"] == "http://127.0.0.1:8888/user/kim/"


def test_no_secret_is_in_the_command(settings: Settings) -> None:
    assert "its own token" not in " ".join(spec(settings).command)


def test_the_spec_can_be_built_once_its_folders_are_there(settings: Settings) -> None:
    made = spec(settings, "ai")
    for mount in made.mounts:
        if not mount.source.exists():
            mount.source.mkdir(parents=True)
    validate(made)
