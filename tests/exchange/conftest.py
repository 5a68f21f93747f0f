"""A real JupyterHub with proxy for the session, and a real exchange service for each test."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from hub_config.exchange.receipts import Signer
from hub_config.exchange.store import Store
from hub_config.places import Places, unix_url
from hub_config.trainee.bundle import BundleLimits
from hub_config.trainee.bundle_sending import OutgoingFile, read_folder
from hub_config.trainee.exchange_client import ExchangeClient

REPOSITORY = Path(__file__).parents[2]
PROXY = REPOSITORY / "node_modules/configurable-http-proxy/bin/configurable-http-proxy"
COURSE, OTHER_COURSE = "ai-foundations", "ai-advanced"
TRAINEES = ("minji", "junho")
PEOPLE = (*TRAINEES, "stranger", "teacher", "other-teacher")
LIMITS = BundleLimits(total_bytes=10**9)
START_SECONDS = 60.0


def wait_until(condition: Callable[[], Any], seconds: float = 60.0) -> Any:
    deadline = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < deadline, f"{condition} did not come true in {seconds} s"
        time.sleep(0.01)
    return found


@pytest.fixture
def short_path() -> Iterator[Path]:
    """A folder whose path leaves room for a Unix socket."""
    folder = Path(tempfile.mkdtemp(prefix="lab-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def signer() -> Signer:
    return Signer(Ed25519PrivateKey.generate(), "Asia/Seoul")


@pytest.fixture
def store(tmp_path: Path, signer: Signer) -> Iterator[Store]:
    store = Store(tmp_path / "exchange", signer)
    yield store
    store.close()


def make_folder(root: Path, files: dict[str, bytes | str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def outgoing(root: Path, files: dict[str, bytes | str]) -> tuple[OutgoingFile, ...]:
    return read_folder(make_folder(root, files), LIMITS)[0]


@dataclass
class Hub:
    """A running JupyterHub."""

    url: str
    folder: Path
    admin_token: str
    service_tokens: dict[str, str]
    user_tokens: dict[str, str] = field(default_factory=dict)

    def token(self, name: str) -> str:
        """The token that a server of this person would hold."""
        if name not in self.user_tokens:
            answer = httpx.post(
                f"{self.url}/hub/api/users/{name}/tokens",
                headers={"Authorization": f"token {self.admin_token}"},
                json={"scopes": self.scopes(name), "note": "a server"},
            )
            answer.raise_for_status()
            self.user_tokens[name] = answer.json()["token"]
        return self.user_tokens[name]

    def scopes(self, name: str) -> list[str]:
        exchange = [] if name == "stranger" else ["access:services!service=exchange"]
        return ["users:activity!user", "read:users:name!user", *exchange]


@pytest.fixture(scope="session")
def hub() -> Iterator[Hub]:
    folder = Path(tempfile.mkdtemp(prefix="lab-hub-"))
    places = Places(folder / "var")
    places.public.mkdir(parents=True)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    running = Hub(
        url=f"http://127.0.0.1:{port}",
        folder=folder,
        admin_token=secrets.token_hex(16),
        service_tokens={
            name: secrets.token_hex(16) for name in ("exchange", COURSE, OTHER_COURSE, "culler")
        },
    )
    config = folder / "jupyterhub_config.py"
    config.write_text(_hub_config(running, places, port), encoding="utf-8")
    start = "import sys; from hub_config.hub import LabHub; LabHub.launch_instance(sys.argv[1:])"
    with (folder / "hub.log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", start, "-f", str(config)],
            cwd=folder,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )

    def ready() -> bool:
        assert process.poll() is None, (folder / "hub.log").read_text()[-4000:]
        try:
            return httpx.get(f"{running.url}/hub/api/").is_success
        except httpx.TransportError:
            return False

    try:
        wait_until(ready, START_SECONDS)
        yield running
    finally:
        proxy = psutil.Process(process.pid).children(recursive=True)
        process.terminate()
        process.wait(START_SECONDS)
        for one in proxy:  # the hub leaves its proxy on the port
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _hub_config(hub: Hub, places: Places, port: int) -> str:
    services = [
        {"name": name, "api_token": token}
        | (
            {"url": unix_url(places.exchange_socket), "oauth_no_confirm": True}
            if name == "exchange"
            else {}
        )
        for name, token in hub.service_tokens.items()
    ]
    services.append({"name": "admin", "api_token": hub.admin_token})
    enter = ["access:services!service=exchange"]
    roles: list[dict[str, Any]] = [
        {"name": "admin-service", "scopes": ["admin:users", "tokens"], "services": ["admin"]},
        {
            "name": "exchange",
            "scopes": ["read:users:name", "read:users:groups"],
            "services": ["exchange"],
        },
        {"name": "courses", "scopes": enter, "services": [COURSE, OTHER_COURSE, "culler"]},
        {"name": "user", "scopes": ["self", *enter]},
    ]
    groups = {
        f"nbgrader-{COURSE}": {"users": list(TRAINEES)},
        f"formgrade-{COURSE}": {"users": ["teacher"]},
        f"formgrade-{OTHER_COURSE}": {"users": ["other-teacher"]},
    }
    return f"""
