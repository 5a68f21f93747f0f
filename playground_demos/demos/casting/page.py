"""What the casting demo shows: the part, and after the verdict the answer, the heat and the truth.

Draws only; truth and figures come from the demo. Pictures are ours and synthetic, and say so.
"""

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from playground_demos.about import Language, Words
from playground_demos.demos.casting import Explanation, Prediction
from playground_demos.demos.casting.data import KINDS, Kind, Surface
from playground_demos.demos.casting.score import Score
from playground_demos.toolkit.answers import bars, card, invitation, percent, picture
from playground_demos.toolkit.pictures import data_url

KIND_WORDS = {
    Kind.SOUND: Words("정상", "Sound"),
    Kind.BLOWHOLE: Words("기공 (둥근 구멍)", "Blowhole (round pits)"),
    Kind.SHRINKAGE: Words("수축공 (울퉁불퉁한 구멍 무리)", "Shrinkage (ragged cluster)"),
    Kind.CRACK: Words("크랙 (꺾인 가는 금)", "Crack (thin jagged line)"),
    Kind.SCRATCH: Words("긁힘 (밝은 줄)", "Scratch (bright line)"),
}
SHOWN_SIDE = 384
INSPECTION_SECONDS = 10  # until the line has moved on; nobody is hindered by it
TASK = Words(
    f"부품을 받아 **{INSPECTION_SECONDS}초 안에 먼저 판정**하세요. 그다음 AI의 판정과"
    " 정답을 봅니다. 늦어도 답은 볼 수 있습니다.",
    f"Take a part and **judge it first, within {INSPECTION_SECONDS} seconds**. Then see the"
    " AI's verdict and the truth. You see them if you are late, too.",
)


def short_name(kind: Kind, language: Language) -> str:
    """The kind without its explanation in brackets."""
    return KIND_WORDS[kind].said_in(language).partition(" (")[0]


def part_page(part: Surface, language: Language) -> str:
    """The part as an inspector gets it."""
    caption = Words(
        "합성 주물 표면 (실제 사진이 아닙니다)", "Synthetic cast surface (no photograph)"
    )
    alt = Words("검사할 주물 표면", "The cast surface to inspect")
    image = picture(
        data_url(enlarged(part.picture), encoding="JPEG"),
        alt.said_in(language),
        caption.said_in(language),
    )
    clock = f'<div class="lab-clock" style="--seconds:{INSPECTION_SECONDS}s"><i></i></div>'
    return f'<div style="max-width:26rem;margin:0 auto">{clock}{image}</div>'


def answer_page(
    prediction: Prediction,
    explanation: Explanation,
    truth: Surface,
    verdict: Kind,
    threshold: float,
    score: Score,
    language: Language,
    *,
    seconds: tuple[float, float] | None = None,
    cost: str = "",
) -> str:
    """The model's verdict, both against the truth, where it looked and where the defect is.

    `seconds` are the visitor's and the model's, for a part that is judged for the first time.
    """
    t = language.pick
    faulty = truth.kind is not Kind.SOUND
    called = prediction.defect >= threshold
    rows = [
        (t("나", "You"), verdict),
        ("AI", KINDS[prediction.defect_index] if called else Kind.SOUND),
    ]
    said = "".join(
        f"<li><strong>{who}</strong>: {short_name(kind, language)}"
        f" {_mark(kind, truth.kind, language)}</li>"
        for who, kind in rows
    )
    outlined = picture(
        data_url(_with_truth(truth), encoding="JPEG"),
        t("실제 결함 자리를 표시한 표면", "The surface with the true defect marked"),
        t("실제 결함 자리 (초록)", "The true place of the defect (green)")
        if faulty
        else t("결함이 없는 부품입니다", "There is no defect"),
    )
    return card(
        f"{t('정답', 'The truth')}: {KIND_WORDS[truth.kind].said_in(language)}",
        f"<ul>{said}</ul>{_pace(seconds, language)}",
        f'<div class="lab-grid" style="grid-template-columns:1fr 1fr">'
        f"{heat_picture(truth.picture, explanation, language)}{outlined}</div>",
        f"<h2>{t('AI가 본 불량 확률', 'Chance of a defect, says the AI')}:"
        f" {percent(prediction.defect)}</h2>",
        kind_bars(prediction, language),
        cost,
        f"<p><strong>{t('점수', 'Score')}: {t('나', 'you')} {score.visitor} · AI {score.model}"
        f" / {score.parts}</strong></p>",
        invitation(
            t(
                "이제 AI를 틀리게 해 보세요. 문턱을 5%로 낮추거나 95%로 올리고 다시 비교하면"
                " 어떤 잘못이 늘어날까요?",
                "Now make it fail: set the threshold to 5 % or 95 % and compare again."
                " Which kind of mistake grows?",
            )
        ),
    )


def kind_bars(prediction: Prediction, language: Language) -> str:
    """How likely each kind is, the likeliest first."""
    chances = sorted(zip(KINDS, prediction.chances, strict=True), key=lambda row: -row[1])
    return bars([(short_name(kind, language), chance) for kind, chance in chances])


def _pace(seconds: tuple[float, float] | None, language: Language) -> str:
    if seconds is None:
        return ""
    visitor, model = seconds
    words = Words(
        f"걸린 시간: 나 {visitor:.0f}초 · AI {model:.3f}초",
        f"Time: you {visitor:.0f} s · AI {model:.3f} s",
    )
    if visitor > INSPECTION_SECONDS:
        words = Words(
            f"{words.ko}. 공장이었다면 부품이 이미 지나갔습니다.",
            f"{words.en}. In a factory the part would have gone by.",
        )
    return f"<p>{words.said_in(language)}</p>"


def _mark(said: Kind, truth: Kind, language: Language) -> str:
    """Sound or not decides the point; the kind of a defect is told apart, for interest."""
    right = (said is Kind.SOUND) == (truth is Kind.SOUND)
    words = Words("맞음", "right") if right else Words("틀림", "wrong")
    if right and said is not truth:
        words = Words("불량은 맞음, 종류는 다름", "defective it is, of another kind")
    colour, sign = ("lab-good", "✔") if right else ("lab-bad", "✘")
    return f'<span class="{colour}">{sign} {words.said_in(language)}</span>'


def enlarged(pixels: NDArray[np.uint8]) -> Image.Image:
    """A surface (height, width[, 3]) large enough for a page."""
    return Image.fromarray(pixels).resize((SHOWN_SIDE,) * 2, Image.Resampling.BICUBIC)


def heat_picture(surface: NDArray[np.uint8], explanation: Explanation, language: Language) -> str:
    """A surface, reddened where the model looked."""
    share = (0.75 * np.clip(explanation.heat, 0, 1) ** 1.2)[..., None]
    red = np.array([235.0, 40.0, 20.0])
    heated = (surface[..., None] * (1 - share) + red * share).astype(np.uint8)
    return picture(
        data_url(enlarged(heated), encoding="JPEG"),
        language.pick("AI가 본 곳을 붉게 칠한 표면", "The surface, reddened where the AI looked"),
        language.pick(
            "AI가 본 곳 (붉을수록 결정적)", "Where the AI looked (redder: more decisive)"
        ),
    )


def _with_truth(part: Surface) -> Image.Image:
    """The outline of the defect a few pixels off, so that the defect itself stays visible."""
    from scipy.ndimage import binary_dilation

    outer, inner = (binary_dilation(part.mask, iterations=rounds) for rounds in (4, 3))
    pixels = np.repeat(part.picture[..., None], 3, axis=2)
    pixels[outer & ~inner] = (40, 200, 90)
    return enlarged(pixels)
