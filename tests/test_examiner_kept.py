"""What an answer's objects keep, and a test changes afterwards, is the same thing on both sides."""

import pytest

from autograder.examiner.examination import Finding
from tests.examined import examine

STACK = """
class Stack:
    def __init__(self, items):
        self.items = {}
    load = __init__
    def size(self):
        return len(self.items)
    def copy(self):
        return Stack(self.items)
    @property
    def all(self):
        return {}
"""
COUNTER = """
at = 0
def step():
    global at
    at = {} + 1
    return at
"""
COPIES = STACK.format("list(items)", "list(self.items)")
KEEPS = STACK.format("items", "self.items")


@pytest.mark.parametrize(
    ("right", "wrong", "test"),
    [
        pytest.param(
            COPIES,
            KEEPS,
            "data = [1]\ns = Stack(data)\ndata.append(3)\nassert s.size() == 1 and s.items == [1]",
            id="a_list_that_a_constructor_had",
        ),
        pytest.param(
            KEEPS,
            COPIES,
            "data = [1]\ns = Stack(data)\ndata.append(3)\nassert s.size() == 2",
            id="a_list_that_a_constructor_is_to_keep",
        ),
        pytest.param(
            STACK.format("[[*row] for row in items]", "0"),
            COPIES,
            "rows = [[1], [2]]\ns = Stack([])\ns.load(rows)\nrows[0][0] = 9\n"
            "assert s.items == [[1], [2]]",
            id="rows_that_a_method_had",
        ),
        pytest.param(
            COPIES,
            KEEPS,
            "s = Stack([])\ns.items = data = [1]\ndata.append(2)\n"
            "assert s.size() == 2 and s.copy().items is not s.items",
            id="a_list_that_became_an_attribute",
        ),
        pytest.param(
            COPIES,
            KEEPS,
            "d = {1: 2}\ns = Stack(d.keys())\nd[3] = 4\nassert s.size() == 1",
            id="the_keys_of_a_dictionary",
        ),
        pytest.param(
            KEEPS,
            COPIES,
            "d = {1: [2]}\ns, t, u = Stack(d.keys()), Stack(d.values()), Stack(d.items())\n"
            "d[3] = 4\nassert s.size() == t.size() == u.size() == 2\nd.clear()\n"
            "assert s.size() == t.size() == u.size() == 0",
            id="views_that_are_to_be_kept",
        ),
        pytest.param(
            COPIES,
            KEEPS,
            "a = Stack([1])\nb = a.copy()\n"
            "assert a.items is a.items and a.items is not b.items and a.items == b.items",
            id="one_list_or_two_in_two_attributes",
        ),
        pytest.param(
            COPIES,
            KEEPS,
            "a = Stack([1])\nassert a.all is not a.all and a.all == [1]\n"
            "a.all.append(2)\nassert a.items == [1]",
            id="a_list_made_anew_for_each_look",
        ),
        pytest.param(
            COUNTER.format("at"),
            COUNTER.format("0"),
            "at = 0\nassert step() == 1 and step() == 2\nat = 0\nassert step() == 1\n"
            "at = 5\nassert step() == 6",
            id="a_global_set_anew_to_the_same_value",
        ),
    ],
)
def test_a_right_answer_passes_and_a_wrong_one_does_not(right: str, wrong: str, test: str) -> None:
    assert examine(right, test).finding is Finding.FINISHED
    assert examine(wrong, test, author=right).finding is Finding.RAISED


def test_more_objects_than_are_looked_at_are_no_fault() -> None:
    test = (
        "lists = [[n] for n in range(20)]\nmade = [Stack(one) for one in lists]\n"
        "looked = [s.items for s in made]\n"
        "assert looked == lists and len({id(one) for one in looked}) == 20\n"
        "assert Stack(list(range(100_000))).size() == 100_000"
    )
    assert examine(COPIES, test).finding is Finding.FINISHED


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("import copy\n\ndef moved(v):\n    v = copy.copy(v)\n    v.x += 1\n    return v\n",
         "def moved(v):\n    v.x += 1\n    return v\n"),
        ("import copy\n\ndef moved(v):\n    v = copy.deepcopy(v)\n    v.x += 1\n    return v\n",
         "import copy\n\ndef moved(v):\n    return copy.deepcopy(v)\n"),
        ("def moved(v):\n    return type(v)(v.x + 1, v.items)\n",
         "def moved(v):\n    return type(v)(v.x, v.items)\n"),
        ("def moved(v):\n    return v.__class__(v.x + 1, v.items)\n",
         "def moved(v):\n    return v\n"),
    ],
    ids=["copy", "deepcopy", "type", "class"],
)  # fmt: skip
def test_an_answer_may_copy_an_object_of_the_author_s_class(right: str, wrong: str) -> None:
    locked = (
        "class Point:\n"
        "    def __init__(self, x, items):\n        self.x, self.items = x, items\n"
        "    def __eq__(self, other):\n        return self.x == other.x\n"
    )
    test = (
        "p = Point(1, [1])\nassert moved(p) == Point(2, [1])\nassert p.x == 1\n"
        "assert isinstance(moved(p), Point) and moved(p) is not p"
    )
    author = "def moved(v):\n    return Point(v.x + 1, v.items)\n"
    assert examine(right, test, author=author, locked=locked).finding is Finding.FINISHED
    assert examine(wrong, test, author=author, locked=locked).finding is Finding.RAISED
