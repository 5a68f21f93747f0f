"""The teaching demo: it learns from what a page holds, says why, and takes nothing on trust."""

import numpy as np
import pytest

from playground_demos.about import Language
from playground_demos.demos.teach import EXAMPLES, explain, load, predict
from playground_demos.demos.teach.lessons import Lesson, confusion, judge
from playground_demos.demos.teach.network import EyeNet
from playground_demos.demos.teach.page import SIGNS, answer_page, live_page
from playground_demos.demos.teach.shelf import (
    KINDS,
    MOST_EXAMPLES,
    ShelfRefused,
    as_example,
    example_of,
    read_shelf,
)
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.cards import MODEL_DIR
from playground_demos.toolkit.pictures import PictureLimits, PictureRefused, data_url
from playground_demos.toolkit.strokes import SIDE

SHAPES = [
    [kind, as_example(example_of(strokes, None, PictureLimits()))] for kind, strokes in EXAMPLES
]
TRIANGLE = [[[0.4, 0.2], [0.1, 0.9], [0.8, 0.7], [0.4, 0.2]]]


@pytest.fixture(scope="module")
def model() -> EyeNet:
    return load(MODEL_DIR)


def test_a_new_triangle_is_told_from_rounds_and_squares_by_two_examples_each(
    model: EyeNet,
) -> None:
    picture = example_of(TRIANGLE, None, PictureLimits())
    judgement = predict(model, (read_shelf(SHAPES).lesson(), picture))
    assert sum(judgement.chances) == pytest.approx(1)
    assert judgement.chances[1] == max(judgement.chances)
    assert EXAMPLES[judgement.nearest[0]][0] == 1


def test_an_example_is_most_like_itself(model: EyeNet) -> None:
    lesson = read_shelf(SHAPES).lesson()
    for index, picture in enumerate(lesson.pictures):
        assert judge(model, lesson, picture).nearest[0] == index


def test_swapped_numbers_swap_the_answer(model: EyeNet) -> None:
    lesson = read_shelf(SHAPES).lesson()
    swapped = Lesson(lesson.pictures, tuple({0: 1, 1: 0}.get(kind, kind) for kind in lesson.kinds))
    picture = example_of(TRIANGLE, None, PictureLimits())
    assert judge(model, swapped, picture).chances[0] == pytest.approx(
        judge(model, lesson, picture).chances[1], abs=1e-5
    )


def test_the_same_picture_under_two_numbers_is_mixed_up(model: EyeNet) -> None:
    picture = read_shelf(SHAPES).lesson().pictures[:1]
    lesson = Lesson(np.repeat(picture, 4, axis=0), (0, 0, 1, 1))
    table = confusion(model, lesson)
    assert table.sum() == 4
    assert np.trace(table) < 4


def test_the_only_example_of_a_kind_is_not_asked_about(model: EyeNet) -> None:
    lesson = read_shelf([SHAPES[0], SHAPES[2], SHAPES[3]]).lesson()
    assert confusion(model, lesson).sum(axis=1).tolist() == [0, 2]


@pytest.mark.parametrize("language", Language)
def test_the_answer_shows_test_and_examples_in_the_visitor_s_language(
    model: EyeNet, language: Language
) -> None:
    picture = example_of(TRIANGLE, None, PictureLimits())
    given = (read_shelf(SHAPES).lesson(), picture)
    judgement = predict(model, given)
    page = answer_page(*given, judgement, explain(model, given, judgement), 0, language)
    assert page.count("<img") == 1 + len(judgement.nearest)
    assert page.count("<tr>") == 1 + KINDS
    assert SIGNS[1] in live_page(judgement, language)


def test_a_photograph_is_cut_to_a_square_and_goes_before_a_drawing() -> None:
    photo = data_url(np.full((40, 90, 3), (200, 30, 30), np.uint8))
    example = example_of(TRIANGLE, photo, PictureLimits())
    assert example.shape == (SIDE, SIDE, 3)
    assert example[32, 32].tolist() == [200, 30, 30]


@pytest.mark.parametrize(
    "kept", [[], None, "shelf", [SHAPES[0]], [SHAPES[0], SHAPES[1]], [SHAPES[2], SHAPES[4]]]
)
def test_without_two_kinds_a_visitor_is_told_what_to_do(kept: object) -> None:
    with pytest.raises(VisitorMessage, match="at least one ①"):
        read_shelf(kept).lesson()


@pytest.mark.parametrize(
    "kept",
    [
        [["0", "data:,"]],
        [[3, SHAPES[0][1]]],
        [[-1, SHAPES[0][1]]],
        [[0]],
        [None],
        [[0, 5]],
        [[0, "x" * 100_000]],
        SHAPES[:1] * (KINDS * MOST_EXAMPLES + 1),
    ],
)
def test_a_shelf_that_no_page_of_ours_sent_is_refused(kept: object) -> None:
    with pytest.raises(ShelfRefused):
        read_shelf(kept)


def test_an_example_that_is_no_small_picture_is_refused() -> None:
    large = data_url(np.zeros((65, 64, 3), np.uint8))
    for url in ("data:image/png;base64,AAAA", "http://127.0.0.1/cat.png", large):
        with pytest.raises(PictureRefused):
            read_shelf([[0, url], SHAPES[2]]).lesson()


def test_nothing_drawn_is_said_kindly() -> None:
    for drawn, sent in ((None, None), ([], ""), (None, 5)):
        with pytest.raises(VisitorMessage, match="Please"):
            example_of(drawn, sent, PictureLimits())
