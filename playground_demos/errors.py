"""What the playground refuses: to its operator with a cure, to a visitor with a kind sentence."""

from playground_demos.about import Words


class PlaygroundError(Exception):
    """What the playground refuses or cannot do; the message is for the operator."""


class VisitorMessage(PlaygroundError):
    """A kind sentence to the visitor in place of an answer; raise it anywhere in a demo's work.

    Not counted as an error: an empty drawing, a picture that is too large. Says what to do next.
    """

    def __init__(self, ko: str, en: str) -> None:
        super().__init__(en)
        self.words = Words(ko, en)
