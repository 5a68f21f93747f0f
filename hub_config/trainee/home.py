"""How full a trainee's home is, and what happens then: saving is refused with a sentence.

A home may be full because of the lab's own limit or because its disk is; both are told apart from
nothing else and look the same to a trainee. What code writes by itself is not held here, only what
JupyterLab saves, uploads and copies: no file system's quota is asked for. Deletes nothing.
"""

import errno
import os
import re
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado import web
from traitlets import Integer

MIB = 1024 * 1024
_ALMOST_NOTHING = MIB  # of space on the disk; less is too little to save a notebook with pictures
_TRUST_SECONDS = 10.0
_NO_SPACE = re.compile(rf"\[Errno ({errno.ENOSPC}|{errno.EDQUOT})\]")


@dataclass(frozen=True)
class Home:
    """What was found in a home."""

    used_bytes: int
    limit_bytes: int
    free_bytes: int

    @property
    def is_full(self) -> bool:
        """Whether little more can be saved."""
        return self.used_bytes >= self.limit_bytes or self.free_bytes < _ALMOST_NOTHING

    def takes(self, more_bytes: int) -> bool:
        """Whether a file may grow by so much."""
        return self.used_bytes + more_bytes <= self.limit_bytes


def measure(home: Path, limit_bytes: int) -> Home:
    """Look into every folder; a link counts as itself, and what vanishes meanwhile as nothing."""
    used, folders = 0, [str(home)]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    used += entry.stat(follow_symlinks=False).st_blocks * 512
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
        except OSError:
            continue
    disk = os.statvfs(home)
    return Home(used, limit_bytes, disk.f_bavail * disk.f_frsize)


def full_sentence(home: Home) -> tuple[str, str]:
    """What to do about a full home, in Korean and in English."""
    used, limit = home.used_bytes // MIB, home.limit_bytes // MIB
    return (
        f"홈 폴더가 가득 찼습니다({used:,}MiB 사용, 한도 {limit:,}MiB). 있던 파일은 그대로 있지만"
        " 새로 저장할 수 없습니다. 파일 목록이나 터미널에서 쓰지 않는 파일을 지워 주세요.",
        f"Your home is full ({used:,} MiB used, the limit is {limit:,} MiB). Its files are safe,"
        " but nothing more can be saved. Delete files you do not need, in the file list or a"
        " terminal.",
    )


class LabContents(AsyncLargeFileManager):
    """JupyterLab's files, which takes no more than the home holds."""

    home_mib = Integer(2048).tag(config=True)
    _measured: tuple[float, Home] | None = None

    def home(self, *, at_once: bool = False) -> Home:
        """The home as it was a few seconds ago, or as it is."""
        now = time.monotonic()
        if at_once or self._measured is None or now - self._measured[0] > _TRUST_SECONDS:
            self._measured = (now, measure(Path(self.root_dir), self.home_mib * MIB))
        return self._measured[1]

    async def save(self, model: dict[str, Any], path: str = "") -> Any:
        """Save, or say why there is no room; a file that does not grow is always taken.

        Raises:
            HTTPError: As jupyter_server's, or 507 with the sentence.
        """
        # A piece of an upload comes on top of what is there; anything else takes its place.
        there = 0 if model.get("chunk") else self._size(path)
        growth = len(str(model.get("content") or "")) - there
        if growth > 0:
            if not self.home().takes(growth) and not self.home(at_once=True).takes(growth):
                raise self._refusal()
            self._expect(growth)
        try:
            return await super().save(model, path)  # type: ignore[no-untyped-call]
        except web.HTTPError as error:
            if _NO_SPACE.search(str(error)):
                raise self._refusal() from None
            raise

    def _expect(self, growth: int) -> None:
        """Count what is about to be saved until the next look."""
        if self._measured is not None:
            when, home = self._measured
            self._measured = (when, replace(home, used_bytes=home.used_bytes + growth))

    def _size(self, path: str) -> int:
        try:
            return Path(self._get_os_path(path.strip("/"))).stat().st_size  # type: ignore[no-untyped-call]
        except (OSError, web.HTTPError):
            return 0

    def _refusal(self) -> web.HTTPError:
        korean, english = full_sentence(self.home(at_once=True))
        return web.HTTPError(507, f"{korean} / {english}", reason="Insufficient Storage")


class HomeHandler(APIHandler):
    """`GET lab-classroom/home`: whether the home is full, and the sentence for that."""

    @web.authenticated
    def get(self) -> None:
        """Answer with the state of the home."""
        contents = self.contents_manager
        assert isinstance(contents, LabContents)
        home = contents.home(at_once=True)
        korean, english = full_sentence(home)
        self.finish({"full": home.is_full, "ko": korean, "en": english})
