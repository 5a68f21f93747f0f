"""What the demo says of itself, its limits among it, and drawings worth a try."""

from typing import Any

from playground_demos.about import About, Words

ABOUT = About(
    name="handwriting",
    title=Words("손글씨 읽기", "Handwriting"),
    question=Words(
        "AI는 내 글씨의 어느 획을 보고 읽을까요?", "Which of your strokes does the AI read by?"
    ),
    model_file="handwriting.safetensors",
    card_file="handwriting.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망(합성 손글씨)",
        "A small network trained in this repository on synthetic handwriting",
    ),
    licence="CC0-1.0",
    memory_bytes=2_000_000,
    batches=True,
    limits=(
        Words(
            "한 번에 글자 하나만 읽습니다."
            " ㅋ, ㅏ 같은 낱자나 영어, 그림도 아는 글자 중 하나로 답합니다.",
            "It reads one syllable or digit at a time, and answers with one even for a doodle.",
        ),
        Words(
            "컴퓨터가 만든 글씨로 배워서, 흘려 쓴 글씨는 자주 틀립니다.",
            "It learned from computer-made handwriting and often misreads cursive.",
        ),
        Words(
            "'확신 90%'도 틀릴 수 있습니다. 낙서를 넣어 보시면 알 수 있습니다.",
            "It can be 90 % sure and wrong: try a doodle.",
        ),
    ),
    icon="✍️",
)

EXAMPLES: tuple[Any, ...] = (
    [  # 인
        [[0.30, 0.12], [0.18, 0.18], [0.14, 0.30], [0.20, 0.42], [0.32, 0.46], [0.44, 0.40],
         [0.48, 0.28], [0.43, 0.17], [0.31, 0.12]],
        [[0.72, 0.06], [0.73, 0.30], [0.72, 0.58]],
        [[0.26, 0.60], [0.25, 0.88], [0.50, 0.89], [0.80, 0.86]],
    ],
    [  # 가
        [[0.15, 0.25], [0.45, 0.23], [0.42, 0.48], [0.20, 0.78]],
        [[0.66, 0.08], [0.67, 0.50], [0.66, 0.92]],
        [[0.67, 0.47], [0.90, 0.46]],
    ],
    [[[0.30, 0.20], [0.66, 0.19], [0.52, 0.50], [0.44, 0.86]]],  # 7
)  # fmt: skip
