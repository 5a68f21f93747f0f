"""A receipt holds against every change, and against every other key."""

import json
import stat
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from hub_config.exchange.errors import ExchangeServiceError
from hub_config.exchange.receipts import (
    ReceiptText,
    Signer,
    ensure_signing_key,
    main,
    verify_receipt,
)
from hub_config.trainee.receipt import ReceiptError, load_public_key, load_receipt
from tests.exchange.conftest import make_folder, outgoing


@pytest.fixture
def work(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "work", {"연습.ipynb": "{}", "data/a.csv": "1,2"})


@pytest.fixture
def receipt(signer: Signer, work: Path) -> dict[str, Any]:
    files = tuple(file.entry for file in outgoing(work, {}))
    received = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    return signer.sign(ReceiptText("0" * 32, "ai", "연습 1", "minji", 3, received, files))


def public_key(signer: Signer) -> Any:
    return load_pem_public_key(signer.public_pem())


def test_a_receipt_verifies_after_a_trip_through_json(
    signer: Signer, receipt: dict[str, Any], work: Path
) -> None:
    copy = json.loads(json.dumps(receipt, indent=3))
    verification = verify_receipt(copy, public_key(signer), work)
    assert verification.valid
    assert verification.files_checked == 2


def test_a_receipt_states_the_time_in_utc_and_in_the_labs_zone(receipt: dict[str, Any]) -> None:
    assert receipt["received_at"] == "2026-11-22T15:30:00+00:00"
    assert receipt["received_at_local"] == "2026-11-23 00:30:00 KST"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("trainee", "junho"),
        ("attempt", 2),
        ("received_at", "2026-11-21T15:30:00+00:00"),
        ("files", []),
        ("assignment", "연습 2"),
        ("signature", ""),
        ("signature", "가"),
        ("signature", None),
        ("extra", 1),
        ("course", "\ud800"),
    ],
)
def test_a_changed_receipt_is_found(
    signer: Signer, receipt: dict[str, Any], key: str, value: object
) -> None:
    assert not verify_receipt({**receipt, key: value}, public_key(signer)).valid


def test_a_receipt_signed_by_another_key_is_found(receipt: dict[str, Any]) -> None:
    other = Signer(Ed25519PrivateKey.generate(), "UTC")
    (problem,) = verify_receipt(receipt, public_key(other)).problems
    assert other.key_id in problem


def test_a_changed_and_a_missing_file_are_named(
    signer: Signer, receipt: dict[str, Any], work: Path
) -> None:
    (work / "연습.ipynb").write_text("{ }")
    (work / "data/a.csv").unlink()
    problems = "\n".join(verify_receipt(receipt, public_key(signer), work).problems)
    assert "연습.ipynb: differs" in problems
    assert "data/a.csv: not in" in problems


def test_the_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "secrets/exchange-signing-key"
    first, second = ensure_signing_key(path), ensure_signing_key(path)
    assert first.private_bytes_raw() == second.private_bytes_raw()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_file_that_holds_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "key"
    path.touch(mode=0o600)
    path.write_text("not a key")
    with pytest.raises(ExchangeServiceError, match="expected an Ed25519 private key"):
        ensure_signing_key(path)


def test_what_is_no_receipt_or_no_key_is_named(tmp_path: Path) -> None:
    path = tmp_path / "x"
    for content in (None, "", "[]", '{"format": "other"}', "[" * 100_000):
        if content is not None:
            path.write_text(content)
        with pytest.raises(ReceiptError, match="expected a receipt"):
            load_receipt(path)
    with pytest.raises(ReceiptError, match="expected an Ed25519 public key"):
        load_public_key(path)


def test_the_command_line_says_valid_not_valid_or_unreadable(
    signer: Signer,
    receipt: dict[str, Any],
    work: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "exchange").mkdir()
    (tmp_path / "exchange/receipt-public-key.pem").write_bytes(signer.public_pem())
    file = tmp_path / "receipt.json"
    file.write_text(json.dumps(receipt))
    assert main(["verify", str(file), "--files", str(work)], tmp_path) == 0
    assert "Valid, signed by key" in capsys.readouterr().out
    file.write_text(json.dumps({**receipt, "attempt": 9}))
    assert main(["verify", str(file)], tmp_path) == 1
    assert "서명이 맞지 않습니다" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "missing")], tmp_path) == 2
