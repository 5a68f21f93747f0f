"""What a trainee's server may see and use, as a sandbox's spec.

Pure: the same settings and the same person give the same spec. A trainee sees their own home, the
lessons of their own courses, the software, the sockets of hub and exchange, and nothing else of
the machine. Starts nothing.
"""

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from hub_config.places import (
    INSIDE_COURSES,
    INSIDE_HOMES,
    INSIDE_LIMITS,
    INSIDE_PUBLIC,
    INSIDE_SERVER,
    SERVER_SOCKET,
    Places,
)
from hub_config.roles import person_slug
from hub_config.settings import Settings
from sandbox.spec import MIB, Identity, Limits, Mount, SandboxSpec

PACKAGE = Path(__file__).parent
# Our own code that runs beside a trainee's: nothing else of ours is shown.
TRAINEE_CODE = (PACKAGE / "__init__.py", PACKAGE / "trainee")
# jupyter_server refuses a socket beside any port but its own default one.
SERVICE_PORT = 8888


def build_trainee_spec(
    settings: Settings,
    person: str,
    identity: Identity | None,
    courses: Iterable[str],
    hub_environment: Mapping[str, str],
    software: Iterable[Mount],
) -> SandboxSpec:
    """The sandbox of one person's server.

    Args:
        settings: The lab's.
        person: Name of the person, already checked.
        identity: Their own uid; None keeps the lab's.
        courses: Whose lessons they may read.
        hub_environment: What JupyterHub tells its servers, with the person's own token.
        software: What every sandbox may read, and the lab's configuration for it.
    """
    places = Places(settings.lab.state_dir)
    slug = person_slug(person)
    home = INSIDE_HOMES / person
    lessons = [
        Mount(source=places.lessons(course), target=INSIDE_COURSES / course)
        for course in sorted(courses)
    ]
    return SandboxSpec(
        name=slug,
        command=(
            *python_command("hub_config.trainee.server"),
            f"--socket={INSIDE_SERVER / SERVER_SOCKET}",
            f"--kernel-idle-seconds={settings.hub.kernel_idle_seconds}",
            f"--memory-mib={settings.trainee.memory_mib}",
            f"--processes={settings.trainee.processes}",
            f"--home-mib={settings.trainee.home_mib}",
        ),
        mounts=(
            *software,
            *code_mounts(TRAINEE_CODE),
            Mount(source=places.public, target=INSIDE_PUBLIC),
            Mount(source=places.server(slug), target=INSIDE_SERVER, writable=True),
            *lessons,
            Mount(source=places.home(person), target=home, writable=True),
        ),
        environment={
            **base_environment(settings, person, home),
            **hub_environment,
            "JUPYTERHUB_SERVICE_URL": service_url(hub_environment),
        },
        identity=identity,
        limits=Limits(
            memory_bytes=settings.trainee.memory_mib * MIB,
            cpu_cores=settings.trainee.cpu_cores,
            processes=settings.trainee.processes,
            tmp_bytes=settings.trainee.tmp_mib * MIB,
            file_bytes=settings.trainee.home_mib * MIB,
        ),
        show_counters_at=INSIDE_LIMITS,
        network=settings.trainee.network,
    )


def python_command(module: str) -> tuple[str, ...]:
    """Run a module of ours: no user site, and nothing in the working folder shadows a package."""
    return (sys.executable, "-P", "-s", "-m", module)


def code_mounts(paths: Iterable[Path]) -> tuple[Mount, ...]:
    """Show our own files at the paths where they lie."""
    return tuple(Mount(source=path, target=PurePosixPath(path)) for path in paths)


def service_url(hub_environment: Mapping[str, str]) -> str:
    """Where the server believes to listen; its path is its prefix, its port only a formality."""
    prefix = hub_environment.get("JUPYTERHUB_SERVICE_PREFIX", "/")
    return f"http://127.0.0.1:{SERVICE_PORT}{prefix}"


def base_environment(settings: Settings, user: str, home: PurePosixPath) -> dict[str, str]:
    """The environment that every Jupyter process in a sandbox starts with."""
    return {
        "HOME": str(home),
        "USER": user,
        "LOGNAME": user,
        "SHELL": "/bin/bash",
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "TZ": settings.lab.timezone,
        "PATH": f"{Path(sys.prefix) / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "PYTHONNOUSERSITE": "1",
        # In memory: a full home must not stop the server from starting.
        "JUPYTER_RUNTIME_DIR": "/tmp/jupyter-runtime",
        "IPYTHONDIR": "/tmp/ipython",
        # Nothing is fetched while a class runs: a library that tries fails at once, not in minutes.
        "HF_HUB_OFFLINE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "GRADIO_ANALYTICS_ENABLED": "False",
    }
