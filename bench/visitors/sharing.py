"""How many demos share one device, and how long an answer takes then.

One visitor at each of so many demos with a model asks again as soon as there is an answer: each
demo's own work with its examples, through the engine, without a page. On a GPU if there is one.
"""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass

from bench.programs import scratch_folder
from bench.visitors.crowd import percentile
from playground_demos.about import Language
from playground_demos.catalogue import find_demos
from playground_demos.events.usage import UsageRecord
from playground_demos.floor.figures import Figures
from playground_demos.floor.stage import Floor, StageContext
from playground_demos.serving.residents import AUTO, Residents
from playground_demos.settings import MODEL_DIR, PlaygroundSection
from playground_demos.tickets.desk import TicketDesk
from playground_demos.toolkit.pictures import PictureLimits

AT_ONCE = (1, 2, 4, 6)


@dataclass(frozen=True)
class Shared:
    """What the visitors met: a round is a demo's examples, all answered; of the slowest demo."""

    rounds_per_second: float
    slowest: str
    median_seconds: float
    p95_seconds: float


def measure_sharing(seconds: float) -> dict[str, Shared]:
    """By how many demos are asked at once."""
    with _stages() as stages:
        for stage in stages:
            stage.warm()
        return {str(count): _ask(stages[:count], seconds) for count in AT_ONCE}


@contextmanager
def _stages() -> Iterator[list[StageContext]]:
    import gradio

    section, demos = PlaygroundSection(), find_demos()
    with scratch_folder() as folder, closing(UsageRecord.in_file(folder / "usage")) as usage:
        floor = Floor(
            desk=TicketDesk(workers=1),
            residents=Residents(
                demos,
                MODEL_DIR,
                device=AUTO,
                window_seconds=section.batch_window_milliseconds / 1000,
            ),
            usage=usage,
            figures=Figures(),
            picture_limits=PictureLimits(section.upload_max_bytes, section.picture_max_pixels),
        )
        stages = []
        for demo in (one for one in demos.values() if one.ABOUT.model_file):
            stages.append(StageContext(floor, demo.ABOUT, Language.KO))
            with gradio.Blocks(analytics_enabled=False):
                demo.build(stages[-1])
        yield stages
        floor.desk.close()


def _ask(stages: list[StageContext], seconds: float) -> Shared:
    over = threading.Event()

    def ask(stage: StageContext) -> list[float]:
        import torch

        torch.set_num_threads(1)
        took = []
        while not over.is_set():
            began = time.perf_counter()
            stage.warm()
            took.append(time.perf_counter() - began)
        return took

    with ThreadPoolExecutor(len(stages)) as pool:
        began = time.perf_counter()
        asking = [pool.submit(ask, stage) for stage in stages]
        over.wait(seconds)
        over.set()
        rounds = {stage.about.name: one.result() for stage, one in zip(stages, asking, strict=True)}
        passed = time.perf_counter() - began
    slowest = max(rounds, key=lambda name: percentile(rounds[name], 95))
    took = rounds[slowest]
    return Shared(
        sum(map(len, rounds.values())) / passed,
        slowest,
        percentile(took, 50),
        percentile(took, 95),
    )
