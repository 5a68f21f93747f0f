"""Talk to the exchange service over its Unix socket, and say in two sentences what went wrong.

Repeats only what can be repeated safely: reading, and sending an attempt under the same id. Never
reports something as accepted that the service did not call accepted. Knows nothing of nbgrader.
"""

import os
import shutil
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

import httpx

from hub_config.trainee.bilingual import BilingualError
from hub_config.trainee.bundle import (
    CHUNK_BYTES,
    MEDIA_TYPE,
    BundleError,
    BundleLimits,
    FileEntry,
)
from hub_config.trainee.bundle_receiving import BundleReceiver
from hub_config.trainee.bundle_sending import OutgoingFile, bundle_chunks, bundle_length

SOCKET = Path("/run/lab/public/exchange.sock")
API = "/services/exchange/api"
READ_SECONDS = 120.0  # an answer to a large upload waits for the disk
PAUSES_SECONDS = (0.2, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0)  # a hub that restarts is back by then
LOOK_TRIES = 4  # a page waits for a list, and can be drawn again
PASSING = frozenset({502, 503, 504})
# A download is checked as strictly as an upload: the instructor collects what others sent.
DOWNLOAD_LIMITS = BundleLimits(total_bytes=4 * 1024**3, file_count=100_000, path_bytes=2048)
Result = TypeVar("Result")


class ExchangeFailure(BilingualError):
    """The exchange refused, or could not be reached; nothing was accepted as far as is known."""

    def __init__(self, korean: str, english: str, status: int | None = None) -> None:
        super().__init__(korean, english)
        self.status = status


class _Passing(Exception):
    """Worth another try; carries what to tell if none succeeds."""

    def __init__(self, failure: ExchangeFailure) -> None:
        super().__init__(str(failure))
        self.failure = failure


