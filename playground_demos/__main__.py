"""`python -m playground_demos`: serve the playground until Ctrl-C, or do what an operator asks.

Sets the process up so that Gradio finds nothing of this machine: an empty working folder, a cache
folder of its own, no analytics, none of the environment's GRADIO_ settings. Logs no request.
"""

import argparse
import errno
import logging
import os
import resource
import socket
import ssl
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.catalogue import PACKAGE, find_demos
from playground_demos.demo import DemoModule
from playground_demos.demos.words.models import with_site_model
from playground_demos.doors.visitors import ensure_key, ensure_password
from playground_demos.errors import PlaygroundError
from playground_demos.events.usage import UsageRecord
from playground_demos.operator.commands import add_commands, run
from playground_demos.serving import heap
from playground_demos.settings import PlaygroundSection
from sandbox.settings import DEFAULT_FILE, LabSection, Section, SettingsError, load_sections

if TYPE_CHECKING:
    import uvicorn

PASSWORD_FILE = "playground_operator"
GOODBYE_SECONDS = 1  # open event streams are cut after this


def main(arguments: list[str] | None = None, demos_package: str = PACKAGE) -> int:
    """Run the playground with the demos of a package; the code says whether it could start."""
    parser = argparse.ArgumentParser(
        prog="python -m playground_demos",
        description="Serve the AI playground on its own, or work on its events and reports.",
    )
    parser.add_argument("--config", type=Path, default=DEFAULT_FILE, help="the settings file")
    parser.add_argument(
        "--database-url", help="where the usage record lies; a SQLite file of ours by default"
    )
    add_commands(parser)
    options = parser.parse_args(arguments)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    try:
        models: dict[str, type[Section]] = {"lab": LabSection, "playground": PlaygroundSection}
        sections = load_sections(options.config, models, strict=False)
        lab, section = sections["lab"], sections["playground"]
        if options.command:
            with closing(_open_usage(lab, options.database_url)) as usage:
                print(run(options, lab, section, usage))
            return 0
        section = _absolute(section, options.config.parent)
        _explain_certificate(section)
        with ExitStack() as doors:
            door = doors.enter_context(open_door(section.host, section.port))
            desk_door = None
            if section.operator_port:
                desk_door = open_door(
                    section.operator_host, section.operator_port, setting="operator_"
                )
                doors.enter_context(desk_door)
            demos = with_site_model(
                find_demos(section.demos, demos_package), section.language_model_dir
            )
            _serve(lab, section, demos, (door, desk_door), options.database_url)
    except (SettingsError, PlaygroundError) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:  # uvicorn has shut down and passes the signal on
        pass
    return 0


def open_door(host: str, port: int, setting: str = "") -> socket.socket:
    """A listening socket; `setting` begins the names of its settings.

    Raises:
        PlaygroundError: The address is taken, not ours, or not allowed.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named, or asyncio leaves Nagle's algorithm on and each kept connection loses 40 ms an answer.
    door = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        door.bind((host, port))
        door.listen(1024)
    except OSError as error:
        door.close()
        reason = {
            errno.EADDRINUSE: "another program already listens there. Is the playground running? "
            f"Stop it, or set another [playground] {setting}port.",
            errno.EADDRNOTAVAIL: "this machine has no such address. "
            f"Mend [playground] {setting}host.",
            errno.EACCES: f"ports below 1024 need rights. Set another [playground] {setting}port.",
        }.get(error.errno or 0, f"{error.strerror}. Mend [playground] {setting}host and port.")
        raise PlaygroundError(f"playground: cannot open {host}:{port}: {reason}") from None
    return door


def _serve(
    lab: LabSection,
    section: PlaygroundSection,
    demos: dict[str, DemoModule],
    doors: tuple[socket.socket, socket.socket | None],
    database_url: str | None,
) -> None:
    folder = lab.state_dir / "playground"
    _settle_process(folder, section.torch_threads)

    # Gradio reads its environment while it is imported: not before this line.
    import uvicorn

    from playground_demos.app import Playground, build_app
    from playground_demos.doors.patience import PatientProtocol

    usage = _open_usage(lab, database_url)
    app, desk = build_app(
        Playground(
            title=lab.title,
            section=section,
            demos=demos,
            usage=usage,
            visitor_key=ensure_key(lab.state_dir / "secrets" / "playground_visitors"),
            timezone=lab.timezone,
            operator_password=(
                ensure_password(lab.state_dir / "secrets" / PASSWORD_FILE)
                if section.operator_port
                else ""  # nobody is served
            ),
        )
    )

    def server_of(app: Any) -> uvicorn.Server:
        config = uvicorn.Config(
            app,
            http=PatientProtocol,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=GOODBYE_SECONDS,
            ssl_certfile=section.tls_certificate,
            ssl_keyfile=section.tls_key,
        )
        return uvicorn.Server(config)

    scheme = "https" if section.tls_certificate else "http"
    door, desk_door = doors
    host, port = door.getsockname()[:2]
    print(f"{lab.title}: {scheme}://{host}:{port}/", flush=True)
    with _beside(server_of(desk), desk_door):
        server_of(app).run(sockets=[door])


@contextmanager
def _beside(server: "uvicorn.Server", door: socket.socket | None) -> Iterator[None]:
    """Serve in a thread meanwhile; a slow page of the operator delays no visitor."""
    if door is None:
        yield
        return
    thread = threading.Thread(target=server.run, args=([door],), name="operator")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


def _open_usage(lab: LabSection, database_url: str | None) -> UsageRecord:
    if database_url:
        return UsageRecord(database_url)
    return UsageRecord.in_file(lab.state_dir / "playground" / "usage.sqlite")


def _settle_process(folder: Path, threads: int) -> None:
    cache, empty = folder / "cache", folder / "empty"
    for path in (cache, empty):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    # The one place that writes the environment: Gradio and OpenMP, which counts torch's threads in
    # every worker, have no other door for these.
    for name in [name for name in os.environ if name.startswith("GRADIO_")]:
        del os.environ[name]
    os.environ["GRADIO_TEMP_DIR"] = str(cache)
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"
    os.environ["OMP_NUM_THREADS"] = str(threads)
    os.chdir(empty)
    heap.use_one()
    # Each phone holds up to six connections; many systems begin a program with 1,024 files.
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _explain_certificate(section: PlaygroundSection) -> None:
    if section.tls_certificate is None:
        return
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(
            section.tls_certificate, section.tls_key
        )
    except OSError as error:  # also what OpenSSL says of a key of another certificate
        reason = getattr(error, "reason", None) or error.strerror or "not PEM"
        raise PlaygroundError(
            f"playground: cannot use {section.tls_certificate} with {section.tls_key}: {reason}."
            " Mend [playground] tls_certificate and tls_key, or remove both files and run:"
            " python -m hub_config certificate"
        ) from None


def _absolute(section: PlaygroundSection, base: Path) -> PlaygroundSection:
    base = base.absolute()
    paths = {
        name: base / path
        for name in ("tls_certificate", "tls_key", "model_dir", "language_model_dir")
        if (path := getattr(section, name)) is not None
    }
    return section.model_copy(update=paths)


if __name__ == "__main__":
    sys.exit(main())
