"""What the demo says of itself, its limits among it, and drawings to teach with."""

from math import cos, pi, sin

from playground_demos.about import About, Words

ABOUT = About(
    name="teach",
    title=Words("AI 가르치기", "Teach an AI"),
    question=Words(
        "보기 몇 개면 AI가 내 그림을 가려낼까요?", "How many examples does an AI need from you?"
    ),
    model_file="teach.safetensors",
    card_file="teach.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망(합성 낙서와 물건)",
        "A small network trained in this repository on synthetic scrawls and objects",
    ),
    licence="CC0-1.0",
    memory_bytes=600_000,
    batches=True,
    limits=(
        Words(
            "가르친 것 중 하나로만 답합니다. 처음 보는 것도 셋 중 하나라고 우깁니다.",
            "It answers with one of what you taught, also when it is none of them.",
        ),
        Words(
            "모양과 색만 비교합니다. 배경이나 밝기를 함께 배워 엉뚱한 것을 보고 답할 수 있습니다.",
            "It compares shape and colour, and may have learned your background instead.",
        ),
        Words(
            "보기는 이 화면에 담겨 있어, 화면을 닫거나 언어를 바꾸면 처음부터 가르치셔야 합니다.",
            "Your examples are held by this page: close it or change the language to start anew.",
        ),
    ),
    icon="🎓",
)


def _round(across: float, down: float, lean: float) -> list[list[list[float]]]:
    """A ring in one stroke of 25 points, by a hand that leans."""
    angles = [2 * pi * step / 24 + lean for step in range(25)]
    return [[[0.5 + across * cos(angle), 0.5 + down * sin(angle + lean)] for angle in angles]]


EXAMPLES: tuple[tuple[int, list[list[list[float]]]], ...] = (
    (0, _round(0.38, 0.38, 0.0)),
    (0, _round(0.34, 0.40, 0.2)),
    (1, [[[0.50, 0.10], [0.12, 0.85], [0.90, 0.84], [0.51, 0.11]]]),
    (1, [[[0.44, 0.15], [0.20, 0.80]], [[0.20, 0.80], [0.84, 0.74]], [[0.84, 0.74], [0.44, 0.15]]]),
    (2, [[[0.15, 0.15], [0.16, 0.86], [0.85, 0.85], [0.86, 0.14], [0.14, 0.16]]]),
    (2, [[[0.20, 0.24], [0.24, 0.80], [0.80, 0.76], [0.78, 0.20], [0.21, 0.23]]]),
)
