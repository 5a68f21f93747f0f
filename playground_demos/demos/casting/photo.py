"""A visitor's own photograph before the casting inspector: cut to its form, judged, and doubted.

The inspector has seen synthetic surfaces only, and the page says so beside every answer. There is
no truth to compare with. Keeps nothing.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from playground_demos.about import Language, Words
from playground_demos.demos.casting import Explanation, Prediction
from playground_demos.demos.casting.data import SIDE
from playground_demos.demos.casting.page import enlarged, heat_picture, kind_bars
from playground_demos.toolkit.answers import card, percent, picture
from playground_demos.toolkit.pictures import data_url

PHOTO_WARNING = Words(
    "이 AI는 **컴퓨터가 만든 합성 표면만** 배웠습니다. 실제 사진에는 자주 틀리며, 금속이 아닌"
    " 사진에도 다섯 가지 중 하나로 답합니다. 실제 부품을 판정하는 데 쓰지 마세요. 사진은 남기지"
    " 않습니다.",
    "This AI has learned from **synthetic surfaces only**. It is often wrong about photographs, and"
    " gives one of its five answers even to one that shows no metal. Never judge a real part by it."
    " Your photograph is not kept.",
)


def as_surface(photo: Image.Image) -> NDArray[np.uint8]:
    """The middle square of a photograph as the inspector takes it: (128, 128) grey values."""
    square = ImageOps.fit(photo.convert("L"), (SIDE, SIDE), Image.Resampling.LANCZOS)
    return np.array(square, dtype=np.uint8)


def photo_page(
    surface: NDArray[np.uint8], prediction: Prediction, explanation: Explanation, language: Language
) -> str:
    """What the model says of the photograph and where it looked, with the warning."""
    t = language.pick
    seen = picture(
        data_url(enlarged(surface), encoding="JPEG"),
        t("AI에게 보인 사진", "The photograph as the AI got it"),
        t("AI에게 보인 모습", "What the AI got"),
    )
    heat = heat_picture(surface, explanation, language)
    return card(
        f"{t('내 사진: AI가 본 불량 확률', 'Your photograph: chance of a defect')}"
        f" {percent(prediction.defect)}",
        '<p class="lab-warn"><strong>'
        + t(
            "믿지 마세요. 합성 그림만 배운 AI라, 실제 사진에서는 확신해도 자주 틀립니다.",
            "Do not trust this. It learned from synthetic pictures only and is often wrong about"
            " photographs, however sure it sounds.",
        )
        + "</strong></p>",
        f'<div class="lab-grid" style="grid-template-columns:1fr 1fr">{seen}{heat}</div>',
        f"<h2>{t('무엇이라고 보나요?', 'What does it take it for?')}</h2>",
        kind_bars(prediction, language),
        "<p>"
        + t(
            "그림자나 글자를 결함으로 보았나요? 합성 그림에 없던 것은 AI가 알지 못합니다.",
            "Did it take a shadow or letters for a defect? It knows nothing that its synthetic"
            " pictures did not show.",
        )
        + "</p>",
    )
