"""What the demo says of itself, its limits among it, and beginnings worth a try."""

from playground_demos.about import About, Words

ABOUT = About(
    name="words",
    title=Words("다음 낱말", "The next word"),
    question=Words(
        "말 잘하는 AI는 정말 알고 말할까요?", "Does an AI that talks well know what it says?"
    ),
    model_file="words.safetensors",
    card_file="words.json",
    source=Words(
        "이 저장소에서 이 실습실의 수업 글로 직접 학습한 아주 작은 언어 모델",
        "A very small language model trained in this repository on this lab's own lessons",
    ),
    licence="CC0-1.0",
    memory_bytes=4_000_000,
    limits=(
        Words(
            "이 실습실의 수업 글만 읽었습니다. 챗봇의 수만 분의 일도 안 되는 크기입니다.",
            "It has read this lab's lessons only, and is a tiny fraction of a chatbot's size.",
        ),
        Words(
            "사실을 모릅니다. 그럴듯한 다음 조각을 고를 뿐이라 없는 일도 지어냅니다.",
            "It knows no facts. It picks a likely next piece, and so makes things up.",
        ),
        Words(
            "한국어만 이어 씁니다. 처음 보는 글자는 읽지 못하고 건너뜁니다.",
            "It writes Korean only, and skips letters that it never met.",
        ),
    ),
    icon="💬",
)

EXAMPLES: tuple[str, ...] = (
    "먼저 예상해",
    "모델이 틀리는 까닭은",
    "불량을 놓치는 것과",
    "이름을 지워도",
    "온도가 8 °C를 넘으면",
)