c = get_config()
c.JupyterHub.bind_url = "http://127.0.0.1:{port}"
c.JupyterHub.hub_bind_url = c.JupyterHub.hub_connect_url = {unix_url(places.hub_socket)!r}
c.JupyterHub.proxy_class = "hub_config.proxy.UnixProxy"
c.ConfigurableHTTPProxy.api_url = {unix_url(places.run / "proxy.sock")!r}
c.ConfigurableHTTPProxy.command = {[str(Path(sys.executable).parent / "node"), str(PROXY)]!r}
c.JupyterHub.db_url = "sqlite:///{hub.folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = "{hub.folder}/cookie"
c.JupyterHub.authenticator_class = "dummy"
c.DummyAuthenticator.password = "a long password"
c.Authenticator.allowed_users = {set(PEOPLE)!r}
c.JupyterHub.services = {services!r}
c.JupyterHub.load_roles = {roles!r}
c.JupyterHub.load_groups = {groups!r}
"""


@dataclass
class ExchangeProcess:
    """A real service on a socket of its own, behind the session's hub."""

    hub: Hub
    folder: Path
    process: "subprocess.Popen[bytes] | None" = None

    @property
    def places(self) -> Places:
        return Places(self.folder / "var")

    @property
    def root(self) -> Path:
        return self.places.state_dir / "exchange"

    def start(self, **popen: Any) -> None:
        with (self.folder / "exchange.log").open("ab") as log:
            self.process = subprocess.Popen(
                [
                    sys.executable,
                    "-W",
                    "error",
                    "-m",
                    "hub_config.exchange",
                    "--config",
                    str(self.folder / "lab.toml"),
                ],
                cwd=REPOSITORY,
                stdout=log,
                stderr=log,
                **popen,
            )
        wait_until(self._ready, START_SECONDS)

    def _ready(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log()
        # Not by httpx: httpcore leaves the socket of a refused connection to the collector.
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(str(self.places.exchange_socket)):
                return False
        with self.http("") as http:
            return http.get("/services/exchange/health").is_success

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(START_SECONDS)

    def log(self) -> str:
        return (self.folder / "exchange.log").read_text()

    def http(self, token: str) -> httpx.Client:
        return httpx.Client(
            transport=httpx.HTTPTransport(uds=str(self.places.exchange_socket)),
            base_url="http://exchange",
            headers={"Authorization": f"token {token}"} if token else {},
            timeout=30,
        )

    def client(self, name: str) -> ExchangeClient:
        """What a server of this person, or the service of this course, would use."""
        token = self.hub.service_tokens.get(name) or self.hub.token(name)
        return ExchangeClient(self.places.exchange_socket, token, pauses_seconds=(0.05,) * 40)

    def release(self, assignment: str = "ex1", course: str = COURSE, **files: str) -> None:
        content: dict[str, bytes | str] = {"exercise.ipynb": "{}", **files}
        folder = self.folder / f"release-{secrets.token_hex(4)}"
        self.client(course).put(
            "courses", course, "releases", assignment, "upload", files=outgoing(folder, content)
        )

    def submit(
        self,
        name: str = "minji",
        files: dict[str, bytes | str] | None = None,
        assignment: str = "ex1",
        client_id: str | None = None,
    ) -> dict[str, Any]:
        folder = self.folder / f"work-{secrets.token_hex(4)}"
        answer = self.client(name).put(
            "courses",
            COURSE,
            "attempts",
            client_id or secrets.token_hex(16),
            files=outgoing(folder, files or {"exercise.ipynb": "{}"}),
            assignment=assignment,
        )
        receipt: dict[str, Any] = answer["receipt"]
        return receipt


def prepare_exchange(hub: Hub, folder: Path, settings: str = "") -> ExchangeProcess:
    made = ExchangeProcess(hub, folder)
    made.places.public.mkdir(parents=True)
    made.places.hub_socket.symlink_to(Places(hub.folder / "var").hub_socket)
    made.places.secrets.mkdir(mode=0o700)
    token = made.places.service_token("exchange")
    token.touch(mode=0o600)
    token.write_text(hub.service_tokens["exchange"])
    (folder / "lab.toml").write_text(f"[exchange]\nreserve_mib = 0\n{settings}")
    return made


@pytest.fixture
def exchange(hub: Hub, short_path: Path) -> Iterator[ExchangeProcess]:
    made = prepare_exchange(hub, short_path, "submission_mib = 4\nsubmissions_per_minute = 500\n")
    made.start()
    yield made
    assert made.process is not None
    if made.process.poll() is None:
        made.stop()
    assert "Traceback" not in made.log(), made.log()


def read_json(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
