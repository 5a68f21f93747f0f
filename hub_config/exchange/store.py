"""Keep every attempt, release and feedback as a folder; what is on the disk is the only truth.

An attempt exists from the rename of its folder on, with its signed receipt inside: there is no
second record that could disagree, so nothing has to be repaired after a crash. No name that a
client chose is part of a path here (but those of a bundle's files, which `bundle` checked). An
index is kept in memory and read from the disk at start: some ten thousand attempts are fine.
Does not know who may do what; `service` does.

    incoming/<random>/                                     swept at start
    courses/<course>/attempts/<id>/receipt.json, files/    never changed, never removed
    courses/<course>/releases/<key>.<version>/meta.json, files/
    courses/<course>/feedback/<attempt>.<version>/meta.json, files/
"""

import errno
import fcntl
import hashlib
import logging
import shutil
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path

from hub_config.exchange.errors import AttemptConflict, ExchangeServiceError
from hub_config.exchange.files import (
    Staging,
    ensure_folder,
    place,
    stage,
    sweep_incoming,
    sync_tree,
    write_json,
)
from hub_config.exchange.receipts import ReceiptText, Signer
from hub_config.exchange.records import (
    Attempt,
    Publication,
    read_attempt,
    read_json,
    read_publication,
)
from hub_config.trainee.bundle import FileEntry

LOCK_SECONDS = 10.0
RELEASES, FEEDBACK, DEADLINES = KINDS = ("releases", "feedback", "deadlines")
NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
log = logging.getLogger(__name__)


