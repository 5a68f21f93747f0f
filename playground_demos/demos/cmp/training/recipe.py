"""The polishing network: how it is trained and measured, and what its card says in words."""

from playground_demos.about import Words
from playground_demos.demos.cmp.network import PolishingNet
from playground_demos.demos.cmp.training.measure import measure
from playground_demos.demos.cmp.training.train import EPOCHS, WAFERS, train
from playground_demos.training.recipe import Recipe

RECIPE: Recipe[PolishingNet] = Recipe(
    title=Words("CMP 연마 속도 예측기", "CMP removal rate predictor"),
    examples=WAFERS * EPOCHS,
    data=Words(
        f"프로그램이 만든 가상의 웨이퍼 {WAFERS:,}장(합성 자료): 프레스턴 법칙에 슬러리 부족,"
        " 떠오름, 패드와 디스크의 닳음을 더했습니다. 공장이 늘 쓰던 범위의 설정만 있습니다.",
        f"{WAFERS:,} synthetic wafers made by a program: Preston's law with short slurry, floating,"
        " and a pad and a disk that wear. Only recipes of the factory's usual range occur.",
    ),
    held_out=Words(
        "학습에 쓰지 않은 합성 웨이퍼 2,000장과, 공장이 한 번도 해 보지 않은 설정"
        " 2,000가지로 쟀습니다.",
        "Measured on 2,000 synthetic wafers that no training saw, and on 2,000 recipes that the"
        " factory never ran.",
    ),
    limits=(
        Words(
            "실제 장비의 자료는 하나도 배우지 않았습니다. 이 숫자로 공정을 정할 수 없습니다.",
            "It saw no data of a real machine: set no process by these figures.",
        ),
        Words(
            "늘 쓰던 범위 밖에서는 구간이 맞지 않습니다. 그래서 ‘모른다’고 답하지만,"
            " 경계 가까이에서는 그 판단도 틀릴 수 있습니다.",
            "Outside the usual range its interval does not hold. It says so, and may be wrong about"
            " that near the border.",
        ),
        Words(
            "다섯 손잡이만 압니다. 온도, 패턴, 장비 고장처럼 넣지 않은 것은 알 수 없습니다.",
            "It knows five levers only, not temperature, pattern or a machine that breaks.",
        ),
    ),
    network=PolishingNet,
    train=lambda seed, report: train(seed, report=report),
    measure=measure,
)
