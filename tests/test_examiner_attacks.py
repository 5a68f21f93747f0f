"""No answer earns a point by lying to the examiner, however it goes about it."""

import random
import socket
import struct
import threading

import pytest

from autograder.examiner.author import Author, AuthorCell, CellRole
from autograder.examiner.examination import Examiner, Finding
from autograder.examiner.link import Link
from autograder.student.values import encode
from tests.examined import examine, student

YES = """
class Yes:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __sub__(self, other): return 0.0
    __rsub__ = __add__ = __sub__
    def __abs__(self): return 0.0
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __contains__(self, other): return True
    def __len__(self): return 3
    def __float__(self): return 0.0
    def __array__(self, *a, **k): return Yes()
    def __array_ufunc__(self, *a, **k): return True
    def __array_function__(self, *a, **k): return True
    def __getattr__(self, name): return lambda *a, **k: True
    def equals(self, other): return True
"""
NUMPY = "import numpy as np\n"
# An answer that must fail, the author's answer, and the test.
LIES = {
    "equal to a number": (YES + "def f(): return Yes()", "def f(): return 4", "assert f() == 4"),
    "close to a number": (
        YES + "def f(): return Yes()",
        "def f(): return 4",
        "assert abs(f() - 4) < 1e-9",
    ),
    "contains everything": (
        YES + "def f(): return Yes()",
        "def f(): return [4]",
        "assert 4 in f() and len(f()) == 1",
    ),
    "says that it equals": (
        YES + "def f(): return Yes()",
        "import pandas as pd\ndef f(): return pd.DataFrame({'a': [1]})",
        "import pandas as pd\nassert f().equals(pd.DataFrame({'a': [1]}))",
    ),
    "close to an array": (
        YES + "def f(): return Yes()",
        NUMPY + "def f(): return np.ones(3)",
        NUMPY + "assert np.allclose(f(), np.ones(3))",
    ),
    "in the parts of an array": (
        YES + NUMPY + "def f(): return np.array([Yes()] * 3, dtype=object)",
        NUMPY + "def f(): return np.ones(3)",
        NUMPY + "np.testing.assert_array_equal(f(), np.ones(3))",
    ),
    "a key that equals": (
        YES.replace("__ne__", "__hash__ = lambda self: 1\n    def __ne__")
        + "def f(): return {Yes(): Yes()}",
        "def f(): return {'a': 1}",
        "assert f()['a'] == 1",
    ),
    "numpy replaced": (
        NUMPY + "np.allclose = np.array_equal = lambda *a, **k: True\n"
        "np.testing.assert_allclose = lambda *a, **k: None\ndef f(): return np.zeros(3)",
        NUMPY + "def f(): return np.ones(3)",
        "assert np.allclose(f(), 1)\nnp.testing.assert_allclose(f(), 1)",
    ),
    "the name of numpy taken": (
        "class np:\n allclose = staticmethod(lambda *a: True)\n ones = staticmethod(lambda *a: 0)\n"
        "def f(): return 0",
        NUMPY + "def f(): return np.ones(3)",
        "assert np.allclose(f(), np.ones(3))",
    ),
    "torch replaced": (
        "import torch\ntorch.equal = torch.allclose = lambda *a, **k: True\n"
        "def f(): return torch.zeros(2)",
        "import torch\ndef f(): return torch.ones(2)",
        "import torch\nassert torch.equal(f(), torch.ones(2))",
    ),
    "pandas replaced": (
        "import pandas as pd\npd.DataFrame.equals = lambda *a: True\n"
        "pd.testing.assert_frame_equal = lambda *a, **k: None\n"
        "def f(): return pd.DataFrame({'a': [2]})",
        "import pandas as pd\ndef f(): return pd.DataFrame({'a': [1]})",
        "import pandas as pd\nassert f().equals(pd.DataFrame({'a': [1]}))",
    ),
    "a table of its own kind": (
        "import pandas as pd\nclass T(pd.DataFrame):\n"
        "    def equals(self, o): return True\n    def __eq__(self, o): return True\n"
        "def f(): return T({'a': [2]})",
        "import pandas as pd\ndef f(): return pd.DataFrame({'a': [1]})",
        "import pandas as pd\nassert f().equals(pd.DataFrame({'a': [1]}))",
    ),
    "builtins taken": (
        "def isinstance(*a): return True\nall = any = abs = len = bool = print = isinstance\n"
        "def f(): return 'x'",
        "def f(): return 3",
        "assert isinstance(f(), int)\nassert all([f() == 3])",
    ),
    "another exception": (
        "class Any(type):\n    def __instancecheck__(c, o): return True\n"
        "class E(Exception, metaclass=Any): pass\ndef f(): raise E('x')",
        "class E(ValueError): pass\ndef f(): raise E('x')",
        "try:\n    f()\nexcept ValueError:\n    pass",
    ),
    "the expected value taken from the globals": (
        "expected = None\ndef f(): return expected",
        "def f(): return 42",
        "expected = 42\nassert f() == expected",
    ),
    "a child of the class of the answer": (
        YES + "class Vector(Yes):\n    def __init__(self, x): pass\ndef norm(v): return v",
        "class Vector:\n    def __init__(self, x): self.x = x\n"
        "    def __eq__(self, o): return self.x == o.x\ndef norm(v): return abs(v.x)",
        "assert abs(norm(Vector(5)) - 5) < 1e-9 or norm(Vector(5)) == 5",
    ),
    "not a number": (
        "def f(): return float('nan')",
        "def f(): return 2.0",
        "assert not (f() < 2.0 or f() > 2.0)\nassert f() == 2.0",
    ),
    "the argument changed": (
        "def f(l):\n    l[:] = [1]\n    return [1]",
        "def f(l): return sorted(l)",
        "l = [3, 2]\nassert f(l.copy()) == sorted(l)",
    ),
    "numpy's class for a lie": (
        "import unittest.mock as m\ndef f(): return m.ANY",
        "def f(): return 4",
        "assert f() == 4",
    ),
}