class Store:
    """All that was handed in or out. Safe to use from several threads, not several processes."""

    def __init__(
        self,
        root: Path,
        signer: Signer,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.root = root
        self._signer = signer
        self._clock = clock
        self._mutex = threading.RLock()
        self._attempts: dict[str, Attempt] = {}
        self._publications: dict[tuple[str, str, str], Publication] = {}
        ensure_folder(root)
        self._lock_file = _lock(root / ".lock")
        swept = sweep_incoming(root)
        if swept:
            log.warning("removed %d unfinished uploads of the last run", swept)
        ensure_folder(root / "courses")
        self._load()

    def close(self) -> None:
        """Let another process have the store; idempotent."""
        self._lock_file.close()

    def stage(self) -> Staging:
        """Where an upload may be written before it is accepted."""
        return stage(self.root)

    def free_bytes(self) -> int:
        """What the disk has left."""
        return shutil.disk_usage(self.root).free

    # Attempts

    def attempt_id(self, trainee: str, client_id: str) -> str:
        """Derived, so that nobody can take or guess the id of another trainee's attempt."""
        return hashlib.sha256(f"{trainee}\0{client_id}".encode()).hexdigest()[:32]

    def accept(
        self,
        staging: Staging,
        *,
        course: str,
        assignment: str,
        trainee: str,
        client_id: str,
        files: Sequence[FileEntry],
    ) -> tuple[Attempt, bool]:
        """Make a staged upload an attempt; when this returns it is on the disk for good.

        Returns:
            The attempt, and False when the same `client_id` had been accepted before (then
            nothing new was stored).

        Raises:
            AttemptConflict: The `client_id` was used before for other content.
            OSError: The disk refuses; then there is no such attempt.
        """  # noqa: DOC502
        try:
            sync_tree(staging.files)
            with self._mutex:
                return self._accept(
                    staging,
                    ReceiptText(
                        id=self.attempt_id(trainee, client_id),
                        course=course,
                        assignment=assignment,
                        trainee=trainee,
                        attempt=1 + len(self.attempts(course, assignment, trainee)),
                        received_at=self._clock(),
                        files=tuple(files),
                    ),
                )
        finally:
            staging.discard()

    def _accept(self, staging: Staging, text: ReceiptText) -> tuple[Attempt, bool]:
        earlier = self._attempts.get(text.id)
        if earlier is not None:
            same = (earlier.course, earlier.assignment, earlier.files)
            if same != (text.course, text.assignment, text.files):
                raise AttemptConflict(text.id)
            return earlier, False
        receipt = self._signer.sign(text)
        folder = self._course(text.course) / "attempts"
        ensure_folder(folder)
        write_json(staging.folder / "receipt.json", receipt)
        place(staging, folder / text.id)
        attempt = read_attempt(receipt, folder / text.id)
        self._attempts[attempt.id] = attempt
        return attempt, True

    def attempt(self, attempt_id: str) -> Attempt | None:
        """The attempt of this id, whoever's it is."""
        return self._attempts.get(attempt_id)

    def attempts(
        self, course: str | None = None, assignment: str | None = None, trainee: str | None = None
    ) -> tuple[Attempt, ...]:
        """Those that match, by course, assignment, trainee and number."""
        with self._mutex:
            found = [
                attempt
                for attempt in self._attempts.values()
                if course in (None, attempt.course)
                and assignment in (None, attempt.assignment)
                and trainee in (None, attempt.trainee)
            ]
        return tuple(sorted(found, key=lambda a: (a.course, a.assignment, a.trainee, a.number)))

    # Releases and feedback

    def publish(
        self,
        staging: Staging,
        *,
        kind: str,
        course: str,
        subject: str,
        by: str,
        files: Sequence[FileEntry],
    ) -> Publication:
        """Let a staged upload replace what was published under the same name.

        Raises:
            OSError: The disk refuses; then the earlier version stays.
        """  # noqa: DOC502
        try:
            sync_tree(staging.files)
            with self._mutex:
                earlier = self._publications.get((kind, course, subject))
                version = 1 + (earlier.version if earlier else 0)
                meta = {
                    "course": course,
                    "subject": subject,
                    "version": version,
                    "published_at": self._clock().isoformat(),
                    "published_by": by,
                    "files": [entry.as_json() for entry in files],
                }
                folder = self._course(course) / kind
                ensure_folder(folder)
                write_json(staging.folder / "meta.json", meta)
                target = folder / f"{_key(subject)}.{version}"
                place(staging, target)
                publication = read_publication(kind, meta, target)
                self._publications[kind, course, subject] = publication
                if earlier:
                    self._remove(earlier)
                return publication
        finally:
            staging.discard()

    def publication(self, kind: str, course: str, subject: str) -> Publication | None:
        """What is published under this name just now."""
        return self._publications.get((kind, course, subject))

    def publications(self, kind: str, course: str) -> tuple[Publication, ...]:
        """All of one kind in a course, by subject."""
        with self._mutex:
            found = [p for p in self._publications.values() if (p.kind, p.course) == (kind, course)]
        return tuple(sorted(found, key=lambda publication: publication.subject))

    def withdraw(self, kind: str, course: str, subject: str) -> bool:
        """Take a publication back; False when there was none.

        Raises:
            OSError: The disk refuses; then it stays.
        """  # noqa: DOC502
        with self._mutex:
            publication = self._publications.get((kind, course, subject))
            if publication is None:
                return False
            aside = stage(self.root)
            publication.folder.rename(aside.folder / "removed")
            del self._publications[kind, course, subject]
            aside.discard()
            return True

    def _remove(self, publication: Publication) -> None:
        try:
            aside = stage(self.root)
            publication.folder.rename(aside.folder / "removed")
        except OSError as error:
            # Its successor stands already; the next start removes this one.
            log.warning("%s: not removed (%s)", publication.folder, error)
        else:
            aside.discard()

    # Disk

    def _course(self, course: str) -> Path:
        return self.root / "courses" / course

    def _load(self) -> None:
        for course in sorted((self.root / "courses").iterdir()):
            for folder in sorted((course / "attempts").glob("*")):
                try:
                    attempt = read_attempt(read_json(folder / "receipt.json"), folder)
                except (OSError, ValueError, KeyError, TypeError) as error:
                    log.error("%s: not readable (%s); left as it is", folder, error)
                else:
                    self._attempts[attempt.id] = attempt
            for kind in KINDS:
                for folder in (course / kind).glob("*"):
                    self._load_publication(kind, folder)

    def _load_publication(self, kind: str, folder: Path) -> None:
        try:
            found = read_publication(kind, read_json(folder / "meta.json"), folder)
        except (OSError, ValueError, KeyError, TypeError) as error:
            log.error("%s: not readable (%s); left as it is", folder, error)
            return
        name = (kind, found.course, found.subject)
        other = self._publications.get(name)
        # Two versions are here when the service was killed between placing one and removing one.
        if other is not None and other.version > found.version:
            self._remove(found)
            return
        if other is not None:
            self._remove(other)
        self._publications[name] = found


def _key(subject: str) -> str:
    return hashlib.sha256(subject.encode()).hexdigest()[:32]


def _lock(path: Path) -> FileIO:
    file = FileIO(path, "a")
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline:
                file.close()
                raise ExchangeServiceError(
                    f"{path}: another exchange service holds this store. Stop it first."
                ) from None
            time.sleep(0.05)  # an earlier service that is just ending
        else:
            return file
