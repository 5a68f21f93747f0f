"""What an answer says of itself, of its library or of chance is a claim, and earns nothing."""

import pytest

from autograder.examiner.examination import Finding
from tests.examined import examine
from tests.test_examiner_attacks import NUMPY, YES

# An answer that must fail, the author's answer, and the test.
CLAIMS = {
    "a class named as the function": (
        YES + "Yes.__name__ = 'area'\ndef area(r): return Yes()",
        "def area(r): return 3.0 * r * r",
        "assert abs(area(2) - 12.0) < 1e-9",
    ),
    "a class named as a value of the test": (
        YES + "Yes.__name__ = 'wanted'\ndef area(r): return Yes()",
        "def area(r): return 3.0 * r * r",
        "wanted = 12.0\nassert abs(area(2) - wanted) < 1e-9",
    ),
    "a class named as Python's own function": (
        YES + "Yes.__name__ = 'len'\ndef f(): return Yes()",
        "def f(): return [4]",
        "assert 4 in f() and len(f()) > 0",
    ),
    "a text that is none": (
        "T = type('str', (), {'__module__': 'builtins', 'startswith': lambda *_: True})\n"
        "def greet(name): return T()",
        "def greet(name): return 'Hello ' + name",
        "assert isinstance(greet('x'), str) and greet('x').startswith('Hello x')",
    ),
    "a table that is none": (
        "import pandas\n"
        "T = type('DataFrame', (), {'__module__': 'pandas', 'equals': lambda *_: True})\n"
        "def f(): return T()",
        "import pandas as pd\ndef f(): return pd.DataFrame({'a': [1]})",
        "import pandas as pd\nassert f().equals(pd.DataFrame({'a': [1]}))",
    ),
    "an index that is another's": (
        "import pandas\n"
        "T = type('RangeIndex', (), {'__module__': 'pandas', 'equals': lambda *_: True})\n"
        "def f(): return T()",
        "import pandas as pd\ndef f(): return pd.RangeIndex(3)",
        "import pandas as pd\nassert f().equals(pd.RangeIndex(3))",
    ),
    "an array that lies in our memory": (
        "I = {'shape': (1,), 'typestr': '<i8', 'data': (16, False), 'version': 3}\n"
        "T = type('MaskedArray', (), {'__module__': 'numpy.ma', '__array_interface__': I})\n"
        "def f(): return T()",
        NUMPY + "def f(): return np.ones(1)",
        "import numpy.ma\n" + NUMPY + "assert np.allclose(f(), 1)",
    ),
    "the end of an iterator": (
        "def f(x): raise StopIteration",
        "def f(x): return x * x",
        "assert all(map(lambda x: f(x) == x * x, range(5)))",
    ),
    "a test to be passed over": (
        "import unittest\ndef f(x): raise unittest.SkipTest('later')",
        "def f(x): return x * x",
        "import unittest\nclass T(unittest.TestCase):\n"
        "    def test_f(self): self.assertEqual(f(3), 9)\n"
        "result = unittest.main(argv=[''], exit=False, verbosity=0).result\n"
        "assert result.wasSuccessful()",
    ),
    "inputs that are always the same": (
        "import random\ndef f(x):\n"
        "    random.setstate((3, (0,) * 624 + (624,), None))\n    return 0",
        "def f(x): return x * x",
        "import random\nf(1)\nfor _ in range(5):\n"
        "    x = random.randint(0, 10**6)\n    assert f(x) == x * x",
    ),
    "a normal number that is always the same": (
        "import random\ndef f(x):\n"
        "    random.setstate((*random.getstate()[:2], 0.5))\n    return 0.25",
        "def f(x): return x * x",
        "import random\nf(1)\nfor _ in range(5):\n"
        "    x = random.gauss(0, 1)\n    assert f(x) == x * x",
    ),
    "a normal number of numpy's that is always the same": (
        NUMPY + "def f(x):\n    state = np.random.get_state(legacy=True)\n"
        "    np.random.set_state((*state[:3], 1, 0.5))\n    return 0.25",
        "def f(x): return x * x",
        NUMPY + "f(1)\nfor _ in range(5):\n"
        "    x = float(np.random.randn())\n    assert f(x) == x * x",
    ),
    "a normal number of torch's that is always the same": (
        "import torch, struct\ndef f(x):\n    state = torch.get_rng_state()\n"
        "    half = torch.tensor(list(struct.pack('<8xd8xi4xfi', 0.5, 1, 0.5, 1)))\n"
        "    state[5016:5016 + len(half)] = half\n    torch.set_rng_state(state)\n"
        "    return 0.25",
        "def f(x): return x * x",
        "import torch\nassert 'random'\nf(1)\nfor _ in range(5):\n"
        "    x = torch.randn(1).item()\n    assert f(x) == x * x",
    ),
    "a place beyond the end of a state": (
        NUMPY + "def f():\n    made = np.random.Generator(np.random.MT19937(1))\n"
        "    state = made.bit_generator.state\n    state['state']['pos'] = 10**8\n"
        "    made.bit_generator.state = state\n    return made",
        NUMPY + "def f(): return np.random.Generator(np.random.MT19937(1))",
        NUMPY + "drawn = f().random()\n"
        "assert drawn == np.random.Generator(np.random.MT19937(1)).random()",
    ),
    "the assertion of a mock replaced": (
        "def f(m): m.assert_called_once_with = lambda *a: None",
        "def f(m): m(42)",
        "from unittest.mock import Mock\nm = Mock()\nf(m)\nm.assert_called_once_with(42)",
    ),
    "a mock made to forget a wrong call": (
        "def f(m):\n    m(41)\n    m.reset_mock()\n    m(42)",
        "def f(m): m(42)",
        "from unittest.mock import Mock\nm = Mock()\nf(m)\nm.assert_called_once_with(42)",
    ),
    "the count of a mock made up": (
        "def f(m): m.call_count = 3",
        "def f(m): [m(i) for i in range(3)]",
        "from unittest.mock import Mock\nm = Mock()\nf(m)\nassert m.call_count == 3",
    ),
    "a method of the test's object replaced": (
        "def f(s): s.is_full = lambda: True",
        "def f(s): s.parts = 2",
        "class Store:\n    parts = 0\n    def is_full(self): return self.parts == 2\n"
        "s = Store()\nf(s)\nassert s.is_full()",
    ),
    "a generator into which what does not hold is thrown": (
        "def tag():\n    try:\n        yield 1\n    except AssertionError:\n        pass",
        "def tag():\n    yield 2",
        "from contextlib import contextmanager\nwith contextmanager(tag)() as t:\n"
        "    assert t == 2",
    ),
    "a with that swallows what does not hold": (
        "class T:\n    x = 1\n    def __enter__(self): return self\n"
        "    def __exit__(self, *_): return True",
        "class T:\n    x = 2\n    def __enter__(self): return self\n"
        "    def __exit__(self, *_): return False",
        "with T() as t:\n    assert t.x == 2",
    ),
}


