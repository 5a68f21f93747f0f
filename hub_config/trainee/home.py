"""How full a trainee's home is, and what happens then: saving is refused with a sentence.

A home may be full because of the lab's own limit or because its disk is; both are told apart from
nothing else and look the same to a trainee. What code writes by itself is not held here, only what
JupyterLab saves, uploads and copies; the hub looks after the rest (`hub_config.home_watch`).
Deletes nothing.
"""

import errno
import re
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_server.base.handlers import APIHandler
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from tornado import web
from traitlets import Integer

from hub_config.trainee.home_size import MIB, Home, full_sentence, measure

_TRUST_SECONDS = 10.0
_NO_SPACE = re.compile(rf"\[Errno ({errno.ENOSPC}|{errno.EDQUOT})\]")


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
        there = 0 if model.get("chunk", 1) != 1 else self._size(path)
        growth = max(0, len(str(model.get("content") or "")) - (there or 0))
        new = int(there is None)
        if growth or new:
            room = self.home().takes(growth, new) or self.home(at_once=True).takes(growth, new)
            if not room:
                raise self._refusal()
            self._expect(growth, new)
        try:
            return await super().save(model, path)  # type: ignore[no-untyped-call]
        except web.HTTPError as error:
            if _NO_SPACE.search(str(error)):
                raise self._refusal() from None
            raise

    def _expect(self, growth: int, new: int) -> None:
        """Count what is about to be saved until the next look."""
        if self._measured is not None:
            when, home = self._measured
            more = replace(home, used_bytes=home.used_bytes + growth, files=home.files + new)
            self._measured = (when, more)

    def _size(self, path: str) -> int | None:
        """Bytes of a file; None where there is none."""
        try:
            return Path(self._get_os_path(path.strip("/"))).stat().st_size  # type: ignore[no-untyped-call]
        except (OSError, web.HTTPError):
            return None

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
