"""How long each kind of work takes, learnt from what it took: the seconds that a visitor is told.

Moving means, so that a machine that has become slower is known to be. Waits are learnt as well:
what was foretold of them knows nobody who came later and went first, and so is too short by a share
that the next can be told. Knows one number of a kind and two of a step, and nothing of who asked.
"""

FIRST_GUESS_SECONDS = 0.5
LONG_SECONDS = 1.0  # work that takes longer leaves one worker to the others
LEARNING_RATE = 0.2
STEPS_SECONDS = (0.0, 0.3, LONG_SECONDS, 3.0, 10.0)
FORGETTING_SECONDS = 60.0  # of foretold waits, after which half of what was known of them is gone
SHORTEST_STRETCH, LONGEST_STRETCH = 0.5, 4.0


class Pace:
    """Used by the desk alone, under its lock."""

    def __init__(self) -> None:
        self._mean_seconds: dict[str, float] = {}
        self._waits: dict[float, tuple[float, float]] = {}  # by step: foretold, and as they came

    def learn(self, kind: str, seconds: float) -> None:
        """So long it has taken now."""
        mean = self._mean_seconds.get(kind, seconds)
        self._mean_seconds[kind] = mean + LEARNING_RATE * (seconds - mean)

    def learn_wait(self, kind: str, foretold: float, came: float) -> None:
        """So many seconds in line were foretold, and so many they were."""
        step = self.step(kind)
        known = self._waits.get(step, (FORGETTING_SECONDS, FORGETTING_SECONDS))
        kept = FORGETTING_SECONDS / (FORGETTING_SECONDS + foretold)
        self._waits[step] = (kept * known[0] + foretold, kept * known[1] + came)

    def stretch(self, kind: str) -> float:
        """By how much waits for such work have been longer than foretold, lately."""
        foretold, came = self._waits.get(self.step(kind), (1.0, 1.0))
        return min(max(came / foretold, SHORTEST_STRETCH), LONGEST_STRETCH)

    def seconds(self, kind: str) -> float:
        """So long it will take."""
        return self._mean_seconds.get(kind, FIRST_GUESS_SECONDS)

    def step(self, kind: str) -> float:
        """What it counts as in the line: within one step all is equally long."""
        seconds = self.seconds(kind)
        return max(step for step in STEPS_SECONDS if step <= seconds)

    def is_long(self, kind: str) -> bool:
        """Whether others should not have to wait for it."""
        return self.seconds(kind) > LONG_SECONDS