TORCH = "import torch\ndef f(): return torch.ones(2)"
ODD_TENSORS = {
    "sparse": "torch.ones(2).to_sparse()",
    "without_numbers": "torch.ones(2, device='meta')",
    "nested": "torch.nested.nested_tensor([torch.ones(2), torch.ones(3)])",
    "no_tensor": "torch.Generator()",
}


@pytest.mark.parametrize("tensor", ODD_TENSORS)
@pytest.mark.parametrize(
    "test",
    [
        "assert torch.allclose(f(), torch.ones(2))",
        "assert (torch.ones(2) - f()).abs().max() < 1e-6",
        "assert torch.ones(2)[f().long()].shape == (2,)",
    ],
)
def test_torch_does_not_take_what_stands_for_a_tensor_for_one(tensor: str, test: str) -> None:
    """It would read it as the memory of its own."""
    answer = f"import torch\ndef f(): return {ODD_TENSORS[tensor]}"
    assert examine(TORCH, f"import torch\n{test}").finding is Finding.FINISHED
    assert examine(answer, f"import torch\n{test}", author=TORCH).finding is Finding.RAISED


def test_what_stands_for_a_tensor_is_an_instance_of_its_class() -> None:
    sparse = "import torch\ndef f(): return torch.ones(2).to_sparse()"
    test = "import torch\nassert isinstance(f(), torch.Tensor) and f().to_dense().sum() == 2"
    test += "\nassert torch.as_tensor(f()).tolist() == [1, 1]"
    assert examine(sparse, test).finding is Finding.FINISHED


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.replace(" ", "_"))
def test_a_claim_does_not_pass(claim: str) -> None:
    answer, author, test = CLAIMS[claim]
    assert examine(author, test, author=author).finding is Finding.FINISHED
    assert examine(answer, test, author=author).finding in {Finding.RAISED, Finding.FAULT}


VECTOR = """
class Vector:
    def __init__(self, x, y): self.x, self.y = x, y
    def __sub__(self, other): return Vector(self.x - other.x, self.y - other.y)
    def __abs__(self): return (self.x**2 + self.y**2) ** 0.5
    def __eq__(self, other): return (self.x, self.y) == (other.x, other.y)
    def near(self, other): return abs(self - other) < 1e-6
    def __contains__(self, number): return number in (self.x, self.y)
    def grow(self, by):
        self.x += by
        return self
"""
TURN = "def turn(v): return Vector(-v.y, v.x)\ndef norm(v): return abs(v)"
YES_TO_ALL = """
    __sub__ = __rsub__ = lambda a, b: 0
    __eq__ = near = __contains__ = lambda a, b: True
def norm(v): return {0}(0, 0)
def turn(v): return {0}(0, 0)
"""


