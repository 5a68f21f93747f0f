"""Secrets as files: made once, read when needed, seen by nobody but the operator.

A secret never leaves through an environment, a command line or a log. Does not rotate: whoever
wants a new secret removes the file and starts the lab again.
"""

import os
import secrets
from pathlib import Path

from hub_config.errors import LabError


def ensure_secret(path: Path, *, bytes_of_chance: int = 32) -> str:
    """The secret in `path`; a random one (hexadecimal) is put there if there is none."""
    return ensure_secret_text(path, secrets.token_hex(bytes_of_chance))


def ensure_secret_text(path: Path, text: str) -> str:
    """The secret in `path`; `text` is put there if there is no file yet."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # Written aside and linked into place: two starters agree on one secret, none reads half of it.
    aside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
    try:
        path.hardlink_to(aside)
    except FileExistsError:
        pass
    finally:
        aside.unlink()
    return read_secret(path)


def read_secret(path: Path) -> str:
    """The secret in `path`, without its line end.

    Raises:
        LabError: There is no such file, others may read it, or it is empty.
    """
    try:
        mode = path.stat().st_mode
        text = path.read_text(encoding="utf-8").strip()
    except FileNotFoundError:
        raise LabError(f"{path}: no such secret file. Start the lab once to make it.") from None
    if mode & 0o077:
        raise LabError(
            f"{path}: mode {mode & 0o777:o} lets others read a secret; expected 600. "
            f"Run: chmod 600 {path}"
        )
    if not text:
        raise LabError(f"{path}: the secret is empty. Remove the file; a new one is made.")
    return text
