"""The language model of the lab's lessons: how it is trained and measured, and its card's words."""

from playground_demos.about import Words
from playground_demos.demos.words.network import CONTEXT, PIECES, WordsNet
from playground_demos.demos.words.training.measure import measure
from playground_demos.demos.words.training.train import ROWS, STEPS, train
from playground_demos.training.recipe import Recipe

RECIPE: Recipe[WordsNet] = Recipe(
    title=Words("이 실습실의 수업만 읽은 작은 언어 모델", "A small language model of our lessons"),
    examples=STEPS * ROWS,
    data=Words(
        "이 저장소에 있는 한국어 수업과 과제의 설명글, 용어집 약 1,400문단, 11만 글자의 10분의"
        " 9입니다. 사람이 쓴 글이며 합성 자료가 아닙니다. 과제의 정답과 코드는 읽지 않았고,"
        " 인터넷의 글도, 방문객의 글도 없습니다.",
        "Nine tenths of the Korean text of this repository's lessons, exercises and glossary: about"
        " 1,400 paragraphs of 110,000 letters, by people, not synthetic. No solutions, no code,"
        " nothing from the internet, nothing of a visitor.",
    ),
    held_out=Words(
        "같은 수업에서 배울 때 한 번도 읽지 않은 문단(열에 하나)으로 쟀습니다. 구간은 문단을 다시"
        f" 뽑아 구했습니다. 조각은 {PIECES:,}가지입니다. 견줄 두 방법도 같은 글을 세었습니다.",
        "Measured on paragraphs of the same lessons that it never read (one in ten). Intervals come"
        f" from drawing paragraphs again. There are {PIECES:,} pieces. The two counters beside it"
        " counted the same text.",
    ),
    limits=(
        Words(
            "소설책 반 권쯤만 읽었습니다. 몇 낱말은 그럴듯하지만 문장은 곧 뜻을 잃습니다.",
            "It has read half a novel's worth. A few words sound right, then sense is lost.",
        ),
        Words(
            "위의 두 세는 방법보다 낫지만, 다음 조각을 네 번에 세 번은 못 맞힙니다.",
            "It beats both ways of counting above, and still misses the next piece three times in"
            " four.",
        ),
        Words(
            "사실을 모릅니다. 참인 첫머리와 거짓인 첫머리를 똑같이 술술 이어 씁니다.",
            "It knows no facts: it continues a false beginning as readily as a true one.",
        ),
        Words(
            "한국어 수업 글만 배웠습니다. 영어나 처음 보는 글자는 읽지 못하고 건너뜁니다.",
            "It knows Korean lessons only, and skips letters it never met, English among them.",
        ),
        Words(
            f"앞의 {CONTEXT}조각까지만 돌아봅니다.",
            f"It looks back on {CONTEXT} pieces, no farther.",
        ),
    ),
    network=WordsNet,
    train=lambda seed, report: train(seed, report=report),
    measure=measure,
)
