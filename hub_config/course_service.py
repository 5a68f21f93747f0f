"""A course as a service of the hub: its directory, its sandbox, its process.

`python -m hub_config.course_service --config lab.toml COURSE` is what the supervisor runs: it
starts the sandbox, stays while it runs and ends with it. The course's server sees its own course
directory and no other, has a uid of its own, and hands students' code to the runner.
"""

import argparse
import json
import os
import signal
import sys
from contextlib import suppress
from pathlib import Path, PurePosixPath
from types import FrameType

from hub_config.database_roles import course_database_mounts, ensure_role, needs_network
from hub_config.databases import gradebook
from hub_config.errors import LabError
from hub_config.identity import course_key, ensure_identity, ensure_own_folder
from hub_config.nbgrader_files import INSIDE_SETTINGS, ensure_course_config
from hub_config.places import (
    INSIDE_HOMES,
    INSIDE_PUBLIC,
    INSIDE_RUNNER,
    INSIDE_SERVER,
    SERVER_SOCKET,
    Places,
    unix_url,
)
from hub_config.roles import service_slug
from hub_config.secret_files import read_secret
from hub_config.server_log import open_log
from hub_config.server_sandbox import prepare_socket_folder, start_recorded
from hub_config.settings import Settings, load_settings
from hub_config.trainee_spec import (
    TRAINEE_CODE,
    base_environment,
    code_mounts,
    python_command,
    service_url,
)
from sandbox.ownership import hand_over
from sandbox.process import Sandbox
from sandbox.software import software_mounts
from sandbox.spec import MIB, Identity, Limits, Mount, SandboxSpec

_PROJECT = Path(__file__).parent.parent
# The grader runs in formgrader's own process; what it needs of ours, and nothing else.
_CODE = (
    *TRAINEE_CODE,
    _PROJECT / "autograder",
    _PROJECT / "sandbox",
    # The one look of the lab, which feedback has too.
    _PROJECT / "playground_demos" / "__init__.py",
    _PROJECT / "playground_demos" / "look",
)
_HOME = INSIDE_HOMES / "course"
_STOP_SECONDS = 5.0


def ensure_course_directory(settings: Settings, course_id: str) -> Path:
    """The course's nbgrader directory, owned by the course's own uid.

    Raises:
        LabError: No class takes this course.
    """
    if course_id not in settings.classes.course_ids():
        known = ", ".join(settings.classes.course_ids()) or "(none)"
        raise LabError(
            f"{settings.source}: no class takes a course {course_id!r}; expected one of {known}. "
            "Add it to the courses of a class."
        )
    places = Places(settings.lab.state_dir)
    places.courses.mkdir(mode=0o755, parents=True, exist_ok=True)
    identity = course_identity(settings, course_id)
    ensure_role(settings, gradebook(course_id), identity)
    folder = places.course(course_id)
    folder.mkdir(exist_ok=True)
    lessons = places.lessons(course_id)
    lessons.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        (folder / "lessons").mkdir()  # where the course's own sandboxes find them
    if identity is not None:
        hand_over(folder, identity)
        hand_over(lessons, identity)
    folder.chmod(0o700)
    lessons.chmod(0o755)  # trainees read them under their own uids
    return folder


def lessons_mount(places: Places, course_id: str) -> Mount:
    """A course's lessons as its own sandboxes see them, in the course directory."""
    target = PurePosixPath(places.course(course_id) / "lessons")
    return Mount(source=places.lessons(course_id), target=target, writable=True)


def course_identity(settings: Settings, course_id: str) -> Identity | None:
    """The course's own uid; None where the lab does not run as root."""
    places = Places(settings.lab.state_dir)
    return ensure_identity(places, settings.trainee.first_uid, course_key(course_id))


