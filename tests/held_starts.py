"""Starts that stand still until a test lets them go on, so that there is time to kill."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager

from hub_config.roles import person_slug
from hub_config.server_log import log_file
from tests.learner import places
from tests.running_lab import RunningLab


@contextmanager
def held_starts(lab: RunningLab, names: Sequence[str]) -> Iterator[Callable[[], None]]:
    """Hold these people's starts before their sandboxes; yields what lets them go on.

    Their logs are pipes that nobody reads, and opening such a pipe waits for a reader.
    """
    pipes = [log_file(places(lab), person_slug(name)) for name in names]
    pipes[0].parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    for pipe in pipes:
        pipe.unlink(missing_ok=True)
        os.mkfifo(pipe)
    with ExitStack() as readers:

        def let_go() -> None:
            while pipes:
                pipe = pipes.pop()
                readers.callback(os.close, os.open(pipe, os.O_RDONLY | os.O_NONBLOCK))
                # Whoever looks into the log of a start that failed finds a file.
                pipe.unlink()
                pipe.touch()

        try:
            yield let_go
        finally:
            let_go()
