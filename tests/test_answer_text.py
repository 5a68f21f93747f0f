"""The text of an answer's function is what its notebook says, whatever its process tells."""

import pytest

from autograder.examiner.examination import Finding
from tests.examined import examine

RECURSIVE = "def f(n):\n    return 1 if n < 2 else n * f(n - 1)\n"
LOOP = "def f(n):\n    r = 1\n    for i in range(n): r *= i + 1\n    return r\n"
TEST = (
    "import inspect\ntext = inspect.getsource(f)\n"
    "assert 'for ' not in text and text.count('f(') == 2 and f(4) == 24"
)
CLASS = "class A:\n    def f(self, n):\n        {}\n"
GOOD = "return 1 if n < 2 else n * self.f(n - 1)"
BAD = "return [1, 1, 2, 6, 24][n]  # for"


@pytest.mark.parametrize(
    "answer",
    [
        RECURSIVE,
        f"import functools\n@functools.cache\n{RECURSIVE}",
        f"import functools\n{RECURSIVE}f = functools.cache(f)",
        "f = g = None\ndef h(n):\n    return 1 if n < 2 else f(n - 1) * n  # f(\nf = h",
        "if True:\n    " + RECURSIVE.replace("\n    ", "\n        "),
        f"{LOOP}{RECURSIVE}",
        "f = lambda n: 1 if n < 2 else n * f(n - 1) # f(",
    ],
)
def test_the_text_of_the_last_definition_is_read(answer: str) -> None:
    assert examine(answer, TEST, author=RECURSIVE).finding is Finding.FINISHED


@pytest.mark.parametrize(
    "answer",
    [
        f"import inspect\n{LOOP}inspect.getsource = lambda _: {RECURSIVE!r}",
        f"import linecache\n{LOOP}"
        f"linecache.cache['<answer>'] = (1, None, {RECURSIVE!r}.splitlines(True), '<answer>')",
        f"exec({LOOP!r})\nimport inspect\ninspect.getsource = lambda _: {RECURSIVE!r}",
        f"exec({RECURSIVE!r})",
        f"{RECURSIVE}{LOOP}",
        f"{RECURSIVE}f_ = f\n{LOOP}f.__wrapped__ = f_",
        f"class F:\n    def __call__(self, n): return 24\nf = F()\n{RECURSIVE.replace('f(', 'g(')}",
    ],
)
def test_a_text_that_the_notebook_does_not_have_is_not_believed(answer: str) -> None:
    assert examine(answer, TEST, author=RECURSIVE).finding is Finding.RAISED


@pytest.mark.parametrize("reach", ["A.f", "A().f", "B.f", "B().f", "type(B()).f"])
def test_a_method_is_found_in_its_class(reach: str) -> None:
    test = f"import inspect\nassert 'for' not in inspect.getsource({reach}) and A().f(4) == 24"
    good, bad = (CLASS.format(body) + "class B(A): pass" for body in (GOOD, BAD))
    lie = f"import inspect\n{bad}\ninspect.getsource = lambda _: {good!r}"
    assert examine(good, test).finding is Finding.FINISHED
    assert examine(lie, test, author=good).finding is Finding.RAISED
