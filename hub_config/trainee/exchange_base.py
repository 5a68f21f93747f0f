"""What the exchange's nbgrader plugins share: the client, the folders, the messages.

Fails with nbgrader's own `ExchangeError`, whose text is for the person who clicked. Does no
exchange of its own.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar, NoReturn

from nbgrader.exchange import ExchangeError
from nbgrader.exchange import abc as nbgrader_exchange
from traitlets import Bool, Unicode

from hub_config.trainee.bilingual import BilingualError
from hub_config.trainee.exchange_client import SOCKET, ExchangeClient, own_client


class HttpExchange(nbgrader_exchange.Exchange):  # type: ignore[misc]
    """Base of the plugins; usable as nbgrader's `ExchangeFactory.exchange`."""

    socket_path = Unicode(str(SOCKET), help="Unix socket of the lab's exchange.").tag(config=True)
    path_includes_course = Bool(
        True, help="Keep each course's assignments in a folder named like the course."
    ).tag(config=True)
    receipts_dir = Unicode("~/receipts", help="Where receipts of submissions are kept.").tag(
        config=True
    )

    # What the last plugin that failed in this process said; nbgrader's page loses it on the way.
    last_failure: ClassVar[str] = ""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        # nbgrader.apps.api spells it so where it releases and fetches feedback.
        named.pop("authentictor", None)
        super().__init__(*arguments, **named)

    def client(self) -> ExchangeClient:
        """This server's client."""
        return own_client(Path(self.socket_path))

    def init_src(self) -> None:
        """Nothing to prepare."""

    def init_dest(self) -> None:
        """Nothing to prepare."""

    def copy_files(self) -> None:
        """Nothing to copy."""

    def start(self) -> Any:
        """Do it; whatever goes wrong is told in the words of the exchange."""
        with self.told():
            return super().start()

    @contextmanager
    def told(self) -> Iterator[None]:
        """Turn our errors into nbgrader's.

        Raises:
            ExchangeError: With both languages.
        """
        try:
            yield
        except BilingualError as error:
            self.log.error("%s", error)
            HttpExchange.last_failure = str(error)
            raise ExchangeError(str(error)) from None

    def refuse(self, korean: str, english: str) -> NoReturn:
        """Stop with a sentence in both languages.

        Raises:
            BilingualError: Always; `told` turns it into nbgrader's.
        """
        raise BilingualError(korean, english)

    def course(self) -> str:
        """The course that was asked for."""
        course = str(self.coursedir.course_id)
        if not course:
            self.refuse(
                "과목을 지정해 주세요.", "No course id specified. Re-run with --course flag."
            )
        return course

    def assignment(self) -> str:
        """The assignment that was asked for."""
        return str(self.coursedir.assignment_id)

    def assignment_folder(self, course: str, assignment: str) -> Path:
        """Where a trainee works on an assignment."""
        root = Path(self.assignment_dir).absolute()
        return root / course / assignment if self.path_includes_course else root / assignment

    def chosen(self, identifier: str) -> str:
        """A student or assignment id of nbgrader's, empty where it means "any"."""
        return "" if identifier == "*" else identifier
