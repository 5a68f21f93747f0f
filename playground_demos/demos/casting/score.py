"""How visitor and model stand in the casting demo: parts judged, and who was right.

Travels in the page's state and is gone with it. Decides only what is right, not what is shown.
"""

import secrets
import time
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Score:
    """A visitor's parts so far; `judged` is true once the part in hand was answered.

    `taken_at` is when it was handed over, in seconds of a clock that only goes on.
    """

    seed: int | None = None
    judged: bool = False
    parts: int = 0
    visitor: int = 0
    model: int = 0
    taken_at: float = 0.0

    def take(self) -> "Score":
        """A new part in hand."""
        seed = secrets.randbelow(2**31)
        return replace(self, seed=seed, taken_at=time.monotonic(), judged=False)

    def judge(self, *, visitor_alarms: bool, model_alarms: bool, is_faulty: bool) -> "Score":
        """Both have judged the part in hand; whoever judges it again scores no more."""
        if self.judged:
            return self
        return replace(
            self,
            judged=True,
            parts=self.parts + 1,
            visitor=self.visitor + (visitor_alarms == is_faulty),
            model=self.model + (model_alarms == is_faulty),
        )