class ExchangeClient:
    """One caller's view of the exchange; the token is sent and kept nowhere else."""

    def __init__(
        self,
        socket_path: Path,
        token: str,
        pauses_seconds: Sequence[float] = PAUSES_SECONDS,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._socket_path = socket_path
        self._token = token
        self._pauses_seconds = pauses_seconds
        self._pause = pause

    def get(self, *path: str, **query: str) -> dict[str, Any]:
        """Read one JSON document.

        Raises:
            ExchangeFailure: Refused, or out of reach after several tries.
        """  # noqa: DOC502
        return self._insist(lambda: self._answer("GET", path, query), LOOK_TRIES)

    def post(self, *path: str, **query: str) -> dict[str, Any]:
        """Ask for a step at an address at which a second arrival does no harm.

        Raises:
            ExchangeFailure: Refused, or out of reach after several tries.
        """  # noqa: DOC502
        return self._insist(lambda: self._answer("POST", path, query))

    def delete(self, *path: str) -> None:
        """Take something back.

        Raises:
            ExchangeFailure: Refused, or out of reach.
        """  # noqa: DOC502
        self._insist(lambda: self._answer("DELETE", path, {}))

    def put(self, *path: str, files: Sequence[OutgoingFile], **query: str) -> dict[str, Any]:
        """Send files to an address at which a second arrival does no harm.

        Raises:
            ExchangeFailure: Refused, or out of reach after several tries.
            BundleError: A file changed meanwhile.
        """  # noqa: DOC502
        return self._insist(lambda: self._answer("PUT", path, query, files))

    def download(self, *path: str, into: Path) -> tuple[FileEntry, ...]:
        """Receive files into a new folder `into`, complete and checked, or not at all.

        Raises:
            ExchangeFailure: Refused, or out of reach after several tries.
        """  # noqa: DOC502
        return self._insist(lambda: self._download(path, into))

    def public_key(self) -> bytes:
        """The key that checks receipts, in PEM."""
        with self._open() as client:
            response = client.get(_address(("key",)))
            response.raise_for_status()
            return response.content

    def _insist(self, work: Callable[[], Result], tries: int | None = None) -> Result:
        for seconds in self._pauses_seconds[:tries]:
            try:
                return work()
            except _Passing:
                self._pause(seconds)
        try:
            return work()
        except _Passing as passing:
            raise passing.failure from None

    def _answer(
        self,
        method: str,
        path: Sequence[str],
        query: Mapping[str, str],
        files: Sequence[OutgoingFile] | None = None,
    ) -> dict[str, Any]:
        headers = {}
        if files is not None:
            length = bundle_length([file.entry for file in files])
            headers = {"Content-Type": MEDIA_TYPE, "Content-Length": str(length)}
        body = None if files is None else bundle_chunks(files)
        # Closed by us: an answer that comes early leaves a file of it open.
        with closing(body) if body is not None else nullcontext(), self._open() as client:
            response = client.request(
                method, _address(path), params=dict(query), content=body, headers=headers
            )
        if not response.is_success:
            _refuse(response)
        document = response.json() if response.content else {}
        assert isinstance(document, dict)
        return document

    def _download(self, path: Sequence[str], into: Path) -> tuple[FileEntry, ...]:
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        receiver = BundleReceiver(into, DOWNLOAD_LIMITS)
        try:
            with self._open() as client, client.stream("GET", _address(path)) as response:
                if not response.is_success:
                    response.read()
                    _refuse(response)
                for chunk in response.iter_raw(CHUNK_BYTES):
                    receiver.feed(chunk)
            return receiver.finish()
        except BundleError as error:
            raise _Passing(ExchangeFailure(error.korean, error.english)) from None
        finally:
            receiver.close()

    @contextmanager
    def _open(self) -> Iterator[httpx.Client]:
        # trust_env: a proxy named in a trainee's environment must not see the token.
        transport = httpx.HTTPTransport(uds=str(self._socket_path))
        try:
            with httpx.Client(
                transport=transport,
                base_url="http://exchange",
                headers={"Authorization": f"token {self._token}"},
                timeout=httpx.Timeout(10.0, read=READ_SECONDS, write=READ_SECONDS),
                trust_env=False,
            ) as client:
                yield client
        except httpx.TransportError as error:
            raise _Passing(_out_of_reach(error)) from None


def own_client(socket_path: Path = SOCKET) -> ExchangeClient:
    """The client of whoever's server this is, by JupyterHub's contract with the environment.

    Raises:
        ExchangeFailure: This is no server of the hub's.
    """
    token = os.environ.get("JUPYTERHUB_API_TOKEN", "")
    if not token:
        raise ExchangeFailure(
            "실습실 서버 안에서만 쓸 수 있습니다.",
            "JUPYTERHUB_API_TOKEN is not set; this works inside a server of the lab only.",
        )
    return ExchangeClient(socket_path, token)


def _address(path: Sequence[str]) -> str:
    parts = (quote(unicodedata.normalize("NFC", part), safe="") for part in path)
    return "/".join((API, *parts))


def _refuse(response: httpx.Response) -> None:
    try:
        reason = response.json()["error"]
        failure = ExchangeFailure(reason["korean"], reason["english"], response.status_code)
    except (ValueError, KeyError, TypeError):
        failure = ExchangeFailure(
            f"실습실에서 문제가 생겼습니다 ({response.status_code}). 강사에게 알려 주세요.",
            f"The exchange answered {response.status_code}. Please tell your instructor.",
            response.status_code,
        )
    if response.status_code in PASSING:
        raise _Passing(failure)
    raise failure


def _out_of_reach(error: httpx.TransportError) -> ExchangeFailure:
    return ExchangeFailure(
        "과제함에 연결할 수 없습니다. 잠시 뒤에 다시 해 주세요. 계속되면 강사에게 알려 주세요.",
        f"The exchange cannot be reached ({type(error).__name__}). Try again shortly.",
    )
