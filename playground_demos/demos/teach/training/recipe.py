"""The eye that learns from few examples: how it is trained and measured, and its card's words."""

from playground_demos.about import Words
from playground_demos.demos.teach.network import EyeNet
from playground_demos.demos.teach.training.measure import measure
from playground_demos.demos.teach.training.train import EXAMPLES, KINDS, LESSONS, train
from playground_demos.training.recipe import Recipe

RECIPE: Recipe[EyeNet] = Recipe(
    title=Words("몇 개만 보고 배우는 눈", "An eye that learns from a few examples"),
    examples=LESSONS * KINDS * 2 * EXAMPLES,
    data=Words(
        f"프로그램이 만든 이름 없는 낙서와 색 물건(합성 자료)으로 연습한 수업 {LESSONS:,}번."
        " 수업마다 처음 보는 여섯 가지를 보기 넷씩만 보고 가려냈습니다. 사람의 사진은 없습니다.",
        f"{LESSONS:,} practice lessons with nameless scrawls and coloured objects that a program"
        " made (synthetic): six kinds never seen before, four examples each. No picture of a"
        " person.",
    ),
    held_out=Words(
        "처음 보는 낙서와 물건, 사람이 쓴 숫자, 실제 사진 두 장의 조각(둘 다 scikit-learn에 든"
        " 자료)을 새로 가르치고 쟀습니다. 종류마다 수업 300번입니다.",
        "Taught anew with scrawls and objects never seen, digits by people and pieces of two real"
        " photographs (both from scikit-learn), and measured: 300 lessons of each.",
    ),
    limits=(
        Words(
            "배운 것 중 하나로만 답합니다. 고양이와 강아지를 가르치면 의자도 둘 중 하나랍니다.",
            "It answers with one of what it was taught: taught cats and dogs, a chair is one.",
        ),
        Words(
            "모양과 색만 봅니다. 배경이나 조명이 다르면 쉽게 속고, 뜻은 모릅니다.",
            "It sees shape and colour: background and light fool it, and it knows no meaning.",
        ),
        Words(
            "자잘한 차이(표정, 글자 한 획)는 보기를 더 주어도 놓치기 쉽습니다.",
            "It easily misses small differences (a smile, one stroke), however many examples.",
        ),
    ),
    network=EyeNet,
    train=lambda seed, report: train(seed, report=report),
    measure=measure,
)
