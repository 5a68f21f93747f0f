"""What the demo says of itself, its limits among it, and recipes worth a try."""

from playground_demos.about import About, Words

ABOUT = About(
    name="cmp",
    title=Words("CMP 공정 엔지니어", "CMP process engineer"),
    question=Words(
        "반도체를 얼마나 깎을지 AI는 알까요, 모른다고 할까요?",
        "Does the AI know how much it will polish, or say that it does not?",
    ),
    model_file="cmp.safetensors",
    card_file="cmp.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망 다섯(합성 웨이퍼)",
        "Five small networks trained in this repository on synthetic wafers",
    ),
    licence="CC0-1.0",
    memory_bytes=100_000,
    limits=(
        Words(
            "장비도 웨이퍼도 컴퓨터가 만든 합성입니다. 실제 공정의 숫자가 아닙니다.",
            "Machine and wafers are synthetic; no figure here is one of a real process.",
        ),
        Words(
            "구간은 100장 중 90장에만 맞습니다. 나머지 10장은 벗어나도 약속대로입니다.",
            "The interval holds for 90 wafers in 100; ten may miss it and the promise still holds.",
        ),
        Words(
            "배운 설정에서 멀면 ‘모른다’고 하지만, 경계 가까이에서는 아는 척할 수 있습니다.",
            "Far from what it learned it says so; near the border it may pretend to know.",
        ),
    ),
    icon="💿",
)

EXAMPLES: tuple[tuple[float, ...], ...] = (
    (3.0, 70, 180, 10, 15),  # too little
    (4.6, 80, 230, 14, 8),  # about right
    (7.5, 140, 80, 35, 55),  # nobody ever ran that
)