@pytest.mark.parametrize(
    "answer",
    [
        f"{VECTOR}{YES_TO_ALL.format('Vector')}",
        f"class Other(Vector):{YES_TO_ALL.format('Other')}",
        f"class Other(Vector): pass\nclass Vector(Other):{YES_TO_ALL.format('Vector')}",
    ],
    ids=["the author's class made anew", "a class that derives from it", "both"],
)
@pytest.mark.parametrize(
    "test",
    [
        "assert abs(norm(Vector(3, 4)) - 5) < 1e-9",
        "assert turn(Vector(3, 4)) == Vector(-4, 3)",
        "assert turn(Vector(3, 4)).near(Vector(-4, 3))",
        "assert 3 in turn(Vector(3, 4))",
    ],
)
def test_an_object_of_the_author_s_class_is_computed_with_by_the_author(
    answer: str, test: str
) -> None:
    assert examine(TURN, test, locked=VECTOR).finding is Finding.FINISHED
    assert examine(answer, test, author=TURN, locked=VECTOR).finding is Finding.RAISED


def test_an_object_of_the_author_s_class_lives_on_in_the_answer() -> None:
    test = (
        "v = turn(Vector(3, 4))\nassert v.grow(4).x == 0 and v.x == 0 and v == Vector(0, 3)\n"
        "assert turn(v) == turn(v) and abs(v) == 3 and isinstance(v, Vector)"
    )
    assert examine(TURN, test, locked=VECTOR).finding is Finding.FINISHED


def test_the_fields_of_the_author_s_data_class_are_known() -> None:
    locked = "import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: int\n    y: list"
    test = "assert dataclasses.asdict(f()) == {'x': 1, 'y': [2]} and f() == P(1, [2])"
    assert examine("def f(): return P(1, [2])", test, locked=locked).finding is Finding.FINISHED
    wrong = "def f(): return P(1, [3])"
    assert examine(wrong, test, locked=locked).finding is Finding.RAISED


def test_a_class_of_the_test_is_trusted_with_no_object_of_an_answer() -> None:
    test = (
        "class P:\n    def __init__(self, x): self.x = x\n"
        "    def __sub__(self, other): return self.x - other\n"
        "assert abs(f(P(3)) - 3) < 1e-9"
    )
    answer = "class P:\n    def __sub__(self, other): return 0\ndef f(p): return P()"
    assert examine("def f(p): return p.x", test).finding is Finding.FINISHED
    assert examine(answer, test, author="def f(p): return p.x").finding is Finding.RAISED


def test_a_test_draws_on_from_where_an_answer_with_the_author_s_seed_stopped() -> None:
    answer = "import random\ndef f():\n    random.seed(2026)\n    return random.random()"
    test = (
        "import random\nr = random.Random(2026)\n"
        "assert f() == r.random() and random.random() == r.random()"
    )
    assert examine(answer, test).finding is Finding.FINISHED


@pytest.mark.parametrize(
    ("library", "seed", "draw"),
    [
        ("random", "seed", "gauss(0, 1)"),
        ("numpy.random", "seed", "randn()"),
        ("torch", "manual_seed", "randn(1).item()"),
    ],
)
def test_a_test_draws_the_second_of_two_normal_numbers(library: str, seed: str, draw: str) -> None:
    answer = f"import {library} as chance\ndef f(): return chance.{draw}"
    test = (
        f"import {library} as chance  # random\nchance.{seed}(7)\n"
        f"wanted = [chance.{draw} for _ in range(2)]\nchance.{seed}(7)\n"
        f"assert [f(), chance.{draw}] == wanted"
    )
    assert examine(answer, test).finding is Finding.FINISHED


def test_an_iterator_of_the_answer_ends_as_others_do() -> None:
    answer = (
        "class Two:\n    n = 2\n    def __iter__(self): return self\n    def __next__(self):\n"
        "        if not self.n:\n            raise StopIteration\n        self.n -= 1\n"
        "        return self.n"
    )
    assert examine(answer, "assert list(Two()) == [1, 0]").finding is Finding.FINISHED


@pytest.mark.parametrize(
    "test",
    [
        "with quiet():\n    1 / 0",
        "with quiet():\n    fail()",
        "with quiet():\n    raise AssertionError",
    ],
    ids=["an error", "the answer's own assertion", "an assertion that the test names"],
)
def test_a_with_of_the_answer_swallows_what_it_is_to_swallow(test: str) -> None:
    answer = (
        "import contextlib\n@contextlib.contextmanager\ndef quiet():\n    try:\n        yield\n"
        "    except Exception:\n        pass\ndef fail(): assert False"
    )
    assert examine(answer, test).finding is Finding.FINISHED
