"""Measure a trained casting inspector on parts of a shop that training never saw.

A pure function of network and seed, so that a test can measure the shipped weights again. Says
nothing about real castings: none were seen.
"""

import numpy as np
import torch

from playground_demos.about import Language, Words
from playground_demos.demos.casting.data import KINDS, OTHER_SHOP, Kind, Surface, make_surface
from playground_demos.demos.casting.heat import as_input, find_heat, points_at
from playground_demos.demos.casting.network import CastingNet
from playground_demos.demos.casting.page import short_name
from playground_demos.toolkit.cards import Figure
from playground_demos.training.figures import calibration_error, share

CASES = 2_000
POINTED = 200


def measure(net: CastingNet, seed: int, cases: int = CASES) -> tuple[Figure, ...]:
    """The card's figures on `cases` parts, as many of each kind."""
    rng = np.random.default_rng(seed)
    parts = [make_surface(KINDS[index % len(KINDS)], OTHER_SHOP, rng) for index in range(cases)]
    chances = _answers(net, parts)
    wanted = np.array([KINDS.index(part.kind) for part in parts])
    found = chances.argmax(axis=1)
    right = found == wanted
    defect = 1 - chances[:, 0]
    called, truly = defect >= 0.5, wanted > 0
    figures = [
        share("kind_accuracy", Words("다섯 가지 중 맞힌 비율", "Right among five kinds"), right),
        share(
            "verdict_accuracy",
            Words("정상/불량을 맞힌 비율", "Sound or defective, right"),
            called == truly,
        ),
    ]
    for index, kind in enumerate(KINDS):
        ko, en = (short_name(kind, language) for language in Language)
        figures.append(
            share(
                f"recall_{kind}",
                Words(
                    f"{ko}: {'그대로 통과시킨' if index == 0 else '불량으로 찾아낸'} 비율",
                    f"{en.lower()}: share {'passed' if index == 0 else 'found defective'}",
                ),
                (called == truly)[wanted == index],
            )
        )
    sure = np.maximum(defect, 1 - defect)
    gap = Words(
        "확신과 실제 정답률의 차이(작을수록 좋음)",
        "Gap between confidence and truth (less is better)",
    )
    figures.append(calibration_error("calibration_error", gap, sure, called == truly))
    figures.append(
        share(
            "heat_on_defect",
            Words(
                "열지도의 가장 뜨거운 곳이 실제 결함 위인 비율", "Hottest spot is on the defect"
            ),
            np.array([
                points_at(find_heat(net, part.picture, int(answer)), part.mask)
                for part, answer in zip(parts, found, strict=True)
                if part.kind is not Kind.SOUND and answer > 0
            ][:POINTED]),
        )
    )  # fmt: skip
    return tuple(figures)


def _answers(
    net: CastingNet, parts: list[Surface]
) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    pictures = np.stack([part.picture for part in parts])
    with torch.inference_mode():
        chances = [
            net(as_input(pictures[start : start + 100])).softmax(dim=1)
            for start in range(0, len(pictures), 100)
        ]
    return np.asarray(torch.cat(chances).double().numpy())
