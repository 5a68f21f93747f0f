"""The casting inspector: how it is trained and measured, and what its card says in words."""

from playground_demos.about import Words
from playground_demos.demos.casting.network import CastingNet
from playground_demos.demos.casting.training.measure import measure
from playground_demos.demos.casting.training.train import EPOCHS, SURFACES, train
from playground_demos.training.recipe import Recipe

RECIPE: Recipe[CastingNet] = Recipe(
    title=Words("주조 검사", "Casting inspector"),
    examples=SURFACES * EPOCHS,
    data=Words(
        f"프로그램이 만든 가상의 주물 표면 {SURFACES:,}장(합성 자료): 정상, 기공, 수축공, 크랙,"
        " 긁힘과 해롭지 않은 얼룩·먼지·가공 자국.",
        f"{SURFACES:,} synthetic cast surfaces made by a program: sound, blowhole, shrinkage, crack"
        " and scratch, with harmless stains, dust and tool marks.",
    ),
    held_out=Words(
        "학습 때보다 조명과 카메라가 나쁘고 얼룩이 많은 다른 공장을 흉내 낸"
        " 합성 표면 2,000장으로 쟀습니다. 다섯 종류를 같은 수로 섞었습니다.",
        "Measured on 2,000 synthetic surfaces that imitate another shop with worse light and camera"
        " and more stains than training showed, equally many of each of the five kinds.",
    ),
    limits=(
        Words(
            "실제 주물 사진은 한 장도 배우지 않았습니다. 이 성적은 실제 공장의 성적이 아닙니다.",
            "It never saw a photograph of a real casting: the figures do not hold for a factory.",
        ),
        Words(
            "희미하거나 아주 작은 결함, 거친 표면의 가는 크랙을 자주 놓칩니다.",
            "It often misses faint or very small defects, and thin cracks on rough surfaces.",
        ),
        Words(
            "표면만 봅니다. 속에 든 기공은 볼 수 없고,"
            " 배우지 않은 종류의 결함은 아는 것 중 하나로 답합니다.",
            "It sees the surface only, not pores inside, and calls an unknown kind of defect by one"
            " that it knows.",
        ),
    ),
    network=CastingNet,
    train=lambda seed, report: train(seed, report=report),
    measure=measure,
)
