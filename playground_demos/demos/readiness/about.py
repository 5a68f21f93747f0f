"""What the demo says of itself, its limits among it, and answers worth a try."""

from playground_demos.about import About, Words

ABOUT = About(
    name="readiness",
    title=Words("우리 회사 AX 진단", "Is our company ready for AI?"),
    question=Words(
        "우리 회사는 AI를 쓸 준비가 얼마나 되었을까요?", "How ready is your company to use AI?"
    ),
    source=Words(
        "이 진단에는 학습한 모델이 없습니다. 누구나 읽을 수 있는 규칙표로 답합니다.",
        "No model was trained for this check: it answers by rules that anybody can read.",
    ),
    licence="BSD-3-Clause",
    limits=(
        Words(
            "열 가지 물음과 본인의 답만 봅니다. 후하게 답하면 후하게 나옵니다.",
            "It sees ten questions and your own word: flatter yourself and it flatters you.",
        ),
        Words(
            "규칙은 이 교육장의 판단이며, 기업 자료로 맞춘 통계가 아닙니다.",
            "The rules are this lab's judgement, not statistics fitted to companies.",
        ),
        Words(
            "투자나 지원 사업의 심사 자료로 쓸 수 없습니다. 이야기를 시작하는 종이 한 장입니다.",
            "It is no assessment for a grant or an investment, but a page to start talking from.",
        ),
    ),
    icon="🏭",
)

EXAMPLES: tuple[tuple[int, ...], ...] = (
    (1, 0, 1, 0, 0, 0, 0, 0, 1, 0),
    (2, 1, 2, 1, 1, 1, 0, 1, 1, 0),
    (2, 2, 2, 2, 2, 1, 2, 1, 2, 1),
)
