"""The store keeps its word: accepted means on the disk, refused means nothing is left."""

import errno
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hub_config.exchange import store as store_module
from hub_config.exchange.errors import AttemptConflict, ExchangeServiceError
from hub_config.exchange.receipts import Signer
from hub_config.exchange.records import Attempt, content
from hub_config.exchange.store import Store
from hub_config.trainee.bundle_sending import read_folder
from tests.exchange.conftest import LIMITS, make_folder


def accept(
    store: Store,
    text: str = "{}",
    *,
    trainee: str = "minji",
    client_id: str = "a",
    assignment: str = "ex1",
) -> tuple[Attempt, bool]:
    staging = store.stage()
    make_folder(staging.files, {"exercise.ipynb": text, "data/표.csv": "1"})
    entries = [file.entry for file in read_folder(staging.files, LIMITS)[0]]
    return store.accept(
        staging,
        course="ai",
        assignment=assignment,
        trainee=trainee,
        client_id=client_id,
        files=entries,
    )


def reopened(store: Store, signer: Signer) -> Store:
    store.close()
    return Store(store.root, signer)


def test_an_accepted_attempt_is_there_after_a_restart(store: Store, signer: Signer) -> None:
    attempt, new = accept(store, "hello")
    assert new
    again = reopened(store, signer)
    assert again.attempts() == (attempt,)
    (_, notebook) = content(again.attempts()[0])
    assert notebook.source.read_text() == "hello"
    again.close()


def test_attempts_are_numbered_for_each_trainee_and_assignment(store: Store) -> None:
    numbers = [
        accept(store, trainee=trainee, client_id=str(n), assignment=assignment)[0].number
        for n, (trainee, assignment) in enumerate(
            [("minji", "ex1"), ("minji", "ex1"), ("junho", "ex1"), ("minji", "ex2")]
        )
    ]
    assert numbers == [1, 2, 1, 1]


def test_the_same_id_is_one_attempt_also_after_a_restart(store: Store, signer: Signer) -> None:
    first, _ = accept(store)
    again = reopened(store, signer)
    second, new = accept(again)
    assert (second.receipt, new) == (first.receipt, False)
    assert len(list((again.root / "courses/ai/attempts").iterdir())) == 1
    again.close()


def test_the_same_id_with_other_content_is_a_conflict_and_changes_nothing(store: Store) -> None:
    first, _ = accept(store, "one")
    with pytest.raises(AttemptConflict):
        accept(store, "two")
    assert store.attempts() == (first,)
    assert list((store.root / "incoming").iterdir()) == []


def test_many_submissions_at_once_get_different_numbers(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda n: accept(store, str(n), client_id=str(n)), range(24)))
    assert sorted(attempt.number for attempt, _ in done) == list(range(1, 25))


def test_the_same_submission_sent_twice_at_once_is_one_attempt(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        done = list(pool.map(lambda _: accept(store), range(8)))
    assert sum(new for _, new in done) == 1
    assert len({attempt.receipt["signature"] for attempt, _ in done}) == 1


@pytest.mark.parametrize("step", ["fsync", "write_json", "rename", "last fsync"])
def test_a_disk_that_refuses_at_any_step_leaves_nothing(
    store: Store, signer: Signer, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    accept(store, client_id="earlier")  # the course's folders exist

    def refuse(*_arguments: Any, **_named: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    real_fsync = os.fsync

    def refuse_parent(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().name == "attempts":
            refuse()
        real_fsync(descriptor)

    with monkeypatch.context() as patch:
        match step:
            case "fsync":
                patch.setattr(os, "fsync", refuse)
            case "write_json":
                patch.setattr(store_module, "write_json", refuse)
            case "rename":
                patch.setattr(Path, "rename", refuse)
            case "last fsync":
                patch.setattr(os, "fsync", refuse_parent)
        with pytest.raises(OSError, match="No space left"):
            accept(store, client_id="refused")
    assert list((store.root / "incoming").iterdir()) == []
    again = reopened(store, signer)
    assert len(again.attempts()) == 1
    assert accept(again, client_id="refused")[1]
    again.close()


def test_what_a_killed_service_left_half_written_is_swept(store: Store, signer: Signer) -> None:
    make_folder(store.stage().files, {"half": "x"})
    again = reopened(store, signer)
    assert list((again.root / "incoming").iterdir()) == []
    assert again.attempts() == ()
    again.close()


def test_an_attempt_that_cannot_be_read_is_left_alone_and_stops_nobody(
    store: Store, signer: Signer
) -> None:
    first, _ = accept(store, client_id="a")
    second, _ = accept(store, client_id="b")
    (first.folder / "receipt.json").write_text("{")
    again = reopened(store, signer)
    assert again.attempts() == (second,)
    assert first.folder.exists()
    again.close()


def publish(store: Store, text: str) -> None:
    staging = store.stage()
    make_folder(staging.files, {"exercise.ipynb": text})
    entries = [file.entry for file in read_folder(staging.files, LIMITS)[0]]
    store.publish(
        staging, kind="releases", course="ai", subject="연습/1", by="teacher", files=entries
    )


def test_a_newer_release_replaces_the_earlier_one(store: Store, signer: Signer) -> None:
    publish(store, "one")
    publish(store, "two")
    again = reopened(store, signer)
    (release,) = again.publications("releases", "ai")
    assert (release.version, content(release)[0].source.read_text()) == (2, "two")
    assert len(list((again.root / "courses/ai/releases").iterdir())) == 1
    again.close()


def test_a_service_killed_between_two_versions_shows_the_newer(
    store: Store, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(store, "one")
    monkeypatch.setattr(Store, "_remove", lambda _store, _publication: None)
    publish(store, "two")
    monkeypatch.undo()
    again = reopened(store, signer)
    assert [found.version for found in again.publications("releases", "ai")] == [2]
    assert len(list((again.root / "courses/ai/releases").iterdir())) == 1
    again.close()


def test_a_withdrawn_release_is_gone(store: Store) -> None:
    publish(store, "one")
    assert store.withdraw("releases", "ai", "연습/1")
    assert not store.withdraw("releases", "ai", "연습/1")
    assert store.publications("releases", "ai") == ()


def test_two_services_cannot_share_a_store(
    store: Store, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_module, "LOCK_SECONDS", 0.1)
    with pytest.raises(ExchangeServiceError, match="another exchange service"):
        Store(store.root, signer)


def test_the_servers_clock_stamps_the_attempt(tmp_path: Path, signer: Signer) -> None:
    moment = datetime(2026, 11, 22, 12, tzinfo=UTC)
    store = Store(tmp_path / "exchange", signer, clock=lambda: moment)
    assert accept(store)[0].receipt["received_at"] == "2026-11-22T12:00:00+00:00"
    store.close()
