"""The format of everything that travels: names stay inside, content arrives unchanged."""

import hashlib
import json
import os
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub_config.trainee.bundle import (
    FORMAT,
    BundleError,
    BundleLimits,
    BundleTooLarge,
    ChangedWhileSending,
    clean_path,
)
from hub_config.trainee.bundle_receiving import BundleReceiver
from hub_config.trainee.bundle_sending import bundle_chunks, bundle_length, read_folder
from tests.exchange.conftest import LIMITS, make_folder, outgoing


def receive(
    chunks: Iterator[bytes], folder: Path, limits: BundleLimits = LIMITS
) -> dict[str, bytes]:
    folder.mkdir()
    receiver = BundleReceiver(folder, limits)
    try:
        for chunk in chunks:
            receiver.feed(chunk)
        return {entry.path: (folder / entry.path).read_bytes() for entry in receiver.finish()}
    finally:
        receiver.close()


FILES: dict[str, bytes | str] = {
    "연습 1.ipynb": "{}",
    "empty": b"",
    "data/깊은 곳/표.csv": b"\r\n\x00\xff" * 100_000,
    "z": b"last",
}


@pytest.mark.parametrize("piece_bytes", [1000, 65536, 10**7])
def test_files_arrive_unchanged_however_the_stream_is_cut(tmp_path: Path, piece_bytes: int) -> None:
    stream = b"".join(bundle_chunks(outgoing(tmp_path / "from", FILES)))
    pieces = (stream[n : n + piece_bytes] for n in range(0, len(stream), piece_bytes))
    assert receive(pieces, tmp_path / "to") == {
        name: content.encode() if isinstance(content, str) else content
        for name, content in FILES.items()
    }


def test_the_stated_length_is_the_length(tmp_path: Path) -> None:
    files = outgoing(tmp_path, FILES)
    assert bundle_length([file.entry for file in files]) == len(b"".join(bundle_chunks(files)))


def test_a_name_typed_on_a_mac_is_stored_in_one_spelling(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "한글 노트.ipynb")
    files = outgoing(tmp_path / "from", {decomposed: "{}"})
    assert files[0].entry.path == "한글 노트.ipynb" != decomposed
    assert receive(bundle_chunks(files), tmp_path / "to") == {"한글 노트.ipynb": b"{}"}


def test_two_spellings_of_one_name_are_refused(tmp_path: Path) -> None:
    names = [unicodedata.normalize(form, "한글") for form in ("NFC", "NFD")]
    with pytest.raises(BundleError, match="same name"):
        outgoing(tmp_path, dict.fromkeys(names, "x"))


@pytest.mark.parametrize(
    "name", ["..", "../a", "a/../b", "/a", "a//b", "a/", "./a", "", "a\0b", "a\x1bb", "\udcff", 7]
)
def test_a_name_that_leaves_its_folder_or_hides_a_control_is_refused(name: object) -> None:
    with pytest.raises(BundleError):
        clean_path(name, LIMITS)


@pytest.mark.parametrize("name", ["가" * 86, "a/" * 16 + "a", "가/" * 15 + "나" * 200])
def test_a_name_that_is_too_long_or_too_deep_is_refused(name: str) -> None:
    with pytest.raises(BundleError, match="too long"):
        clean_path(name, LIMITS)


def test_links_and_special_files_are_left_out_and_named(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "work", {"a.ipynb": "{}"})
    secret = make_folder(tmp_path, {"secret": "x"}) / "secret"
    (folder / "link").symlink_to(secret)
    (folder / "folder-link").symlink_to("/etc")
    os.mkfifo(folder / "pipe")
    files, left_out = read_folder(folder, LIMITS)
    assert [file.entry.path for file in files] == ["a.ipynb"]
    assert sorted(path.name for path in left_out) == ["folder-link", "link", "pipe"]


def test_ignored_names_stay_behind(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, {"a": "", "feedback/x.html": "", "sub/feedback/y": ""})
    files, _ = read_folder(folder, LIMITS, lambda _folder, _names: ["feedback"])
    assert [file.entry.path for file in files] == ["a"]


def test_a_folder_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    with (tmp_path / "huge").open("wb") as file:
        file.truncate(10**12)  # sparse: hashing it would take half an hour
    with pytest.raises(BundleTooLarge, match="MB까지 받을 수 있으니"):
        read_folder(tmp_path, LIMITS)


def test_too_many_files_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BundleTooLarge, match="3 files; at most 2"):
        read_folder(
            make_folder(tmp_path, {"a": "", "b": "", "c": ""}),
            BundleLimits(total_bytes=10, file_count=2),
        )


def test_a_file_saved_while_it_is_sent_is_noticed(tmp_path: Path) -> None:
    files = outgoing(tmp_path / "from", {"a.ipynb": "before"})
    (tmp_path / "from/a.ipynb").write_text("after!")
    with pytest.raises(ChangedWhileSending):
        receive(bundle_chunks(files), tmp_path / "to")


def test_a_file_that_shrinks_while_it_is_sent_is_noticed(tmp_path: Path) -> None:
    files = outgoing(tmp_path / "from", {"a.ipynb": "before"})
    (tmp_path / "from/a.ipynb").write_text("")
    with pytest.raises(ChangedWhileSending):
        list(bundle_chunks(files))


def test_a_stream_that_ends_early_or_late_is_refused(tmp_path: Path) -> None:
    stream = b"".join(bundle_chunks(outgoing(tmp_path / "from", {"a": "abc"})))
    for number, damaged in enumerate((b"", stream[:20], stream[:-1], stream + b"x")):
        with pytest.raises(BundleError):
            receive(iter([damaged]), tmp_path / str(number))


def entry(path: object, content: bytes = b"") -> dict[str, object]:
    digest = hashlib.sha256(content).hexdigest()
    return {"path": path, "size_bytes": len(content), "sha256": digest}


@pytest.mark.parametrize(
    "manifest",
    [
        b"nonsense",
        b"[]",
        b"{}",
        b'{"format": "other"}',
        b"[" * 100_000,
        json.dumps({"format": FORMAT, "files": [entry("../../etc/cron.d/x")]}).encode(),
        json.dumps({"format": FORMAT, "files": [entry("a"), entry("a")]}).encode(),
        json.dumps({"format": FORMAT, "files": [entry("a"), entry("a/b")]}).encode(),
        json.dumps({"format": FORMAT, "files": [{**entry("a"), "size_bytes": -1}]}).encode(),
        json.dumps({"format": FORMAT, "files": [{**entry("a"), "size_bytes": True}]}).encode(),
        json.dumps({"format": FORMAT, "files": [{**entry("a"), "sha256": "x"}]}).encode(),
    ],
)
def test_a_hostile_list_creates_no_file(tmp_path: Path, manifest: bytes) -> None:
    with pytest.raises(BundleError):
        receive(iter([manifest + b"\n"]), tmp_path / "to")
    assert list(tmp_path.rglob("*")) == [tmp_path / "to"]


def test_a_list_without_an_end_is_cut_off(tmp_path: Path) -> None:
    limits = BundleLimits(total_bytes=10, file_count=1)
    with pytest.raises(BundleTooLarge):
        receive((b"x" * 1000 for _ in range(1000)), tmp_path / "to", limits)