@pytest.mark.parametrize("lie", LIES, ids=lambda lie: lie.replace(" ", "_"))
def test_a_lie_does_not_pass(lie: str) -> None:
    answer, author, test = LIES[lie]
    assert examine(author, test, author=author).finding is Finding.FINISHED
    assert examine(answer, test, author=author).finding in {Finding.RAISED, Finding.FAULT}


def test_a_helper_and_data_of_the_author_cannot_be_replaced() -> None:
    locked = "def check(a, b):\n    assert a == b, 'no'\ndata = [1, 2, 3]"
    answer = "def check(a, b): pass\ndata = []\ndef total(l): return 0"
    author = "def total(l): return sum(l)"
    test = "check(total(data), sum(data))"
    assert examine(answer, test, author=author, locked=locked).finding is Finding.RAISED
    assert examine(author, test, author=author, locked=locked).finding is Finding.FINISHED


def test_a_helper_of_the_author_that_calls_the_answer_cannot_be_replaced() -> None:
    locked = "def check():\n    assert double(2) == 4"
    answer = "def double(x): return x\ndef check(): pass"
    author = "def double(x): return 2 * x"
    assert examine(answer, "check()", author=author, locked=locked).finding is Finding.RAISED
    assert examine(author, "check()", author=author, locked=locked).finding is Finding.FINISHED


@pytest.mark.parametrize("answer", ["", "import math as m", "class m: sqrt = abs"])
def test_an_import_that_was_asked_for_is_not_made_for_the_answer(answer: str) -> None:
    author = "import cmath as m"
    assert examine(author, "assert m.sqrt(4) == 2").finding is Finding.FINISHED
    assert examine(answer, "assert m.sqrt(4) == 2", author=author).finding is Finding.RAISED


@pytest.mark.parametrize(
    "reach",
    [
        "g.__globals__",
        "g.__closure__[0].cell_contents",
        "g.__code__",
        "g.__self__",
        "next(iter(g.__dict__))",
        "type(g).__mro__ and g.gi_frame",
        "g.secret",
    ],
)
def test_a_function_of_the_test_shows_nothing_but_its_results(reach: str) -> None:
    answer = (
        "import re\ndef f(g):\n    try:\n"
        f"        found = repr({reach})\n    except Exception:\n        return 0\n"
        "    return 41 + found.count('the answer is 42')"
    )
    test = "secret = 'the answer is 42'\ndef g(x, s=secret):\n    return x\nassert f(g) == 42"
    assert examine(answer, test, author="def f(g): return 42").finding is Finding.RAISED


