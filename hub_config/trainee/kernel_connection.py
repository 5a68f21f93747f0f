"""The connection between a notebook and its kernel, which says what ended a cell.

JupyterLab tells of a dead kernel, never why. Here a sentence goes into the output of the cell that
was running: which limit it met, and what to do. Adds messages and changes none.
"""

import json
from pathlib import Path
from typing import Any

from jupyter_client.jsonutil import json_default
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from traitlets import Integer

from hub_config.trainee.home_size import MIB, measure
from hub_config.trainee.limits import Bounds, Counts, explain_death, explain_error, read_counts

_MOST_RUNNING = 1000
_V1 = "v1.kernel.websocket.jupyter.org"


class LabKernelConnection(ZMQChannelsWebsocketConnection):
    """jupyter_server's own connection, with the sentence."""

    memory_mib = Integer(2048).tag(config=True)
    processes = Integer(256).tag(config=True)
    home_mib = Integer(2048).tag(config=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Cells that were sent and not answered yet, in their order: header and counts at the start.
        self._running: dict[str, tuple[dict[str, Any], Counts]] = {}

    def handle_incoming_message(self, incoming_msg: str) -> None:
        """Note which cell is to run, and pass the message on."""
        header = self._header_of(incoming_msg)
        if header.get("msg_type") == "execute_request" and len(self._running) < _MOST_RUNNING:
            self._running[header.get("msg_id", "")] = (header, read_counts())
        super().handle_incoming_message(incoming_msg)

    def handle_outgoing_message(self, stream: Any, outgoing_msg: list[Any]) -> None:
        """Explain an error that a limit has caused before the cell ends, and pass it on."""
        if getattr(stream, "channel", stream) == "shell":
            # signature, header, parent header, metadata, content
            parts: list[Any] = self.session.feed_identities(outgoing_msg)[1]
            parent = json.loads(bytes(parts[2]))
            cell = self._running.pop(parent.get("msg_id", ""), None)
            if cell is not None:
                self._explain_reply(*cell, json.loads(bytes(parts[4])))
        super().handle_outgoing_message(stream, outgoing_msg)

    def on_kernel_restarted(self) -> None:
        """Say why before Lab is told that the kernel is dead."""
        self._explain_death()
        super().on_kernel_restarted()  # type: ignore[no-untyped-call]

    def on_restart_failed(self) -> None:
        """As `on_kernel_restarted`, the last time."""
        self._explain_death()
        super().on_restart_failed()  # type: ignore[no-untyped-call]

    def _explain_death(self) -> None:
        if self._running:
            header, before = next(iter(self._running.values()))
            home = measure(Path.home(), self.home_mib * MIB)
            self._say(header, explain_death(before, read_counts(), self._bounds, home))
        self._running.clear()

    def _explain_reply(
        self, header: dict[str, Any], before: Counts, content: dict[str, Any]
    ) -> None:
        if content.get("status") == "error":
            name, message = str(content.get("ename")), str(content.get("evalue"))
            told = explain_error(name, message, before, read_counts(), self._bounds)
            if told is not None:
                self._say(header, told)

    @property
    def _bounds(self) -> Bounds:
        return Bounds(self.memory_mib, self.processes, self.home_mib)

    def _say(self, header: dict[str, Any], text: str) -> None:
        """Put `text` below the cell whose request had `header`."""
        content = {"name": "stderr", "text": f"\n{text}"}
        message = self.session.msg("stream", content, parent={"header": header})
        if self.subprotocol == _V1:
            packed = serialize_msg_to_ws_v1(  # type: ignore[no-untyped-call]
                message, "iopub", self.session.pack
            )
            self.write_message(packed, binary=True)
        else:
            message["channel"] = "iopub"
            self.write_message(json.dumps(message, default=json_default))

    def _header_of(self, incoming: Any) -> dict[str, Any]:
        if self.subprotocol == _V1:
            _, parts = deserialize_msg_from_ws_v1(incoming)  # type: ignore[no-untyped-call]
            found = json.loads(bytes(parts[0]))
        else:
            found = json.loads(incoming).get("header") if isinstance(incoming, str) else None
        return found if isinstance(found, dict) else {}
