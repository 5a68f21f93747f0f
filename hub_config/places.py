"""Where the lab's state lies: the one map of `state_dir` that hub, supervisor and spawner share.

Names paths, creates nothing. Sockets that a sandbox may reach lie alone in `public`, so that the
folder, not the socket, is what a sandbox gets to see: a re-created socket stays visible.
"""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath

# Where a sandbox finds what the lab puts there.
INSIDE_PUBLIC = PurePosixPath("/run/lab/public")
INSIDE_SERVER = PurePosixPath("/run/lab/server")
INSIDE_RUNNER = PurePosixPath("/run/lab/runner")
INSIDE_LIMITS = PurePosixPath("/run/lab/limits")
INSIDE_COURSES = PurePosixPath("/courses")
INSIDE_HOMES = PurePosixPath("/home")
SERVER_SOCKET = "server.sock"


@dataclass(frozen=True)
class Places:
    """Paths under one absolute state folder."""

    state_dir: Path

    @property
    def hub(self) -> Path:
        """The hub's database, cookie secret and identity table."""
        return self.state_dir / "hub"

    @property
    def homes(self) -> Path:
        """One folder a person."""
        return self.state_dir / "homes"

    @property
    def courses(self) -> Path:
        """One nbgrader course directory a course."""
        return self.state_dir / "courses"

    @property
    def secrets(self) -> Path:
        """Files that only the operator reads."""
        return self.state_dir / "secrets"

    @property
    def logs(self) -> Path:
        """One log file a process."""
        return self.state_dir / "logs"

    @property
    def run(self) -> Path:
        """Sockets and records of running processes."""
        return self.state_dir / "run"

    @property
    def sandboxes(self) -> Path:
        """One record for each running sandbox."""
        return self.run / "sandboxes"

    @property
    def public(self) -> Path:
        """The sockets that every sandbox may reach, and nothing else."""
        return self.run / "public"

    @property
    def private(self) -> Path:
        """Sockets that no sandbox ever sees."""
        return self.run / "private"

    @property
    def hub_socket(self) -> Path:
        """The hub's API and pages."""
        return self.public / "hub.sock"

    @property
    def exchange_socket(self) -> Path:
        """The exchange service."""
        return self.public / "exchange.sock"

    @property
    def proxy_socket(self) -> Path:
        """The proxy's own API: whoever reaches it with its token can re-route everybody."""
        return self.private / "proxy.sock"

    @property
    def server_template_socket(self) -> Path:
        """Where the template forks trainees' servers: whoever reaches it as root runs anything."""
        return self.private / "server-template.sock"

    @property
    def grading_template_socket(self) -> Path:
        """Where the template forks graded runs; as private, for the same reason."""
        return self.private / "grading-template.sock"

    @property
    def runner(self) -> Path:
        """Folder of the grading broker's socket, shown to course services only."""
        return self.run / "runner"

    @property
    def runner_socket(self) -> Path:
        """The grading broker."""
        return self.runner / "runner.sock"

    def server(self, slug: str) -> Path:
        """Folder of the socket of one person's server or one course's service."""
        # Linux gives the path of a socket 107 bytes, and a person's name may take 40 of them.
        short = slug if len(slug) <= 16 else hashlib.sha256(slug.encode()).hexdigest()[:16]
        return self.run / "servers" / short

    def server_socket(self, slug: str) -> Path:
        """Where the proxy reaches that server."""
        return self.server(slug) / SERVER_SOCKET

    def home(self, person: str) -> Path:
        """One person's folder."""
        return self.homes / person

    def course(self, course_id: str) -> Path:
        """One course's nbgrader directory."""
        return self.courses / course_id

    def lessons(self, course_id: str) -> Path:
        """What trainees of a course may read: its built lessons.

        Beside the course directory, not in it: who owns that could put a link in its place, and
        the lab would show trainees whatever it points to.
        """
        return self.state_dir / "lessons" / course_id

    def service_token(self, service: str) -> Path:
        """The hub token of one service."""
        return self.secrets / f"token-{service}"

    def gradebook_password(self, course_id: str) -> Path:
        """PostgreSQL password file of a course's gradebook: the course reads it too."""
        return self.secrets / "gradebooks" / course_id

    @property
    def playground_password(self) -> Path:
        """PostgreSQL password file of the usage record: the playground reads it too."""
        return self.secrets / "playground_database"

    def enrolment_code(self, class_name: str) -> Path:
        """The code that lets people sign up to one class."""
        return self.secrets / "enrolment" / class_name


def unix_url(socket: PurePath) -> str:
    """JupyterHub's spelling of a Unix socket, e.g. `http+unix://%2Frun%2Fhub.sock`.

    Capitals are escaped too: JupyterHub passes the path through `urlsplit().hostname`, which
    would make them small.
    """
    plain = "abcdefghijklmnopqrstuvwxyz0123456789._-"
    escaped = (chr(b) if chr(b) in plain else f"%{b:02X}" for b in os.fsencode(socket))
    return "http+unix://" + "".join(escaped)
