"""Files that never change while we run, compressed once and kept.

Serves Gradio's own front end, the look and our scripts from this machine only: a phone at a venue
needs no other. An address that holds a hash of its file is never asked for twice by one browser.
Names are looked up, never joined to a path. Does not serve anything of a visitor.
"""

import gzip
import mimetypes
import re
import zlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

COMPRESSED = re.compile(r"\.(?:js|css|html|json|svg|txt|map)$")
YEAR = "public, max-age=31536000, immutable"
HOUR = "public, max-age=3600"


class Assets:
    """The files of one folder by name; `immutable` when their names hold a hash.

    Where they do not, an address with the file's `mark` as `?v=` is as good.
    """

    def __init__(self, folder: Path, *, immutable: bool = False) -> None:
        self._files = {path.name: path for path in folder.iterdir() if path.is_file()}
        self._immutable = immutable
        self._ready: dict[str, tuple[bytes, str, bool]] = {}
        self._marks: dict[str, str] = {}

    async def answer(self, request: Request) -> Response:
        """Answer for the path parameter `name`."""
        name = request.path_params["name"]
        path = self._files.get(name)
        if path is None or name.endswith((".py", ".pyc")):
            return PlainTextResponse("없는 파일입니다. No such file.", status_code=404)
        if name not in self._ready:
            self._ready[name] = self._read(path)
        content, media_type, is_compressed = self._ready[name]
        lasts = self._immutable or request.query_params.get("v") == self._mark_of(name)
        headers = {"cache-control": YEAR if lasts else HOUR, "vary": "accept-encoding"}
        if is_compressed:
            if "gzip" not in request.headers.get("accept-encoding", ""):
                content = gzip.decompress(content)
            else:
                headers["content-encoding"] = "gzip"
        return Response(content, media_type=media_type, headers=headers)

    def _mark_of(self, name: str) -> str:
        if name not in self._marks:
            self._marks[name] = mark(self._files[name])
        return self._marks[name]

    @staticmethod
    def _read(path: Path) -> tuple[bytes, str, bool]:
        content = path.read_bytes()
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        if path.suffix == ".js":  # some machines' tables call it text/plain, and browsers refuse
            media_type = "text/javascript"
        if COMPRESSED.search(path.name) and len(content) > 1000:
            return gzip.compress(content, 6), media_type, True
        return content, media_type, False


def mark(path: Path) -> str:
    """What an address ends with so that it changes with the file: `?v=` and this."""
    return f"{zlib.crc32(path.read_bytes()):08x}"
