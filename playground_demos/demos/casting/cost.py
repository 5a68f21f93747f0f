"""What an alarm threshold costs: each kind of error counted on parts like those that visitors get.

Two kinds of error pull one way each, so no threshold is right but for a price of each. Prices and
the share of defective parts are assumptions, said beside the figures. Judges nobody's part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import torch

from playground_demos.about import Language
from playground_demos.demos.casting.data import KINDS, TRAINING_SHOP, Kind, make_surface
from playground_demos.demos.casting.heat import as_input
from playground_demos.demos.casting.network import CastingNet
from playground_demos.toolkit.answers import table

SEED = 2029  # of parts that nobody learned from and nobody is shown
SOUND_PARTS = 100
PARTS_OF_A_KIND = 25
BATCH = 25
PER_THOUSAND_DEFECTIVE = 50
MISSED_WON = 100_000  # a defective part at a customer's
SCRAPPED_WON = 10_000  # a sound part thrown away
SHOWN = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Cost:
    """Of a thousand parts at one threshold."""

    missed: float
    scrapped: float

    @property
    def won(self) -> float:
        """Both errors at their prices."""
        return self.missed * MISSED_WON + self.scrapped * SCRAPPED_WON


@dataclass(frozen=True)
class Trial:
    """How likely a defect was, by the model, in each sound and in each defective part."""

    sound: Sequence[float]
    defective: Sequence[float]

    def cost(self, threshold: float) -> Cost:
        """What the model would have done to a thousand."""
        missed = np.mean(np.less(self.defective, threshold))
        scrapped = np.mean(np.greater_equal(self.sound, threshold))
        return Cost(
            float(missed) * PER_THOUSAND_DEFECTIVE,
            float(scrapped) * (1000 - PER_THOUSAND_DEFECTIVE),
        )


_trials: WeakKeyDictionary[CastingNet, Trial] = WeakKeyDictionary()


def trial_of(model: CastingNet) -> Trial:
    """The model tried on parts of its own; once for each model that is loaded."""
    found = _trials.get(model)
    if found is None:
        found = _trials[model] = _try_out(model)
    return found


def _try_out(model: CastingNet) -> Trial:
    rng = np.random.default_rng(SEED)
    counts = {kind: SOUND_PARTS if kind is Kind.SOUND else PARTS_OF_A_KIND for kind in KINDS}
    sound, defective = list[float](), list[float]()
    for kind in [kind for kind, count in counts.items() for _ in range(count // BATCH)]:
        pictures = [make_surface(kind, TRAINING_SHOP, rng).picture for _ in range(BATCH)]
        with torch.inference_mode():
            chances = 1 - model(as_input(np.stack(pictures))).softmax(dim=1)[:, 0]
        (sound if kind is Kind.SOUND else defective).extend(chances.tolist())
    return Trial(sound, defective)


def cost_page(trial: Trial, threshold: float, language: Language) -> str:
    """What this threshold costs beside others, and which would be the cheapest."""
    t = language.pick
    thresholds = sorted({*SHOWN, round(threshold, 2)})
    best = min(thresholds, key=lambda one: trial.cost(one).won)
    heads = (
        t("문턱", "Threshold"),
        t("놓친 불량", "Missed"),
        t("버린 정상", "Scrapped"),
        t("비용(만 원)", "Cost, 10,000 won"),
    )
    rows = [_row(one, trial.cost(one), is_mine=one == round(threshold, 2)) for one in thresholds]
    return (
        f"<h2>{t('문턱마다 드는 돈', 'What each threshold costs')}</h2><p>"
        + t(
            f"부품 1,000개 가운데 {PER_THOUSAND_DEFECTIVE}개가 불량이고, 놓친 불량은 하나에"
            f" {MISSED_WON // 10_000}만 원, 잘못 버린 정상은 하나에 {SCRAPPED_WON // 10_000}만"
            f" 원이라고 치면 가장 싼 문턱은 {best:.0%}입니다. 값이 달라지면 답도 달라집니다.",
            f"If {PER_THOUSAND_DEFECTIVE} of 1,000 parts are defective, a missed one costs"
            f" {MISSED_WON:,} won and a sound one thrown away {SCRAPPED_WON:,} won, the cheapest"
            f" is {best:.0%}. With other prices the answer is another.",
        )
        + f"</p>{table(heads, rows)}"
    )


def _row(threshold: float, cost: Cost, *, is_mine: bool) -> tuple[str, ...]:
    shown = [f"{round(one, 1):g}" for one in (cost.missed, cost.scrapped, cost.won / 10_000)]
    return f"<strong>▶ {threshold:.0%}</strong>" if is_mine else f"{threshold:.0%}", *shown
