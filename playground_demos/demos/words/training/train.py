"""Train the small language model on the lab's own lessons, and the tokenizer before it.

Size and length are what three minutes of one core allow; LOG.md tells what a smaller one reached.
Learns from all paragraphs but the held out. Does not write files.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import (
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)
from torch import nn

from playground_demos.demos.words.network import CONTEXT, END, PIECES, UNKNOWN, WordsNet
from playground_demos.demos.words.training.lab_text import HELD_OUT, fold_of, lab_paragraphs
from playground_demos.training.recipe import Report

STEPS = 1500
ROWS = 16  # of CONTEXT pieces in a step
HIGHEST_RATE = 6e-3


def learned_paragraphs() -> tuple[str, ...]:
    """What training reads."""
    return tuple(one for one in lab_paragraphs() if fold_of(one) != HELD_OUT)


def train(seed: int, steps: int = STEPS, report: Report = print) -> WordsNet:
    """A trained network in evaluation mode; the same on the same machine for the same seed."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    paragraphs = learned_paragraphs()
    tokenizer = train_tokenizer(paragraphs)
    pieces = [tokenizer.encode(one).ids for one in paragraphs]
    network = WordsNet()
    network.keep_tokenizer(tokenizer.to_str())
    optimiser = torch.optim.AdamW(network.parameters(), lr=HIGHEST_RATE, weight_decay=0.1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, HIGHEST_RATE, total_steps=max(steps, 20), pct_start=0.1
    )
    network.train()
    for step in range(steps):
        rows = torch.from_numpy(_some_rows(pieces, rng))
        logits = network(rows[:, :-1]).logits
        loss = nn.functional.cross_entropy(logits.flatten(0, 1), rows[:, 1:].flatten())
        optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if (step + 1) % 100 == 0:
            report(f"words: step {step + 1} of {steps}, loss {loss.item():.3f}")
    network.eval()
    return network


def train_tokenizer(paragraphs: tuple[str, ...]) -> Tokenizer:
    """Pieces of words that occur often; what was never met becomes UNKNOWN.

    Source: Sennrich et al. 2016, section 3.2 (byte pair encoding, here of letters).
    """
    tokenizer = Tokenizer(models.BPE(unk_token=UNKNOWN))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Metaspace(), pre_tokenizers.Punctuation()]
    )
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.train_from_iterator(
        paragraphs,
        trainers.BpeTrainer(vocab_size=PIECES, special_tokens=[UNKNOWN, END], show_progress=False),
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{END} $A", special_tokens=[(END, tokenizer.token_to_id(END))]
    )
    return tokenizer


def _some_rows(pieces: list[list[int]], rng: np.random.Generator) -> NDArray[np.int64]:
    """ROWS stretches (ROWS, CONTEXT + 1) of paragraphs, one after another in a random order."""
    wanted = ROWS * (CONTEXT + 1)
    found: list[int] = []
    while len(found) < wanted:
        found += pieces[rng.integers(len(pieces))]
    return np.array(found[:wanted], np.int64).reshape(ROWS, CONTEXT + 1)
