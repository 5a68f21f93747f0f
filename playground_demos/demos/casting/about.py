"""What the demo says of itself, its limits among it, and parts worth a try."""

from playground_demos.about import About, Words

ABOUT = About(
    name="casting",
    title=Words("주조 검사: 사람 대 AI", "Casting inspection: you against AI"),
    question=Words(
        "금속 부품의 흠을 AI보다 잘 찾을 수 있을까요?", "Can you spot a flawed part better than AI?"
    ),
    model_file="casting.safetensors",
    card_file="casting.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망(합성 주물 표면)",
        "A small network trained in this repository on synthetic cast surfaces",
    ),
    licence="CC0-1.0",
    memory_bytes=300_000,
    batches=True,
    limits=(
        Words(
            "여기 나오는 부품은 모두 컴퓨터가 만든 합성 그림이며, 실제 주물 사진이 아닙니다.",
            "Every part here is a synthetic picture; none is a photograph of a real casting.",
        ),
        Words(
            "희미하거나 작은 결함은 AI도 놓칩니다."
            " 문턱을 낮추면 덜 놓치는 대신 헛경보가 늘어납니다.",
            "It misses faint and small flaws. A lower threshold misses fewer and cries wolf more.",
        ),
        Words(
            "열지도는 AI가 어디를 보았는지만 알려 줄 뿐, 옳다는 증거는 아닙니다.",
            "The heat map shows where the AI looked, not that it is right.",
        ),
    ),
    icon="🔍",
)

EXAMPLES: tuple[int, ...] = (11, 1, 12, 3, 0)  # seeds of parts
