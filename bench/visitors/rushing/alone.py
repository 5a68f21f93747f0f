"""The same page as `together`, of which nobody's calls are gathered."""

from dataclasses import replace

from bench.visitors.rushing import together
from bench.visitors.rushing.together import EXAMPLES, explain, load, predict
from playground_demos.demo import DemoContext

__all__ = ["ABOUT", "EXAMPLES", "build", "explain", "load", "predict"]

ABOUT = replace(together.ABOUT, name="alone", batches=False)


def build(context: DemoContext) -> None:
    """A square, a button, and what it says."""
    together.build(context)
