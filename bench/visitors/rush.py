"""Many ask one network in the same moment, again and again: pictures a second.

Over the network as visitors do, page, queue and all: so many send their next drawing as soon as
they have an answer, on a page whose calls are gathered (ours by the engine, plain Gradio's by
`batch=True`) and on one where each is answered alone. Beside it the engine by itself, threads of
this process without a page or a request, on the GPU if there is one: only what gathering does. A
drawing is read and not explained.
"""

import asyncio
import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack

from bench.visitors.house import House
from bench.visitors.tries import presses
from bench.visitors.visitor import Page, Visitor
from playground_demos.catalogue import find_demos
from playground_demos.demos import handwriting
from playground_demos.serving.residents import AUTO, Residents
from playground_demos.settings import MODEL_DIR

AT_ONCE = (1, 8, 32, 128)
PACKAGE = "bench.visitors.rushing"
GATHERED, ALONE = "together", "alone"
DEMO = "handwriting"
WINDOW_SECONDS = 0.002  # as the settings' default
# Nobody here thinks, so one phone presses as often as fifty: its share of the door is lifted.
UNBOUNDED = "visitor_requests_per_minute = 1000000\n"
FEWEST_VISITORS = 8  # who take turns where fewer are at once, each within what a visitor may ask


async def press_in_a_rush(house: House, demo: str, at_once: int, seconds: float) -> float:
    """Pictures a second on the page `demo` of a house."""
    pages: dict[str, Page] = {}
    over = asyncio.Event()

    async def keep_asking(visitors: list[Visitor]) -> int:
        count = 0
        for visitor in itertools.cycle(visitors):
            if over.is_set():
                break
            await visitor.press(presses(demo)[0])
            count += 1
        return count

    async with AsyncExitStack() as stack:
        everybody = []
        for _ in range(max(at_once, FEWEST_VISITORS)):
            everybody.append(await stack.enter_async_context(Visitor(house, pages)))
            await everybody[-1].open(demo)
            await everybody[-1].press(presses(demo)[0])  # the first is slow
        began = time.perf_counter()
        lanes = [
            asyncio.create_task(keep_asking(everybody[lane::at_once])) for lane in range(at_once)
        ]
        await asyncio.sleep(seconds)
        over.set()
        counts = await asyncio.gather(*lanes)
        return sum(counts) / (time.perf_counter() - began)


def measure_pages(house: House, seconds: float) -> dict[str, dict[str, float]]:
    """Pictures a second by page and by how many are at once."""
    return {
        demo: {
            str(count): asyncio.run(press_in_a_rush(house, demo, count, seconds))
            for count in AT_ONCE
        }
        for demo in (ALONE, GATHERED)
    }


def measure_engine(seconds: float) -> dict[str, dict[str, float]]:
    """Pictures a second of the engine by itself, by kind and by how many threads ask at once."""
    return {
        kind: {str(count): _rush(count, seconds, most_rows) for count in AT_ONCE}
        for kind, most_rows in (("one by one", 1), ("gathered", 256))
    }


def _rush(at_once: int, seconds: float, most_rows: int) -> float:
    import torch

    from playground_demos.demos.handwriting.reading import read_pictures
    from playground_demos.toolkit.strokes import normalise, read_drawing, render

    picture = render(normalise(read_drawing(handwriting.EXAMPLES[0])))
    engine = Residents(
        find_demos((DEMO,)),
        MODEL_DIR,
        device=AUTO,
        window_seconds=WINDOW_SECONDS,
        most_rows=most_rows,
    )
    engine.load_all()
    over = threading.Event()

    def ask() -> int:
        torch.set_num_threads(1)
        count = 0
        while not over.is_set():
            engine.run(DEMO, lambda model: read_pictures(model, [picture]))
            count += 1
        return count

    engine.run(DEMO, lambda model: read_pictures(model, [picture]))  # the first is slow
    with ThreadPoolExecutor(at_once) as pool:
        began = time.perf_counter()
        asking = [pool.submit(ask) for _ in range(at_once)]
        over.wait(seconds)
        over.set()
        answered = sum(one.result() for one in asking)
        return answered / (time.perf_counter() - began)
