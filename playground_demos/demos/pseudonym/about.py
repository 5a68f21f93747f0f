"""What the demo says of itself, its limits among it, and texts worth a try."""

from playground_demos.about import About, Words

ABOUT = About(
    name="pseudonym",
    title=Words("가명정보: 이름을 지워도", "Pseudonyms: without a name"),
    question=Words(
        "이름을 지우면 아무도 나를 못 찾을까요?", "Does nobody find you once your name is gone?"
    ),
    source=Words(
        "배운 모델이 아니라 규칙과 셈으로 답합니다. 주민 3,000명은 모두 컴퓨터가 만든 합성입니다.",
        "Rules and counting answer here, no trained model. All 3,000 neighbours are synthetic.",
    ),
    licence="CC0-1.0",
    limits=(
        Words(
            "여기 나오는 주민은 모두 합성입니다. 2060년 뒤에 태어난 번호와 쓰지 않는 전화번호라"
            " 실제 사람일 수 없습니다.",
            "Every neighbour is synthetic: born after 2060, with telephone numbers nobody has.",
        ),
        Words(
            "글에서는 규칙에 맞는 것만 찾습니다."
            " 별명, 번지 없는 주소, 글로 풀어 쓴 숫자는 놓칩니다.",
            "In a text it finds what fits the rules: no nickname, no number in words, no address"
            " without its number.",
        ),
        Words(
            "다섯 명 속에 숨어도 안전하다는 뜻은 아닙니다. 네 칸 말고 하나를 더 아는 사람이 있고,"
            " 다섯 명의 비밀이 모두 같을 수도 있습니다. 법에 정해진 k도 없습니다.",
            "Hidden among five is not safe: somebody may know a fifth thing, or all five may share"
            " one secret. No law sets a k.",
        ),
    ),
    icon="🎭",
)

EXAMPLES: tuple[str, ...] = (
    "김합성 고객의 주민번호는 900101-3123454입니다. 회신은 010-0123-4567로 주세요.",
    "담당 박예시 과장에게 ９１０８０４－３０３０９７９로 본인 확인, 메일은 test@example.com",
    "제 번호는 공일공에 공공일이 삼사오육이고요, 송도 3번지 파란 대문 집 둘째예요.",
)
