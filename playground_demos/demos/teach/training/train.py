"""Train the eye to learn: lesson after lesson of new kinds, a few examples of each.

No kind is ever seen twice, so that all it can learn is how to compare. Does not write files.

Source: Snell et al. 2017, section 2 and algorithm 1.
"""

import numpy as np
import torch
from torch import nn

from playground_demos.demos.teach.lessons import as_input, chances_of
from playground_demos.demos.teach.network import EyeNet
from playground_demos.demos.teach.training.data import make_lesson, make_object, make_scrawl
from playground_demos.training.recipe import Report

LESSONS = 600
KINDS = 6
EXAMPLES = 4  # of each kind to learn from, and as many to be asked about


def train(seed: int, lessons: int = LESSONS, report: Report = print) -> EyeNet:
    """A trained network in evaluation mode; the same on the same machine for the same seed."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    network = EyeNet()
    optimiser = torch.optim.AdamW(network.parameters(), lr=1e-3, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 3e-3, total_steps=lessons)
    kinds = torch.arange(KINDS).repeat_interleave(EXAMPLES)
    for lesson in range(lessons):
        family = make_scrawl if rng.random() < 0.5 else make_object
        pictures = make_lesson(family, KINDS, 2 * EXAMPLES, rng)
        places = network(as_input(pictures.reshape(-1, *pictures.shape[2:])))
        places = places.reshape(KINDS, 2 * EXAMPLES, -1)
        known, asked = places[:, :EXAMPLES].flatten(0, 1), places[:, EXAMPLES:].flatten(0, 1)
        chances = chances_of(network, known, kinds.tolist(), asked)
        loss = nn.functional.nll_loss((chances + 1e-9).log(), kinds)
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
        schedule.step()
        if (lesson + 1) % 100 == 0:
            report(f"teach: lesson {lesson + 1} of {lessons}, loss {loss.item():.3f}")
    network.eval()
    return network
