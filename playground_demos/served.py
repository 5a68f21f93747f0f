"""`python -m playground_demos.served`: serve the pages, in the sandbox that `process` starts.

Takes settings, secrets and doors from its standard input (`handover`) and looks up nothing else.
Logs no request. Not for a person to call: `python -m playground_demos` is.
"""

import logging
import os
import socket
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playground_demos.catalogue import find_demos
from playground_demos.demos.words.models import with_site_model
from playground_demos.errors import PlaygroundError
from playground_demos.events.usage import UsageRecord
from playground_demos.process import handover
from playground_demos.process.handover import Handover
from playground_demos.serving import heap

if TYPE_CHECKING:
    import uvicorn

GOODBYE_SECONDS = 1  # open event streams are cut after this


def main() -> int:
    """Serve until SIGTERM; the code says whether it could start."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    given = handover.take()
    heap.use_one()
    os.chdir(tempfile.mkdtemp())  # Gradio serves what lies in its working folder
    try:
        _serve(given)
    except PlaygroundError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


def _serve(given: Handover) -> None:
    section = given.section
    demos = with_site_model(find_demos(section.demos, given.package), section.language_model_dir)

    # Seconds of imports: what is wrong with the demos is said before.
    import uvicorn

    from playground_demos.app import Playground, build_app
    from playground_demos.doors.patience import PatientProtocol

    app, desk = build_app(
        Playground(
            title=given.lab.title,
            section=section,
            demos=demos,
            usage=UsageRecord(given.database_url),
            visitor_key=given.visitor_key,
            timezone=given.lab.timezone,
            operator_password=given.operator_password,
        )
    )

    def server_of(app: Any, certificate: Path | None, key: Path | None) -> uvicorn.Server:
        config = uvicorn.Config(
            app,
            http=PatientProtocol,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            ws="none",
            timeout_graceful_shutdown=GOODBYE_SECONDS,
            ssl_certfile=certificate,
            ssl_keyfile=key,
        )
        config.load()  # reads the certificate
        return uvicorn.Server(config)

    with _certificate_files(given) as files:
        pages, office = server_of(app, *files), server_of(desk, *files)
    door = socket.socket(fileno=given.door)
    host, port = door.getsockname()[:2]
    scheme = "https" if given.certificate else "http"
    print(f"{given.lab.title}: {scheme}://{host}:{port}/", flush=True)
    with _beside(office, given.desk_door):
        pages.run(sockets=[door])


@contextmanager
def _certificate_files(given: Handover) -> Iterator[tuple[Path | None, Path | None]]:
    """Certificate and key for OpenSSL, which reads nothing but files; gone afterwards."""
    if not given.certificate:
        yield None, None
        return
    with tempfile.TemporaryDirectory() as name:  # in memory, and ours alone
        certificate, key = Path(name, "certificate"), Path(name, "key")
        certificate.write_text(given.certificate, encoding="ascii")
        key.write_text(given.certificate_key, encoding="ascii")
        yield certificate, key


@contextmanager
def _beside(server: "uvicorn.Server", door: int | None) -> Iterator[None]:
    """Serve in a thread meanwhile; a slow page of the operator delays no visitor."""
    if door is None:
        yield
        return
    listening = socket.socket(fileno=door)
    thread = threading.Thread(target=server.run, args=([listening],), name="operator")
    thread.start()
    try:
        yield
    finally:
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
