"""The journey network: how it is trained and measured, and what its card says in words."""

from playground_demos.about import Words
from playground_demos.demos.coldchain.network import JourneyNet
from playground_demos.demos.coldchain.training.measure import measure
from playground_demos.demos.coldchain.training.train import EPOCHS, JOURNEYS, train
from playground_demos.training.recipe import Recipe

RECIPE: Recipe[JourneyNet] = Recipe(
    title=Words("콜드체인 예보기", "Cold chain forecaster"),
    examples=JOURNEYS * EPOCHS,
    data=Words(
        f"프로그램이 만든 가상의 30시간 여정 {JOURNEYS:,}번(합성 자료): 상자 속 다섯 자리의 온도와"
        " 햇볕, 열린 문, 얼린 냉매, 고장 난 냉장. 매번 센서 두 개의 자리를 바꿔 가며 배웠습니다.",
        f"{JOURNEYS:,} synthetic journeys of 30 hours made by a program: the temperature at five"
        " places of a box, with sun, an open door, frozen packs and a broken cooler. Each time two"
        " sensors lay at other places.",
    ),
    held_out=Words(
        "학습에 쓰지 않은 합성 여정 3,000번에서, 센서 두 개를 아무 자리에나 두고"
        " 18시간까지 읽은 것만으로 쟀습니다.",
        "Measured on 3,000 synthetic journeys that no training saw, from 18 hours of readings of"
        " two sensors at random places.",
    ),
    limits=(
        Words(
            "실제 운송 기록은 하나도 배우지 않았습니다. 실제 백신은 제조사 기준으로 판단합니다.",
            "It saw no record of a real journey. A real vaccine is judged by its maker's rules.",
        ),
        Words(
            "센서가 없는 자리는 보지 못하고, 18시간 뒤에 새로 생길 일은 알 수 없습니다.",
            "It is blind where no sensor lies, and cannot know what begins after 18 hours.",
        ),
        Words(
            "상자 한 종류와 길 하나만 압니다. 다른 상자나 계절에는 맞지 않습니다.",
            "It knows one kind of box and one route: other boxes or seasons are strange to it.",
        ),
    ),
    network=JourneyNet,
    train=lambda seed, report: train(seed, report=report),
    measure=measure,
)
