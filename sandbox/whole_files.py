"""Files that are whole at every moment, also where several starts write the same one at once.

Each writer has a file of its own beside the target and puts it in the target's place. Holds no
secrets: what is written may be read by everybody who reaches it.
"""

import contextlib
import os
import tempfile
from pathlib import Path


def ensure_text(path: Path, text: str) -> None:
    """Have `path` hold `text`, readable by all; a file that does already is left alone."""
    with contextlib.suppress(FileNotFoundError):
        if path.read_text(encoding="utf-8") == text:
            return
    number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    aside = Path(name)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
        aside.chmod(0o644)
        aside.replace(path)
    except BaseException:
        aside.unlink(missing_ok=True)
        raise
