"""What the demo says of itself, its limits among it, and trips worth a try."""

from playground_demos.about import About, Words

ABOUT = About(
    name="coldchain",
    title=Words("콜드체인: 백신 배달", "Cold chain: deliver a vaccine"),
    question=Words(
        "센서 두 개로 백신을 섬까지 무사히 보낼 수 있을까요?",
        "Can two sensors bring a vaccine safely to the island?",
    ),
    model_file="coldchain.safetensors",
    card_file="coldchain.json",
    source=Words(
        "이 저장소에서 직접 학습한 작은 신경망(합성 여정)",
        "A small network trained in this repository on synthetic journeys",
    ),
    licence="CC0-1.0",
    memory_bytes=400_000,
    batches=True,
    limits=(
        Words(
            "여정도 온도도 합성입니다. 실제 백신의 폐기는 제조사와 보건 당국의 기준을 따릅니다.",
            "Journeys are synthetic. Real vaccines go by the rules of maker and health authority.",
        ),
        Words(
            "AI는 센서가 있는 자리만 봅니다. 나머지 세 자리에서 얼거나 데워져도 모를 수 있습니다.",
            "The AI sees only where a sensor lies; elsewhere vials may freeze or heat unnoticed.",
        ),
        Words(
            "평균 동적 온도(MKT)는 더위만 셉니다. 한 번 언 백신은 평균이 좋아도 못 씁니다.",
            "Mean kinetic temperature counts heat only. A frozen vaccine is lost at any average.",
        ),
    ),
    icon="🧊",
)

EXAMPLES: tuple[tuple[int, tuple[str, str]], ...] = (
    (3, ("centre", "lid")),
    (5, ("ice", "wall")),
    (8, ("door", "ice")),
)
