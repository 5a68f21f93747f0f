"""What the playground's process is given when it starts, since it may look up none of it itself.

It runs in a sandbox that shows neither the settings file nor the folder of secrets. So whoever
starts it reads both and hands over what the pages need, as a file without a name on its standard
input: no secret is in a command line, an environment or a folder. Does not start anything.
"""

import os
import sys
from typing import IO

from pydantic import BaseModel, ConfigDict, Field

from playground_demos.settings import PlaygroundSection
from sandbox.settings import LabSection


class Handover(BaseModel):
    """Settings, secrets and open doors; what is secret is not in its `repr`."""

    model_config = ConfigDict(frozen=True, ser_json_bytes="base64", val_json_bytes="base64")

    lab: LabSection
    section: PlaygroundSection
    package: str = Field(description="Whose modules are the demos.")
    database_url: str = Field(description="Where the usage record lies; no password is in it.")
    door: int = Field(description="Descriptor of the listening socket of the pages.")
    desk_door: int | None = Field(description="The operator's; None where there is no such page.")
    visitor_key: bytes = Field(repr=False, description="Signs visitors' cookies.")
    operator_password: str = Field(repr=False, description="Empty without an operator's page.")
    certificate: str = Field(default="", repr=False, description="PEM; empty for plain HTTP.")
    certificate_key: str = Field(default="", repr=False, description="PEM.")

    def doors(self) -> tuple[int, ...]:
        """The descriptors that its receiver has to inherit."""
        return (self.door,) if self.desk_door is None else (self.door, self.desk_door)


def give(handover: Handover) -> IO[bytes]:
    """A file in memory that holds `handover`, at its beginning; the caller closes it."""
    file = os.fdopen(os.memfd_create("playground"), "w+b")
    file.write(handover.model_dump_json().encode())
    file.seek(0)
    return file


def take() -> Handover:
    """What was given on standard input."""
    return Handover.model_validate_json(sys.stdin.buffer.read())
