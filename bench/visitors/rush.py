"""Many ask one network in the same moment, again and again: pictures a second, in this process.

As many threads as are at once hand one drawing each to the engine; once with its batches and once
each by itself. There is no page and no request in it: only what gathering does. Gradio's own
`batch=True` is not measured.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

from playground_demos.catalogue import find_demos
from playground_demos.demos import handwriting
from playground_demos.residents import Residents
from playground_demos.settings import MODEL_DIR

AT_ONCE = (1, 8, 32, 128)
DEMO = "handwriting"
WINDOW_SECONDS = 0.002  # as the settings' default


def measure_rush(seconds: float) -> dict[str, dict[str, float]]:
    """Pictures a second by kind and by how many ask at once."""
    return {
        kind: {str(count): _rush(count, seconds, most_rows) for count in AT_ONCE}
        for kind, most_rows in (("batched", 256), ("one by one", 1))
    }


def _rush(at_once: int, seconds: float, most_rows: int) -> float:
    import torch

    from playground_demos.reading import read_pictures
    from playground_demos.strokes import normalise, read_drawing, render

    picture = render(normalise(read_drawing(handwriting.EXAMPLES[0])))
    engine = Residents(
        find_demos((DEMO,)), MODEL_DIR, window_seconds=WINDOW_SECONDS, most_rows=most_rows
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
