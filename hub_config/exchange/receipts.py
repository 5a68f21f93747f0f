"""Sign what the exchange accepted: Ed25519 over canonical JSON, one key for the lab.

The private key never leaves its file (0600) and this process. A receipt says only what the
server itself saw: its own clock, its own hashes. Keys are made once and not rotated.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from hub_config.exchange.errors import ExchangeServiceError
from hub_config.secret_files import ensure_secret_text
from hub_config.trainee.bundle import FileEntry
from hub_config.trainee.receipt import (
    FORMAT,
    ReceiptError,
    Verification,
    canonical_bytes,
    describe,
    key_id,
    load_public_key,
    load_receipt,
    verify_receipt,
)
from hub_config.trainee.receipt import main as verify_main

__all__ = [
    "ReceiptError",
    "ReceiptText",
    "Signer",
    "Verification",
    "describe",
    "ensure_signing_key",
    "load_public_key",
    "load_receipt",
    "main",
    "public_key_file",
    "verify_receipt",
]


@dataclass(frozen=True)
class ReceiptText:
    """What a receipt states before it is signed; `received_at` is aware and in UTC."""

    id: str
    course: str
    assignment: str
    trainee: str
    attempt: int
    received_at: datetime
    files: tuple[FileEntry, ...]


class Signer:
    """Holds the private key; makes receipts."""

    def __init__(self, key: Ed25519PrivateKey, timezone: str) -> None:
        self._key = key
        self._timezone = ZoneInfo(timezone)
        self.key_id = key_id(key.public_key())

    def sign(self, text: ReceiptText) -> dict[str, Any]:
        """The receipt as JSON, its signature included."""
        receipt: dict[str, Any] = {
            "format": FORMAT,
            "receipt": text.id,
            "course": text.course,
            "assignment": text.assignment,
            "trainee": text.trainee,
            "attempt": text.attempt,
            "received_at": text.received_at.astimezone(UTC).isoformat(),
            "received_at_local": self.local(text.received_at),
            "files": [entry.as_json() for entry in text.files],
            "size_bytes": sum(entry.size_bytes for entry in text.files),
            "key_id": self.key_id,
        }
        signature = self._key.sign(canonical_bytes(receipt))
        return {**receipt, "signature": base64.b64encode(signature).decode()}

    def local(self, moment: datetime) -> str:
        """A time as the lab's clocks show it."""
        return f"{moment.astimezone(self._timezone):%Y-%m-%d %H:%M:%S %Z}"

    def public_pem(self) -> bytes:
        """What anybody may have to check a receipt."""
        return self._key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def ensure_signing_key(path: Path) -> Ed25519PrivateKey:
    """The lab's signing key; made on the first call, in a file that only its owner reads.

    Raises:
        ExchangeServiceError: The file is there and holds something else.
    """
    fresh = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    text = ensure_secret_text(path, fresh.decode().strip())
    try:
        key = load_pem_private_key(text.encode(), password=None)
    except ValueError:
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise ExchangeServiceError(
            f"{path}: expected an Ed25519 private key in PEM. Restore it from a backup; if it is "
            "lost, remove the file: a new key is made, and old receipts need the old public key."
        )
    return key


def public_key_file(state_dir: Path) -> Path:
    """Where the service leaves the public key for the operator's `receipt verify`."""
    return state_dir / "exchange" / "receipt-public-key.pem"


def main(argv: Sequence[str], state_dir: Path) -> int:
    """`verify FILE [--files DIR] [--public-key PEM]`: 0 valid, 1 not valid, 2 unreadable."""
    return verify_main(
        argv,
        program="python -m hub_config receipt",
        default_public_key=public_key_file(state_dir),
    )
