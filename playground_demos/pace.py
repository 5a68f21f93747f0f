"""How long each kind of work takes, learnt from what it took: the seconds that a visitor is told.

A moving mean, so that a machine that has become slower is known to be. Knows one number of a kind,
and nothing of who asked or what for.
"""

FIRST_GUESS_SECONDS = 0.5
LONG_SECONDS = 1.0  # work that takes longer leaves one worker to the others
LEARNING_RATE = 0.2


class Pace:
    """Used by the desk alone, under its lock."""

    def __init__(self) -> None:
        self._mean_seconds: dict[str, float] = {}

    def learn(self, kind: str, seconds: float) -> None:
        """So long it has taken now."""
        mean = self._mean_seconds.get(kind, seconds)
        self._mean_seconds[kind] = mean + LEARNING_RATE * (seconds - mean)

    def seconds(self, kind: str) -> float:
        """So long it will take."""
        return self._mean_seconds.get(kind, FIRST_GUESS_SECONDS)

    def is_long(self, kind: str) -> bool:
        """Whether others should not have to wait for it."""
        return self.seconds(kind) > LONG_SECONDS
