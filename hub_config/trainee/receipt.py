"""Check a submission's receipt: who signed it, and whether the files are still the same.

A receipt says what the lab received and when; it is signed with Ed25519 over canonical JSON, so
a changed letter is found. Needs only the public key. Signs nothing and asks no server.
"""

import argparse
import base64
import binascii
import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from hub_config.trainee.bilingual import BilingualError

FORMAT = "lab-receipt/1"
# A signature over a receipt can never be taken for a signature over anything else.
CONTEXT = b"lab-receipt/1\n"
DEFAULT_PUBLIC_KEY = Path("~/receipts/public-key.pem")


class ReceiptError(BilingualError):
    """A receipt or key file that cannot be read at all."""


@dataclass(frozen=True)
class Verification:
    """What checking a receipt found; `problems` is empty when all is well."""

    receipt: Mapping[str, Any]
    problems: tuple[str, ...]
    files_checked: int

    @property
    def valid(self) -> bool:
        """Signed by this key, and no file differs."""
        return not self.problems


def canonical_bytes(receipt: Mapping[str, Any]) -> bytes:
    """What is signed: the receipt without its signature, one spelling only."""
    body = {key: value for key, value in receipt.items() if key != "signature"}
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return CONTEXT + text.encode("utf-8", "surrogatepass")


def key_id(public_key: Ed25519PublicKey) -> str:
    """The first 16 hexadecimal digits of the key's SHA-256."""
    return hashlib.sha256(public_key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def load_public_key(path: Path) -> Ed25519PublicKey:
    """Read a PEM file.

    Raises:
        ReceiptError: It is missing or no Ed25519 public key.
    """
    try:
        key = load_pem_public_key(path.read_bytes())
    except (OSError, ValueError):
        key = None
    if not isinstance(key, Ed25519PublicKey):
        raise ReceiptError(
            f"{path}: 공개 키 파일이 없거나 읽을 수 없습니다.",
            f"{path}: expected an Ed25519 public key in PEM. Fetch it from the receipts page.",
        )
    return key


def load_receipt(path: Path) -> dict[str, Any]:
    """Read a receipt's JSON.

    Raises:
        ReceiptError: It is missing or no receipt.
    """
    try:
        receipt = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        receipt = None
    if not isinstance(receipt, dict) or receipt.get("format") != FORMAT:
        raise ReceiptError(
            f"{path}: 접수증 파일이 아닙니다.", f"{path}: expected a receipt ({FORMAT}) in JSON."
        )
    return receipt


def verify_receipt(
    receipt: Mapping[str, Any], public_key: Ed25519PublicKey, files_dir: Path | None = None
) -> Verification:
    """Check the signature, and with `files_dir` that each file named is there unchanged."""
    problems: list[str] = []
    try:
        signature = base64.b64decode(str(receipt.get("signature", "")), validate=True)
        public_key.verify(signature, canonical_bytes(receipt))
    except (InvalidSignature, binascii.Error, ValueError):
        problems.append(
            f"signature: not made by key {key_id(public_key)} over this text "
            f"(the receipt names key {receipt.get('key_id')}). 서명이 맞지 않습니다."
        )
    # The names below are only trusted as far as the signature is: they are compared, never opened.
    checked = 0
    if files_dir is not None and not problems:
        present = _files_by_nfc_name(files_dir)
        for entry in receipt["files"]:
            checked += 1
            source = present.get(entry["path"])
            if source is None:
                problems.append(f"{entry['path']}: not in {files_dir}. 파일이 없습니다.")
            elif _sha256(source) != entry["sha256"]:
                problems.append(
                    f"{entry['path']}: differs from what was submitted. 제출한 내용과 다릅니다."
                )
    return Verification(receipt, tuple(problems), checked)


def _files_by_nfc_name(folder: Path) -> dict[str, Path]:
    return {
        unicodedata.normalize("NFC", path.relative_to(folder).as_posix()): path
        for path in folder.rglob("*")
        if path.is_file()
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def describe(receipt: Mapping[str, Any]) -> str:
    """The lines of a receipt that matter, for a terminal."""
    return "\n".join(
        [
            f"제출 접수증 · receipt {receipt['receipt']}",
            f"  과제 assignment   {receipt['course']} / {receipt['assignment']}",
            f"  제출자 trainee    {receipt['trainee']}",
            f"  회차 attempt      {receipt['attempt']}",
            f"  받은 시각 received {receipt['received_at_local']} ({receipt['received_at']})",
            f"  파일 files        {len(receipt['files'])}, {receipt['size_bytes']} bytes",
        ]
    )


def main(
    argv: Sequence[str] | None = None,
    *,
    program: str = "receipt",
    default_public_key: Path = DEFAULT_PUBLIC_KEY,
) -> int:
    """`verify FILE [--files DIR] [--public-key PEM]`; 0 valid, 1 not valid, 2 unreadable."""
    parser = argparse.ArgumentParser(prog=program, description="제출 접수증을 확인합니다.")
    verify = parser.add_subparsers(required=True).add_parser("verify", help="check one receipt")
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--files", type=Path, metavar="DIR", help="compare these files as well")
    verify.add_argument("--public-key", type=Path, default=default_public_key, metavar="PEM")
    arguments = parser.parse_args(argv)
    try:
        receipt = load_receipt(arguments.file)
        public_key = load_public_key(arguments.public_key.expanduser())
    except ReceiptError as error:
        print(error)
        return 2
    verification = verify_receipt(receipt, public_key, arguments.files)
    if not verification.valid:
        print("접수증이 유효하지 않습니다. The receipt is NOT valid:")
        print("\n".join(f"  {problem}" for problem in verification.problems))
        return 1
    print(describe(receipt))
    checked = f", {verification.files_checked} file(s) unchanged" if arguments.files else ""
    print(f"유효한 접수증입니다. Valid, signed by key {receipt['key_id']}{checked}.")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