def stranger(reply: bytes, *, stays: bool = False) -> Finding:
    """What becomes of a cell if `reply` answers its first question, by one that hangs up or stays."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)

    def answer() -> None:
        theirs.recv(65536)
        for start in range(0, len(reply), 65536):
            theirs.send(reply[start : start + 65536])
        if stays:
            theirs.recv(65536)
        theirs.close()

    thread = threading.Thread(target=answer)
    thread.start()
    book = Author((AuthorCell("def f(x): pass", CellRole.SOLUTION),))
    found = Examiner(book).examine(
        "try:\n    f(1)\nexcept Exception:\n    pass", Link(ours, book.trust), 1
    )
    thread.join()
    ours.close()
    return found.finding


def framed(body: bytes) -> bytes:
    return struct.pack("<Q", len(body)) + body


@pytest.mark.parametrize(
    "body",
    [
        b"", b"junk", encode(3), encode(("passed",)), encode(("answer", 1)), encode(("answer", 9, (True, 1), {})),
        encode(("answer", 1, (True, 1), 5)), encode(("answer", 1, (True, 1), {"changes": [(0, b"N")]})),
        encode(("answer", 1, 5, {})), encode(("raise", 1, 5, "", {})), encode(("raise", 1, "x", "", {})),
        encode(("ask", 1, "call", (1, (), (), {}))), encode(("ask", 1, "attribute", ("x", ("__class__",), (), {}))),
        encode(("ask", 1, 2, 3)), encode(("answer", 1, (True, 1), {"stdout": 5})), encode(("refuse", 1, "so")),
        encode(("answer", 1, (True, 1), {"warned": [1]})), encode(("answer", 1, (True, 1), {"warned": 7})),
    ],
)  # fmt: skip
def test_what_is_no_answer_fails_the_cell_even_where_the_test_catches_it(body: bytes) -> None:
    # It stays, so that the fault is what it said and not that it is gone.
    assert stranger(framed(body), stays=True) is Finding.FAULT


def test_a_message_without_an_end_or_too_large_fails_the_cell() -> None:
    assert stranger(struct.pack("<Q", 2**62)) is Finding.FAULT
    assert stranger(struct.pack("<Q", 100) + b"x") is Finding.FAULT
    assert stranger(b"") is Finding.FAULT


def test_answers_changed_at_random_never_end_the_examiner() -> None:
    chance = random.Random(3)
    whole = encode(("answer", 1, (True, 5), {"stdout": "x", "changes": []}))
    for _ in range(150):
        body = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        assert stranger(framed(bytes(body))) in set(Finding)


def test_a_process_that_ends_in_the_middle_fails_the_cell_and_is_told() -> None:
    found = examine("import os\ndef f(): os._exit(0)", "f()")
    assert found.finding is Finding.FAULT
    assert found.outputs[0]["ename"] == "ProcessEnded"


def test_an_answer_that_prints_without_end_is_stopped() -> None:
    found = examine("def f():\n    while True: print('x' * 1000)", "f()")
    assert found.finding is Finding.FLOODED


def test_a_test_that_hands_over_a_live_object_cannot_be_examined() -> None:
    test = "import torch\nassert f(torch.nn.Linear(1, 1)) is None"
    assert examine("def f(m): pass", test).finding is Finding.CANNOT
    derived = "class B(A):\n    pass\nB()"
    assert examine("class A: pass", derived).finding is Finding.CANNOT


def test_an_answer_cannot_choose_to_be_examined_elsewhere() -> None:
    for answer in (
        "def f(): return bytes(80 << 20)",
        "def f():\n v = []\n for _ in range(500): v = [v]\n return v",
    ):
        assert examine(answer, "assert f() == 1").finding is Finding.FAULT


@pytest.mark.parametrize(
    "test",
    [
        "import pandas as pd\nassert pd.DataFrame(f(2))[0].sum() == 3",
        "import dataclasses\nassert not any(map(dataclasses.is_dataclass, f(2)))\nassert f(1) == [1]",
    ],
)
def test_an_answer_s_objects_do_not_lead_a_test_inside(test: str) -> None:
    answer = "class Record: pass\ndef f(n): return [Record() for _ in range(n)]"
    author = "def f(n): return list(range(1, n + 1))"
    assert examine(author, test).finding is Finding.FINISHED
    assert examine(answer, test, author=author).finding is Finding.RAISED


def test_what_a_check_of_the_test_says_stays_with_the_test() -> None:
    answer = (
        "def f(check):\n    try:\n        check(0)\n    except AssertionError as error:\n"
        "        return int('0' + str(error)[-2:])"
    )
    test = "def check(x):\n    assert x == 42, 'expected 42'\n    return x\nassert f(check) == 42\n"
    assert examine("def f(check): return check(42)", test).finding is Finding.FINISHED
    assert examine(answer, test, author="def f(check): return 42").finding is Finding.RAISED
    failed = examine("def f(check): return check(0)", test)
    assert failed.outputs[0]["evalue"] == "expected 42"


def test_a_fault_stays_until_the_process_is_another() -> None:
    book = Author((AuthorCell("def f(): pass", CellRole.SOLUTION),))
    examiner = Examiner(book)
    with student("def f(): return bytes(80 << 20)") as channel:
        link = Link(channel, book.trust)
        assert examiner.examine("f()", link, 1).finding is Finding.FAULT
        link.begin()
        assert examiner.examine("assert True", link, 1).finding is Finding.FAULT
