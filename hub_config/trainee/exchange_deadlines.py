"""A course's side of its deadlines: what the exchange shows to trainees.

Named in the settings of the lab's formgrader. Knows no gradebook: it sends what it is given.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from hub_config.trainee.bundle import BundleLimits
from hub_config.trainee.bundle_sending import read_folder
from hub_config.trainee.exchange_client import SOCKET, own_client

NAME = "deadlines.json"
LIMITS = BundleLimits(total_bytes=1024 * 1024, file_count=1)


class HttpDeadlines:
    """The deadlines of one course at the exchange."""

    def __init__(self, course_id: str, socket_path: Path = SOCKET) -> None:
        self._course_id = course_id
        self._socket_path = socket_path

    def tell(self, deadlines: dict[str, Any]) -> None:
        """Replace what trainees are told.

        Raises:
            ExchangeFailure: The exchange refused, or is out of reach.
        """  # noqa: DOC502
        with tempfile.TemporaryDirectory(prefix="deadlines-") as folder:
            text = json.dumps(deadlines, ensure_ascii=False, indent=1, sort_keys=True)
            (Path(folder) / NAME).write_text(text, encoding="utf-8")
            files = read_folder(Path(folder), LIMITS)[0]
            client = own_client(self._socket_path)
            client.put("courses", self._course_id, "deadlines", "upload", files=files)
