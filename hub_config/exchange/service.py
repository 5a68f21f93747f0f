"""Run the exchange: one process, one Unix socket, the hub's own stack (tornado).

Stops on SIGTERM or Ctrl-C after the requests in hand are answered. What happens when it is killed
instead is the store's business, not this module's. Opens no TCP port.
"""

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from jupyterhub.services.auth import HubOAuth
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_unix_socket
from tornado.web import Application

from hub_config.exchange.base import Exchange
from hub_config.exchange.callers import ACCESS_SCOPE
from hub_config.exchange.deadline_handlers import DeadlinesHandler, DeadlinesUploadHandler
from hub_config.exchange.errors import ExchangeServiceError
from hub_config.exchange.handlers import (
    AssignmentsHandler,
    AttemptFilesHandler,
    AttemptsHandler,
    CoursesHandler,
    FeedbackHandler,
    HealthHandler,
    NowhereHandler,
    PublicKeyHandler,
    ReceiptHandler,
    ReleaseHandler,
)
from hub_config.exchange.line import Line
from hub_config.exchange.line_handlers import LineHandler, OutcomeHandler
from hub_config.exchange.pages import (
    LOOK_FILES,
    CallbackHandler,
    LookHandler,
    ReceiptsPage,
)
from hub_config.exchange.rates import SubmissionRate
from hub_config.exchange.receipts import Signer, ensure_signing_key, public_key_file
from hub_config.exchange.settings import ExchangeSection, InstantSection
from hub_config.exchange.store import Store
from hub_config.exchange.uploads import (
    FeedbackUploadHandler,
    ReleaseUploadHandler,
    SubmitHandler,
)
from hub_config.places import Places, unix_url
from hub_config.secret_files import ensure_secret, read_secret
from hub_config.trainee.bundle import CHUNK_BYTES
from playground_demos.look import LOOK_DIR
from sandbox.settings import LabSection

SERVICE_NAME = "exchange"
PREFIX = f"/services/{SERVICE_NAME}/"
SMALL_BODY_BYTES = 64 * 1024
SOCKET_PATH_BYTES = 107  # ref: unix(7), sun_path
GRACE_SECONDS = 10.0
log = logging.getLogger(__name__)


def build_application(exchange: Exchange, cookie_secret: str) -> Application:
    """All addresses of the service."""
    shared = {"exchange": exchange}
    api = PREFIX + "api"
    return Application(
        [
            (PREFIX, ReceiptsPage, shared),
            (PREFIX + "oauth_callback", CallbackHandler, shared),
            (PREFIX + "look/" + LOOK_FILES, LookHandler, {"path": str(LOOK_DIR)}),
            (PREFIX + "health", HealthHandler, shared),
            (api + "/key", PublicKeyHandler, shared),
            (api + "/courses", CoursesHandler, shared),
            (api + "/assignments", AssignmentsHandler, shared),
            (api + "/courses/([^/]+)/releases/([^/]+)", ReleaseHandler, shared),
            (api + "/courses/([^/]+)/releases/([^/]+)/upload", ReleaseUploadHandler, shared),
            (api + "/courses/([^/]+)/attempts/([^/]+)", SubmitHandler, shared),
            (api + "/courses/([^/]+)/deadlines/upload", DeadlinesUploadHandler, shared),
            (api + "/courses/([^/]+)/line", LineHandler, shared),
            (api + "/deadlines", DeadlinesHandler, shared),
            (api + "/attempts", AttemptsHandler, shared),
            (api + "/attempts/([0-9a-f]{32})/files", AttemptFilesHandler, shared),
            (api + "/attempts/([0-9a-f]{32})/feedback", FeedbackHandler, shared),
            (api + "/attempts/([0-9a-f]{32})/feedback/upload", FeedbackUploadHandler, shared),
            (api + "/attempts/([0-9a-f]{32})/outcome", OutcomeHandler, shared),
            (api + "/receipts", AttemptsHandler, shared),
            (api + "/receipts/([0-9a-f]{32})", ReceiptHandler, shared),
        ],
        default_handler_class=NowhereHandler,
        default_handler_args=shared,
        cookie_secret=cookie_secret,
    )


def open_exchange(
    lab: LabSection, settings: ExchangeSection, instant: InstantSection
) -> tuple[Exchange, str]:
    """The service's state, and its cookie secret.

    Raises:
        ExchangeServiceError: The store or the key cannot be used.
        LabError: The hub's token for this service is missing.
    """  # noqa: DOC502
    places = Places(lab.state_dir)
    signer = Signer(
        ensure_signing_key(places.secrets / "exchange-signing-key"), timezone=lab.timezone
    )
    store = Store(lab.state_dir / "exchange", signer)
    public_key_file(lab.state_dir).write_bytes(signer.public_pem())
    hub_auth = HubOAuth(
        api_url=unix_url(places.hub_socket) + "/hub/api",
        api_token=read_secret(places.service_token(SERVICE_NAME)),
        base_url=PREFIX,
        hub_prefix="/hub/",
        oauth_client_id=f"service-{SERVICE_NAME}",
        access_scopes={ACCESS_SCOPE},
        cache_max_age=settings.membership_seconds,
    )
    exchange = Exchange(
        settings=settings,
        store=store,
        signer=signer,
        hub_auth=hub_auth,
        executor=ThreadPoolExecutor(4, thread_name_prefix="exchange"),
        rate=SubmissionRate(settings.submissions_per_minute),
        line=Line(store, instant.rules()),
    )
    return exchange, ensure_secret(places.secrets / "exchange-cookie-secret")


async def serve(lab: LabSection, settings: ExchangeSection, instant: InstantSection) -> None:
    """Serve until told to stop.

    Raises:
        ExchangeServiceError: The socket's path is too long, or the store cannot be used.
    """  # noqa: DOC502
    socket_path = Places(lab.state_dir).exchange_socket
    check_socket_path(socket_path)
    exchange, cookie_secret = open_exchange(lab, settings, instant)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    server = HTTPServer(
        build_application(exchange, cookie_secret),
        xheaders=True,
        chunk_size=CHUNK_BYTES,
        max_body_size=SMALL_BODY_BYTES,
    )
    socket_path.parent.mkdir(parents=True, exist_ok=True)
    # Every sandbox may knock, whatever its uid; the token decides.
    server.add_socket(bind_unix_socket(str(socket_path), mode=0o666))
    log.info("the exchange listens on %s", socket_path)
    await stop.wait()
    server.stop()
    await _finish_uploads(exchange)
    await server.close_all_connections()
    exchange.executor.shutdown()
    exchange.store.close()


async def _finish_uploads(exchange: Exchange) -> None:
    deadline = asyncio.get_running_loop().time() + GRACE_SECONDS
    while exchange.uploads and asyncio.get_running_loop().time() < deadline:
        await asyncio.sleep(0.05)


def check_socket_path(path: Path) -> None:
    """Say the cure where the kernel would only say "path too long".

    Raises:
        ExchangeServiceError: The path does not fit.
    """
    length = len(bytes(path))
    if length > SOCKET_PATH_BYTES:
        raise ExchangeServiceError(
            f"{path}: {length} bytes; a Unix socket's path has at most {SOCKET_PATH_BYTES}. "
            "Set [lab] state_dir to a shorter folder."
        )
