"""The handwriting reader: how it is trained and measured, and what its card says in words."""

from playground_demos.about import Words
from playground_demos.demos.handwriting.network import HandwritingNet
from playground_demos.demos.handwriting.training.measure import measure
from playground_demos.demos.handwriting.training.train import BATCH, STEPS, train
from playground_demos.training.recipe import Recipe

RECIPE: Recipe[HandwritingNet] = Recipe(
    title=Words("손글씨 읽기", "Handwriting reader"),
    examples=STEPS * BATCH,
    data=Words(
        "프로그램이 획으로 그린 가상의 한글·숫자 손글씨(합성 자료, 85%), 나눔고딕 네 굵기의"
        " 인쇄체(10%), scikit-learn에 들어 있는 실제 숫자 손글씨 1,200개(5%)."
        " 합성 그림은 두 번 쓰지 않았습니다.",
        "Synthetic Hangul and digits drawn as strokes by a program (85 %), four weights of the"
        " NanumGothic typeface (10 %), and 1,200 digits by people that scikit-learn carries (5 %)."
        " No synthetic drawing was used twice.",
    ),
    held_out=Words(
        "학습 때와 비율·기울기·이어 쓰기 습관이 다르고 학습 때 없던 모양도 쓰는"
        " 가상의 필자들(합성)과, 학습에 쓰지 않은 실제 숫자 597개로 쟀습니다.",
        "Measured on synthetic writers with other proportions, slants and joinings, who also write"
        " letter shapes that training never showed, and on 597 digits by people, none in training.",
    ),
    limits=(
        Words(
            "실제 사람이 쓴 한글로는 배우지도 재지도 않았습니다."
            " 흘려 쓴 글씨는 성적보다 훨씬 자주 틀립니다.",
            "No Hangul by people was used, neither to learn nor to measure. It misreads cursive"
            " writing far more often than the figures say.",
        ),
        Words(
            "한 번에 한 글자만 읽습니다."
            " 낱자(ㅋ, ㅏ), 영어, 그림을 넣어도 아는 글자 중 하나로 답합니다.",
            "It reads one character at a time. Given a single letter (ㅋ, ㅏ), Latin or a doodle,"
            " it still answers with a character that it knows.",
        ),
        Words(
            "널리 쓰는 2,350자를 나머지 8,822자보다 열 배 그럴듯하게 봅니다."
            " 드문 글자(뷁)는 또박또박 써도 틀리기 쉽습니다.",
            "It takes the 2,350 syllables in common use to be ten times as likely as the other"
            " 8,822, so a rare one (뷁) is easily misread even when it is written clearly.",
        ),
    ),
    network=HandwritingNet,
    train=lambda seed, report: train(seed, report=report),
    measure=measure,
)
