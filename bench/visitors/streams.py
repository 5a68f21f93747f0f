"""Texts that are written at the same time: pieces a second, together and each alone.

The language model by itself, without a page: so many threads each have a text written and begin
another. On the GPU if there is one; the model is the small shipped one, or a site's own
(`--language-model`), which says more of a GPU.
"""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from playground_demos.demos import words
from playground_demos.demos.words.models import load_shipped, load_site
from playground_demos.demos.words.writing import LanguageModel, write_on
from playground_demos.settings import MODEL_DIR

AT_ONCE = (1, 8, 32, 64)


def measure_streams(folder: Path | None, seconds: float) -> dict[str, dict[str, float]]:
    """Pieces a second by kind and by how many texts are written at once."""
    import torch

    torch.set_num_threads(1)
    if folder:
        model = load_site(folder, step_seconds=0)
    else:
        device = "cuda" if torch.cuda.is_available() else "cpu"
        model = load_shipped(MODEL_DIR / words.ABOUT.card_file, device, step_seconds=0)
    kinds = {"alone": replace(model, chorus=None)}
    if model.chorus is not None:
        kinds["together"] = model
    return {
        f"{kind}, {model.device}": {str(count): _write(one, count, seconds) for count in AT_ONCE}
        for kind, one in kinds.items()
    }


def _write(model: LanguageModel, at_once: int, seconds: float) -> float:
    over = threading.Event()

    def write(number: int) -> int:
        import torch

        torch.set_num_threads(1)
        pieces = 0
        while not over.is_set():
            beginning = words.EXAMPLES[number % len(words.EXAMPLES)]
            newest = 0
            for written in write_on(model, beginning, 1.0):
                newest = len(written.chances)
                if over.is_set():  # what was written of a text that is broken off counts
                    break
            pieces += newest
        return pieces

    list(write_on(model, words.EXAMPLES[0], 1.0))  # the first is slow
    with ThreadPoolExecutor(at_once) as pool:
        began = time.perf_counter()
        writing = [pool.submit(write, number) for number in range(at_once)]
        over.wait(seconds)
        over.set()
        return sum(one.result() for one in writing) / (time.perf_counter() - began)