def build_course_spec(
    settings: Settings,
    course_id: str,
    identity: Identity | None,
    mounts: tuple[Mount, ...],
) -> SandboxSpec:
    """The sandbox of a course's service; `mounts` are the software and the configuration."""
    places, slug = Places(settings.lab.state_dir), service_slug(course_id)
    course = places.course(course_id)
    hub = hub_environment(course_id)
    at_once = any(course == course_id for course, _ in settings.instant.rules())
    return SandboxSpec(
        name=slug,
        command=(
            *python_command("hub_config.trainee.course"),
            f"--socket={INSIDE_SERVER / SERVER_SOCKET}",
            f"--root={course}",
            f"--settings={INSIDE_SETTINGS}",
            f"--kernel-idle-seconds={settings.hub.kernel_idle_seconds}",
            f"--course={course_id}",
            *(("--line",) if at_once else ()),
        ),
        mounts=(
            *mounts,
            *code_mounts(_CODE),
            Mount(source=places.public, target=INSIDE_PUBLIC),
            Mount(source=places.runner, target=INSIDE_RUNNER),
            Mount(source=places.server(slug), target=INSIDE_SERVER, writable=True),
            Mount(source=course_home(places, course_id), target=_HOME, writable=True),
            Mount(source=course, target=PurePosixPath(course), writable=True),
            lessons_mount(places, course_id),
            *course_database_mounts(settings, course_id),
        ),
        environment={
            **base_environment(settings, "course", _HOME),
            **hub,
            "JUPYTERHUB_SERVICE_URL": service_url(hub),
        },
        identity=identity,
        limits=Limits(
            memory_bytes=settings.trainee.memory_mib * MIB, processes=settings.trainee.processes
        ),
        network=needs_network(settings),
    )


def hub_environment(course_id: str) -> dict[str, str]:
    """What JupyterHub would tell a service that it starts itself, without the token."""
    prefix = f"/services/{course_id}/"
    scopes = json.dumps([f"access:services!service={course_id}"])
    return {
        "JUPYTERHUB_SERVICE_NAME": course_id,
        "JUPYTERHUB_SERVICE_PREFIX": prefix,
        "JUPYTERHUB_CLIENT_ID": f"service-{course_id}",
        "JUPYTERHUB_OAUTH_CALLBACK_URL": f"{prefix}oauth_callback",
        "JUPYTERHUB_OAUTH_ACCESS_SCOPES": scopes,
        "JUPYTERHUB_OAUTH_SCOPES": scopes,
        "JUPYTERHUB_API_URL": unix_url(INSIDE_PUBLIC / "hub.sock") + "/hub/api",
        "JUPYTERHUB_BASE_URL": "/",
        "JUPYTERHUB_HOST": "",
        "JUPYTERHUB_DEFAULT_URL": "/lab",
        "JUPYTERHUB_DISABLE_USER_CONFIG": "1",
    }


def start_course_service(settings: Settings, course_id: str) -> Sandbox:
    """Start the service of one course; it answers on `Places.server_socket(service_slug(...))`."""
    places, slug = Places(settings.lab.state_dir), service_slug(course_id)
    ensure_course_directory(settings, course_id)
    identity = course_identity(settings, course_id)
    ensure_own_folder(course_home(places, course_id), identity)
    prepare_socket_folder(places, slug, identity)
    places.runner.mkdir(parents=True, exist_ok=True)
    token = read_secret(places.service_token(course_id))
    spec = build_course_spec(
        settings,
        course_id,
        identity,
        (*software_mounts(), ensure_course_config(settings, course_id)),
    )
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as pipe, open_log(places, slug) as log:
        os.write(write_end, f"{token}\n".encode())
        os.close(write_end)
        return start_recorded(spec, places, log, stdin=pipe)


def course_home(places: Places, course_id: str) -> Path:
    """Where the course's server keeps its instructors' Lab settings; no person has such a name."""
    return places.home(f"@{course_id}")


def main() -> int:
    """Run one course's service until it ends or we are asked to end."""
    parser = argparse.ArgumentParser(prog="python -m hub_config.course_service")
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file")
    parser.add_argument("course_id", metavar="COURSE")
    options = parser.parse_args()
    sandbox = start_course_service(load_settings(options.config), options.course_id)

    def stop(number: int, frame: FrameType | None) -> None:
        sandbox.stop(_STOP_SECONDS)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while True:
        try:
            return sandbox.wait(3600.0)
        except TimeoutError:
            continue


if __name__ == "__main__":
    sys.exit(main())
