"""What is asked of a template: where to fork, then one message with plain data and descriptors.

Whoever forks reads where, which is descriptors and no data. The request itself is read by the
forked child alone, so that no environment of one trainee ever lies in the memory that another one
inherits; and it answers. Starts nothing.
"""

import json
import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from sandbox.errors import TemplateUnavailable
from sandbox.spec import Identity

READY = b"ready"
_FORK = b"fork"
_LARGEST_BYTES = 180_000  # below what the kernel keeps for one message by default
_MOST_DESCRIPTORS = 64


@dataclass(frozen=True)
class Where:
    """Open descriptors of where to fork.

    `sandbox` is a pidfd of the first process of the sandbox; `status` takes the exit status as
    decimal digits.
    """

    sandbox: int
    status: int


@dataclass(frozen=True)
class Descriptors:
    """Open descriptors of one start.

    `groups` are the `Group.entrances` to write to; `passed` maps the number that the child is to
    find to the one here.
    """

    streams: tuple[int, int, int]
    groups: tuple[int, ...] = ()
    passed: Mapping[int, int] | None = None


@dataclass(frozen=True)
class Request:
    """What to run after the fork, and as whom.

    `function` is `module:function`, called with `arguments`; what it returns is the exit status,
    None for 0. `limits` are resource limits by their number in `resource`, soft and hard at once.
    """

    function: str
    arguments: tuple[str, ...]
    environment: Mapping[str, str]
    working_directory: str
    identity: Identity
    limits: Mapping[int, int]
    title: str


def send_request(
    connection: socket.socket, where: Where, request: Request, descriptors: Descriptors
) -> None:
    """Send where to fork, and then all of the request in one message.

    Raises:
        TemplateUnavailable: It is too large, or the template has gone.
    """
    passed = descriptors.passed or {}
    body = {
        "request": {**asdict(request), "environment": dict(request.environment)},
        "groups": len(descriptors.groups),
        "passed": list(passed),
    }
    message = json.dumps(body).encode()
    numbers = [*descriptors.streams, *descriptors.groups, *passed.values()]
    if len(message) > _LARGEST_BYTES or len(numbers) > _MOST_DESCRIPTORS:
        raise TemplateUnavailable(
            f"the request has {len(message)} bytes and {len(numbers)} descriptors; expected at"
            f" most {_LARGEST_BYTES} and {_MOST_DESCRIPTORS}."
        )
    try:
        socket.send_fds(connection, [_FORK], [where.sandbox, where.status])
        socket.send_fds(connection, [message], numbers)
    except OSError as error:
        raise TemplateUnavailable(f"the template took no request: {error}.") from None


def receive_where(connection: socket.socket) -> Where | None:
    """Where whoever connected wants a fork; None when they went away, or sent something else."""
    message, numbers, _, _ = socket.recv_fds(connection, len(_FORK), 2)
    if message != _FORK or len(numbers) != 2:
        for number in numbers:
            os.close(number)
        return None
    return Where(*numbers)


def receive_request(connection: socket.socket) -> tuple[Request, Descriptors] | None:
    """The request of whoever wants a fork; None when they went away without one."""
    message, numbers, _, _ = socket.recv_fds(connection, _LARGEST_BYTES, _MOST_DESCRIPTORS)
    if not message:
        return None
    body = json.loads(message)
    fields = body["request"]
    identity = fields.pop("identity")
    request = Request(
        **{
            **fields,
            "arguments": tuple(fields["arguments"]),
            "limits": {int(kind): value for kind, value in fields["limits"].items()},
        },
        identity=Identity(identity["uid"], identity["gid"], tuple(identity["groups"])),
    )
    groups = body["groups"]
    return request, Descriptors(
        streams=(numbers[0], numbers[1], numbers[2]),
        groups=tuple(numbers[3 : 3 + groups]),
        passed=dict(zip(body["passed"], numbers[3 + groups :], strict=True)),
    )


def send_answer(connection: int, pid: int, problem: str = "") -> None:
    """Acknowledge the fork, or say why there is none, over the descriptor of a connection."""
    os.write(connection, json.dumps({"pid": pid, "problem": problem}).encode())


def receive_answer(connection: socket.socket) -> int:
    """The pid of the child, which is confined and about to run its function.

    Raises:
        TemplateUnavailable: There is no child.
    """
    try:
        message = connection.recv(_LARGEST_BYTES)
        answer: dict[str, object] = json.loads(message) if message else {}
    except (OSError, ValueError) as error:
        raise TemplateUnavailable(f"the template did not answer: {error}.") from None
    pid, problem = answer.get("pid"), answer.get("problem")
    if not isinstance(pid, int) or problem:
        raise TemplateUnavailable(f"the template forked no child: {problem or 'it ended'}.")
    return pid


def words(function: str, arguments: Sequence[str]) -> list[str]:
    """What a child sees as its command line."""
    return [function.partition(":")[0], *arguments]
