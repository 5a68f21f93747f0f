"""`python -m playground_demos`: serve the playground until Ctrl-C, or do what an operator asks.

Reads settings and secrets and opens the doors, which takes the rights of whoever calls it; the
pages themselves are served by a process without them (`process`).
"""

import argparse
import errno
import logging
import socket
import ssl
import sys
from contextlib import ExitStack, closing
from pathlib import Path

from playground_demos.catalogue import PACKAGE
from playground_demos.doors.visitors import ensure_key, ensure_password
from playground_demos.errors import PlaygroundError
from playground_demos.events.usage import UsageRecord
from playground_demos.operator.commands import add_commands, run
from playground_demos.process.handover import Handover
from playground_demos.process.sandboxed import serve, state_folder
from playground_demos.settings import PlaygroundSection
from sandbox.errors import SandboxError
from sandbox.settings import DEFAULT_FILE, LabSection, Section, SettingsError, load_sections

PASSWORD_FILE = "playground_operator"


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
            with closing(UsageRecord(_usage_url(lab, options.database_url))) as usage:
                print(run(options, lab, section, usage))
            return 0
        with ExitStack() as doors:
            return serve(_handover(lab, section, demos_package, options.database_url, doors))
    except (SettingsError, PlaygroundError) as problem:
        print(problem, file=sys.stderr)
    except SandboxError as problem:
        print(f"playground: {problem}", file=sys.stderr)
    return 1


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


def _handover(
    lab: LabSection,
    section: PlaygroundSection,
    demos_package: str,
    database_url: str | None,
    doors: ExitStack,
) -> Handover:
    """Open the doors, read the secrets.

    Raises:
        PlaygroundError: As `open_door`, or the certificate cannot be used.
    """  # noqa: DOC502
    certificate, certificate_key = _read_certificate(section)
    door = doors.enter_context(open_door(section.host, section.port))
    desk_door, password = None, ""
    if section.operator_port:
        desk_door = doors.enter_context(
            open_door(section.operator_host, section.operator_port, setting="operator_")
        )
        password = ensure_password(lab.state_dir / "secrets" / PASSWORD_FILE)
    return Handover(
        lab=lab,
        section=section,
        package=demos_package,
        database_url=_usage_url(lab, database_url),
        door=door.fileno(),
        desk_door=desk_door and desk_door.fileno(),
        visitor_key=ensure_key(lab.state_dir / "secrets" / "playground_visitors"),
        operator_password=password,
        certificate=certificate,
        certificate_key=certificate_key,
    )


def _usage_url(lab: LabSection, database_url: str | None) -> str:
    """Where the usage record lies: the named database, or our SQLite file, whose folder is made.

    Raises:
        PlaygroundError: The file is a link: the pages can write that folder, and we may be root.
    """
    if database_url:
        return database_url
    file = state_folder(lab.state_dir) / "usage.sqlite"
    if file.is_symlink():
        raise PlaygroundError(f"{file}: found a link, expected the usage record. Remove the link.")
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    return f"sqlite:///{file}"


def _read_certificate(section: PlaygroundSection) -> tuple[str, str]:
    """Certificate and key, known to belong together; empty where there are none.

    Raises:
        PlaygroundError: They cannot be used.
    """
    certificate, key = section.tls_certificate, section.tls_key
    if certificate is None or key is None:
        return "", ""
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
        return certificate.read_text(encoding="ascii"), key.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError) as error:  # OpenSSL also tells of another's key so
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or "not PEM"
        raise PlaygroundError(
            f"playground: cannot use {certificate} with {key}: {reason}."
            " Mend [playground] tls_certificate and tls_key, or remove both files and run:"
            " python -m hub_config certificate"
        ) from None


if __name__ == "__main__":
    sys.exit(main())
