"""Small grade cells, one for each thing that tests do, with an answer and a wrong answer.

The same cells are examined outside and run inside; the verdicts must agree (`test_examiner.py`,
and the measure in LOG.md). A shape is its name, an answer, a wrong answer, the cells, and what the author wrote for all.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Shape:
    """One thing that tests do."""

    name: str
    right: str
    wrong: str
    tests: tuple[str, ...]
    locked: str = ""


def _shape(name: str, right: str, wrong: str, *tests: str, locked: str = "") -> Shape:
    return Shape(name, right, wrong, tests, locked)


SQUARES = """
def squares(n):
    return [i * i for i in range(1, n + 1)]
def sum_of_squares(n):
    return sum({})
"""
POINT = """
class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y
    def __eq__(self, other):
        return isinstance(other, Point) and (self.x, self.y) == (other.x, other.y)
    def __hash__(self):
        return hash((self.x, self.y))
    def __add__(self, other):
        return Point(self.x {0} other.x, self.y + other.y)
    def __mul__(self, n):
        return Point(self.x * n, self.y * n)
    def __lt__(self, other):
        return self.x < other.x
    def __len__(self):
        return 2
    def __getitem__(self, k):
        return (self.x, self.y)[k]
    def __contains__(self, v):
        return v in (self.x, self.y)
    def __iter__(self):
        return iter((self.x, self.y))
    def __bool__(self):
        return bool(self.x or self.y)
    def __call__(self, k):
        return self.x * k
    def __repr__(self):
        return f"Point({{self.x}}, {{self.y}})"
    def __enter__(self):
        return self
    def __exit__(self, *_):
        self.x = {1}
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5
    @property
    def double(self):
        return 2 * self.x
    @classmethod
    def origin(cls):
        return cls(0, 0)
    @staticmethod
    def name():
        return "point"
    size = 2
"""
RIGHT_POINT, WRONG_POINT = POINT.format("+", "99"), POINT.format("-", "98")
ERRORS = """
class BankError(ValueError):
    def __init__(self, message, code=7):
        super().__init__(message)
        self.code = code
class Overdrawn(BankError):
    pass
def pay(balance, sum):
    if sum > balance:
        raise {}("too little", 8)
    return balance - sum
"""
NODE = """
class Node:
    def __init__(self, value, *children):
        self.value, self.children = value, list(children)
    def total(self):
        return self.value + sum(child.total() for child in self.children)
"""
NET = """
import torch
class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = torch.nn.Linear(4, {0})
    def forward(self, x):
        return self.fc(x)
net = Net()
"""

SHAPES: tuple[Shape, ...] = (
    _shape("a number", "x = 3", "x = 4", "assert x == 3"),
    _shape("a missing name", "x = 3", "", "assert x == 3"),
    _shape("a call", "def f(x): return 2 * x", "def f(x): return x", "assert f(2) == 4"),
    _shape("named arguments", "def f(a, *b, c=1, **d): return (a, b, c, d)", "def f(*a, **b): return a",
           "assert f(1, 2, 3, c=4, e=5) == (1, (2, 3), 4, {'e': 5})"),
    _shape("big numbers", "def f(n): return n ** 200", "def f(n): return n ** 199", "assert f(7) == 7 ** 200"),
    _shape("nan and infinity", "def f(): return float('nan'), float('-inf')", "def f(): return 0.0, 0.0",
           "import math\na, b = f()\nassert math.isnan(a) and b == -math.inf"),
    _shape("complex", "def f(): return [1j, -0.0, 2 + 3j]", "def f(): return [1, 0, 2]", "assert f() == [1j, 0.0, 2 + 3j]"),
    _shape("text", "def f(s): return s[::-1]", "def f(s): return s", "assert f('가나다 \\ud800') == '\\ud800 다나가'"),
    _shape("bytes", "def f(b): return b + bytes([0, 255])", "def f(b): return b", "assert f(b'x') == b'x\\x00\\xff'"),
    _shape("nested containers", "def f(): return {'a': [1, (2, {3}), frozenset([4])], None: range(3), ...: slice(1, 2)}",
           "def f(): return {}", "assert f() == {'a': [1, (2, {3}), frozenset([4])], None: range(3), ...: slice(1, 2)}"),
    _shape("the same list twice", "def f(): a = [1]; return [a, a]", "def f(): return [[1], [1]]",
           "r = f()\nassert r[0] is r[1] and r == [[1], [1]]"),
    _shape("a list in itself", "def f():\n a = []\n a.append(a)\n return a", "def f(): return [[]]",
           "r = f()\nassert r[0] is r"),
    _shape("dates", "import datetime as d\ndef f(): return d.datetime(2026, 1, 2, 3), d.date(2026, 1, 2), d.timedelta(1, 2, 3), d.time(4)",
           "def f(): return 1, 2, 3, 4",
           "import datetime as d\nassert f() == (d.datetime(2026, 1, 2, 3), d.date(2026, 1, 2), d.timedelta(1, 2, 3), d.time(4))"),
    _shape("decimals and fractions", "from decimal import Decimal as D\nfrom fractions import Fraction as F\ndef f(): return D('1.10'), F(1, 3)",
           "def f(): return 1.1, 1 / 3", "from decimal import Decimal as D\nfrom fractions import Fraction as F\nassert f() == (D('1.10'), F(1, 3))"),
    _shape("collections", "import collections as c\ndef f(): return c.Counter('aab'), c.OrderedDict(x=1), c.deque([1], 3), c.defaultdict(int, a=2)",
           "def f(): return {}, {}, [], {}",
           "a, b, c, d = f()\nassert a.most_common(1) == [('a', 2)] and list(b) == ['x'] and c.maxlen == 3 and d['no'] == 0"),
    _shape("a named tuple", "from collections import namedtuple as n\nP = n('P', 'x y')\ndef f(): return P(1, 2)",
           "def f(): return (1, 3)", "assert f() == (1, 2) and isinstance(f(), tuple)"),
    _shape("what a named tuple can", "from collections import namedtuple as n\nP = n('P', 'x y')\ndef f(): return P(1, 2)",
           "def f(): return (1, 2)", "p = f()\nassert p._replace(x=5) == (5, 2) and p._fields == ('x', 'y') and p._asdict() == {'x': 1, 'y': 2}\n"
           "assert repr(p) == 'P(x=1, y=2)' and type(p)._make([3, 4]).y == 4\nmatch p:\n    case (1, y): assert y == p.y == 2"),
    _shape("types", "def f(x): return type(x)", "def f(x): return str", "assert f(1) is int and isinstance(f, object)"),
    _shape("an array", "import numpy as np\ndef f(a): return a * 2", "def f(a): return a",
           "import numpy as np\nr = f(np.arange(6).reshape(2, 3))\nassert isinstance(r, np.ndarray) and r.shape == (2, 3)\nnp.testing.assert_array_equal(r, [[0, 2, 4], [6, 8, 10]])"),
    _shape("odd arrays", "import numpy as np\ndef f(): return np.array(['a', 'bc']), np.array([1, 'x', None], object), np.datetime64('2026-01-02'), np.float32(1.5), np.array([], dtype=np.int8)",
           "def f(): return 1, 2, 3, 4, 5",
           "import numpy as np\na, b, c, d, e = f()\nassert a.tolist() == ['a', 'bc'] and b.tolist() == [1, 'x', None]\nassert c == np.datetime64('2026-01-02') and d.dtype == np.float32 and e.dtype == np.int8"),
    _shape("a generator of random numbers", "def f(g): return g.normal()", "def f(g): return 0.0",
           "import numpy as np\ng, h = np.random.default_rng(1), np.random.default_rng(1)\nassert f(g) == h.normal() and f(g) == h.normal() and g.normal() == h.normal()"),
    _shape("seeds", "import random, numpy as np\ndef f(): return random.random(), np.random.rand()", "def f(): return 1, 2",
           "import random\nimport numpy as np\nrandom.seed(3); np.random.seed(4)\na = f()\nrandom.seed(3); np.random.seed(4)\nassert a == (random.random(), np.random.rand())"),
    _shape("a table", "import pandas as pd\ndef f(t): return t.assign(b=t['a'] * 2).sort_values('a')", "def f(t): return t",
           "import pandas as pd\nt = pd.DataFrame({'a': [2, 1], 's': ['x', None]}, index=['p', 'q'])\nr = f(t)\nassert list(r.columns) == ['a', 's', 'b'] and list(t.columns) == ['a', 's']\npd.testing.assert_series_equal(r['b'], pd.Series([2, 4], index=['q', 'p'], name='b'))"),
    _shape("odd tables", "import pandas as pd\ndef f():\n t = pd.DataFrame({'c': pd.Categorical(['u', 'v', 'u']), 'd': pd.date_range('2026-01-01', periods=3, tz='Asia/Seoul'), 'i': pd.array([1, None, 3], dtype='Int64')})\n return t, t.groupby('c', observed=True)['i'].sum(), t.set_index(['c', 'd'])",
           "def f(): return 1, 2, 3",
           "import pandas as pd\nt, g, m = f()\nassert str(t['c'].dtype) == 'category' and str(t['d'].dt.tz) == 'Asia/Seoul' and t['i'].isna().sum() == 1\nassert g['u'] == 4 and m.index.nlevels == 2 and m.loc[('u', pd.Timestamp('2026-01-01', tz='Asia/Seoul')), 'i'] == 1"),
    _shape("a column", "import pandas as pd\ns = pd.Series([1.0, 2.0], name='s')", "s = [1.0, 2.0]",
           "import pandas as pd\nassert isinstance(s, pd.Series) and s.name == 's' and s.mean() == 1.5"),
    _shape("a tensor", "import torch\ndef f(t): return (t @ t.T).float()", "def f(t): return t",
           "import torch\nr = f(torch.tensor([[1, 2]]))\nassert torch.equal(r, torch.tensor([[5.0]])) and r.dtype == torch.float32"),
    _shape("a network", NET.format(2), NET.format(3),
           "import torch\nassert isinstance(net, torch.nn.Module) and isinstance(net, Net)\nassert net(torch.zeros(5, 4)).shape == (5, 2)\nassert sum(p.numel() for p in net.parameters()) == 10\nassert set(net.state_dict()) == {'fc.weight', 'fc.bias'} and net.fc.out_features == 2"),
    _shape("a function of the test", "def apply(f, x): return f(f(x))", "def apply(f, x): return f(x)",
           "assert apply(lambda v: v + 1, 3) == 5\ndef g(s): return s + '!'\nassert apply(g, 'a') == 'a!!'"),
    _shape("calls of the test counted", "def apply(f, n):\n for i in range(n): f(i)", "def apply(f, n): f(0)",
           "seen = []\napply(seen.append, 3)\nassert seen == [0, 1, 2]"),
    _shape("a function of a library", "def f(g, x): return g(x)", "def f(g, x): return x",
           "import math\nassert f(math.sqrt, 9) == 3.0 and f(len, 'abc') == 3 and f(int, '5') == 5"),
    _shape("an error from the test's function", "def f(g):\n try:\n  g()\n except KeyError:\n  return 'caught'", "def f(g): g()",
           "def g(): raise KeyError('k')\nassert f(g) == 'caught'"),
    _shape("a returned function", "def adder(n): return lambda x: x + n", "def adder(n): return lambda x: x",
           "assert adder(2)(3) == 5 and callable(adder(1))"),
    _shape("a generator", "def f(n):\n for i in range(n): yield i * i", "def f(n): return [1]",
           "import types\nassert list(f(3)) == [0, 1, 4] and isinstance(f(1), types.GeneratorType) and next(f(2)) == 0"),
    _shape("an endless generator", "def f():\n n = 0\n while True:\n  yield n\n  n += 1", "def f():\n yield 5",
           "import itertools\nassert list(itertools.islice(f(), 4)) == [0, 1, 2, 3]\nassert [a for a, b in zip(f(), 'ab')] == [0, 1]"),
    _shape("a generator that is sent to", "def f():\n x = yield 1\n yield x + 1", "def f():\n yield 1\n yield 1",
           "g = f()\nnext(g)\nassert g.send(5) == 6\ng.close()"),
    _shape("iterators", "def f(): return map(str, [1, 2]), zip('ab', [1, 2]), reversed([1, 2]), {'a': 1}.items()", "def f(): return [], [], [], []",
           "a, b, c, d = f()\nassert list(a) == ['1', '2'] and dict(b) == {'a': 1, 'b': 2} and next(c) == 2 and list(d) == [('a', 1)]"),
    _shape("an iterator of the test", "def f(i): return sum(i)", "def f(i): return 0",
           "assert f(x * x for x in range(4)) == 14 and f(iter([1, 2])) == 3"),
    _shape("an argument changed in place", "def f(l, d, s):\n l.append(3); d['k'] = l; s.discard(1)", "def f(l, d, s): pass",
           "l, d, s = [1], {}, {1, 2}\nf(l, d, s)\nassert l == [1, 3] and d['k'] is l and s == {2}"),
    _shape("an argument deep inside", "def f(m): m[1][0]['x'] += 1", "def f(m): pass",
           "m = [0, [{'x': 1}]]\ninner = m[1][0]\nf(m)\nassert inner['x'] == 2"),
    _shape("an argument that must stay", "def f(l): return sorted(l)", "def f(l): l.sort(); return l",
           "l = [2, 1]\nassert f(l) == [1, 2] and l == [2, 1]"),
    _shape("the argument itself returned", "def f(l): l.reverse(); return l", "def f(l): return l[::-1]",
           "l = [1, 2]\nassert f(l) is l"),
    _shape("arrays changed in place", "import numpy as np\ndef f(a): a[a < 0] = 0", "def f(a): pass",
           "import numpy as np\na = np.array([1.0, -1.0])\nf(a)\nassert a.tolist() == [1.0, 0.0]"),
    _shape("tables changed in place", "def f(t): t['b'] = t['a'] + 1; del t['a']", "def f(t): return t",
           "import pandas as pd\nt = pd.DataFrame({'a': [1, 2]})\nf(t)\nassert list(t.columns) == ['b'] and t['b'].tolist() == [2, 3]"),
    _shape("tensors changed in place", "def f(t): t.add_(1)", "def f(t): return t + 1",
           "import torch\nt = torch.zeros(2)\nf(t)\nassert t.tolist() == [1.0, 1.0]"),
    _shape("a name deleted", SQUARES.format("squares(n)"), SQUARES.format("i * i for i in range(1, n + 1)"),
           "tmp = squares\ndel squares\ntry:\n    sum_of_squares(1)\nexcept NameError:\n    pass\nelse:\n    raise AssertionError('not used')\nfinally:\n    squares = tmp\nassert sum_of_squares(3) == 14"),
    _shape("a name replaced", SQUARES.format("squares(n)"), SQUARES.format("i * i for i in range(1, n + 1)"),
           "real = squares\nsquares = lambda n: [100]\nassert sum_of_squares(3) == 100\nsquares = real\nassert sum_of_squares(3) == 14"),
    _shape("a value replaced", "rate = 2\ndef f(x): return rate * x", "rate = 2\ndef f(x): return 2 * x",
           "rate = 5\nassert f(2) == 10"),
    _shape("names for the next cell", "def f(x): return x + 1", "def f(x): return x",
           "kept = [f(1)]\ndef helper(x): return f(x) * 2", "kept.append(helper(2))\nassert kept == [2, 6]"),
    _shape("a variable that a call changes", "log = []\ndef f(x): log.append(x)", "log = []\ndef f(x): pass",
           "f(1); f(2)\nassert log == [1, 2]"),
    _shape("a variable that the test changes", "memo = {1: 5}\ndef f(x): return memo.get(x)", "memo = {1: 5}\ndef f(x): return 5",
           "memo.clear()\nassert f(1) is None"),
    _shape("the text of a function", "def f(n):\n    return 1 if n < 2 else n * f(n - 1)", "def f(n):\n    r = 1\n    for i in range(n): r *= i + 1\n    return r",
           "import inspect\nassert inspect.getsource(f).count('f(') == 2 and f(4) == 24"),
    _shape("the signature", "def f(a, b=2, *, c): return a", "def f(a): return a",
           "import inspect\nassert list(inspect.signature(f).parameters) == ['a', 'b', 'c'] and f.__name__ == 'f'"),
    _shape("the docstring", "def f():\n 'Say it.'", "def f(): pass", "assert f.__doc__ == 'Say it.'"),
    _shape("annotations and defaults", "def f(a: int = 3) -> str: return ''", "def f(a): return ''",
           "assert f.__annotations__['return'] is str and f.__defaults__ == (3,)"),
    _shape("code objects", "def f(n): return sum(range(n))", "def f(n):\n total = 0\n for i in range(n): total += i\n return total",
           "assert 'sum' in f.__code__.co_names"),
    _shape("an object", RIGHT_POINT, WRONG_POINT,
           "p = Point(1, 2)\nassert (p + Point(3, 4)).x == 4 and p.norm() == 5 ** 0.5 and p.double == 2"),
    _shape("operators", RIGHT_POINT, WRONG_POINT,
           "p, q = Point(1, 2), Point(3, 4)\nassert p + q == Point(4, 6) and p != q and p * 2 == Point(2, 4) and p < q\nassert sorted([q, p])[0] is p and len(p) == 2 and p[1] == 2 and 2 in p and list(p) == [1, 2]\nassert not Point(0, 0) and p(3) == 3 and len({p, Point(1, 2)}) == 1"),
    _shape("text of an object", RIGHT_POINT, WRONG_POINT, "p = Point(3, 4) + Point(1, 1)\nassert repr(p) == 'Point(4, 5)' and str(p) == 'Point(4, 5)' and f'{p}' == 'Point(4, 5)'"),
    _shape("classes", RIGHT_POINT, WRONG_POINT.replace("size = 2", "size = 3"),
           "p = Point(0, 1)\nassert isinstance(p, Point) and type(p) is Point and type(p).__name__ == 'Point' and not isinstance(p, int)\nassert isinstance(Point.origin(), Point) and Point.name() == 'point' and Point.size == 2 and hasattr(p, 'norm') and not hasattr(p, 'nope')"),
    _shape("attributes set", RIGHT_POINT, WRONG_POINT, "p = Point(1, 2)\np.x = 5\nassert p.double == 10 and (p + p).x == 10\ndel p.y\nassert not hasattr(p, 'y')"),
    _shape("with", RIGHT_POINT, WRONG_POINT, "with Point(1, 2) as p:\n    assert p.x == 1\nassert p.x == 99"),
    _shape("inheritance", "class A:\n def hi(self): return 'a'\nclass B(A):\n def hi(self): return super().hi() + 'b'", "class A:\n def hi(self): return 'a'\nclass B:\n def hi(self): return 'ab'",
           "assert B().hi() == 'ab' and issubclass(B, A) and isinstance(B(), A) and B.__mro__[1] is A"),
    _shape("a data class", "from dataclasses import dataclass\n@dataclass\nclass D:\n x: int\n y: list", "class D:\n def __init__(self, x, y): self.x = x",
           "assert D(1, [2]) == D(1, [2]) and D(1, [2]).y == [2] and D(1, []) != D(2, [])"),
    _shape("an enumeration", "import enum\nclass Color(enum.Enum):\n RED = 1\n BLUE = 2\ndef f(): return Color.RED", "import enum\nclass Color(enum.Enum):\n RED = 1\n BLUE = 2\ndef f(): return Color.BLUE",
           "assert f() is Color.RED and f().value == 1 and f().name == 'RED' and len(Color) == 2 and [c.name for c in Color] == ['RED', 'BLUE'] and Color['BLUE'] == Color(2)"),
    _shape("a subclass of a list", "class Stack(list):\n def push(self, x): self.append(x)\n def peek(self): return self[-1]", "class Stack(list):\n def push(self, x): pass\n def peek(self): return 0",
           "s = Stack()\ns.push(4)\ns.push(5)\nassert s.peek() == 5 and len(s) == 2 and s.pop() == 5"),
    _shape("linked objects", "class Node:\n def __init__(self, v, n=None): self.v, self.next = v, n\ndef build(l):\n h = None\n for v in reversed(l): h = Node(v, h)\n return h", "class Node:\n def __init__(self, v, n=None): self.v, self.next = v, n\ndef build(l): return Node(l[0])",
           "n, seen = build([1, 2, 3]), []\nwhile n is not None:\n    seen.append(n.v)\n    n = n.next\nassert seen == [1, 2, 3]"),
    _shape("an object of the test", "def total(node):\n return 0 if node is None else node.value + total(node.next)", "def total(node): return node.value",
           "class N:\n    def __init__(self, value, next=None):\n        self.value, self.next = value, next\nassert total(N(1, N(2))) == 3"),
    _shape("an object of the test is changed", "def rename(o): o.name = o.name.upper()", "def rename(o): pass",
           "class O:\n    name = 'a'\no = O()\nrename(o)\nassert o.name == 'A'"),
    _shape("the student's function handed back", "def f(x): return x + 1\ndef twice(g, x): return g(g(x))", "def f(x): return x + 1\ndef twice(g, x): return g(x)",
           "assert twice(f, 1) == 3"),
    _shape("an exception", "def f(x):\n if x < 0: raise ValueError('negative: %d' % x)\n return x", "def f(x): return x",
           "try:\n    f(-1)\nexcept ValueError as e:\n    assert 'negative' in str(e) and e.args == ('negative: -1',)\nelse:\n    raise AssertionError"),
    _shape("pytest.raises", ERRORS.format("Overdrawn"), ERRORS.format("ValueError"),
           "import pytest\nwith pytest.raises(BankError, match='too little') as info:\n    pay(1, 2)\nassert isinstance(info.value, Overdrawn) and isinstance(info.value, ValueError) and info.value.code == 8\nassert pay(2, 1) == 1"),
    _shape("assertRaises", ERRORS.format("Overdrawn"), ERRORS.format("RuntimeError"),
           "import unittest\nt = unittest.TestCase()\nwith t.assertRaises(BankError):\n    pay(1, 2)\nt.assertEqual(pay(3, 1), 2)\nt.assertRaises(Overdrawn, pay, 1, 2)"),
    _shape("an exception that the test makes", ERRORS.format("Overdrawn"), ERRORS.format("BankError"),
           "try:\n    pay(0, 1)\nexcept Overdrawn as e:\n    assert type(e) is Overdrawn\ne = BankError('x', 3)\nassert e.code == 3 and issubclass(Overdrawn, BankError)"),
    _shape("an assertion in the answer", "def f(x):\n assert x > 0, 'positive'\n return x", "def f(x): return x",
           "try:\n    f(-1)\n    raise RuntimeError('no')\nexcept AssertionError as e:\n    assert str(e) == 'positive'"),
    _shape("what is printed", "def f(): print('hello', 3)", "def f(): print('hello')",
           "import io, contextlib\nout = io.StringIO()\nwith contextlib.redirect_stdout(out):\n    f()\nassert out.getvalue() == 'hello 3\\n'"),
    _shape("print replaced", "def f(): print('a'); print('b')", "def f(): print('a')",
           "from unittest.mock import patch\nwith patch('builtins.print') as p:\n    f()\nassert p.call_count == 2"),
    _shape("input replaced", "def f(): return int(input('n? ')) * 2", "def f(): return 4",
           "import builtins\nold = builtins.input\nbuiltins.input = lambda *a: '21'\ntry:\n    assert f() == 42\nfinally:\n    builtins.input = old"),
    _shape("standard input", "def f(): return input() + input()", "def f(): return 'ab'",
           "import io, sys\nsys.stdin = io.StringIO('x\\ny\\n')\nassert f() == 'xy'"),
    _shape("warnings as errors", "import numpy as np\ndef f(a): return np.divide(1.0, a, out=np.zeros_like(a), where=a != 0)", "import numpy as np\ndef f(a):\n r = 1.0 / a\n r[a == 0] = 0\n return r",
           "import warnings\nimport numpy as np\nwith warnings.catch_warnings():\n    warnings.simplefilter('error')\n    assert f(np.array([0.0, 2.0])).tolist() == [0.0, 0.5]"),
    _shape("warnings wanted", "import warnings\ndef f(): warnings.warn('old', DeprecationWarning)", "def f(): pass",
           "import warnings\nwith warnings.catch_warnings(record=True) as w:\n    warnings.simplefilter('always')\n    f()\nassert len(w) == 1 and issubclass(w[0].category, DeprecationWarning) and 'old' in str(w[0].message)"),
    _shape("errors of numpy", "import numpy as np\ndef f(a): return 1 / a", "def f(a): return a",
           "import numpy as np\nwith np.errstate(divide='ignore'):\n    assert np.isinf(f(np.array([0.0]))[0])"),
    _shape("globals", "answer = 42", "", "assert 'answer' in globals() and globals()['answer'] == 42"),
    _shape("eval", "def f(): return 1", "def f(): return 2", "for name in ['f']:\n    assert eval(name)() == 1"),
    _shape("comprehensions and closures", "def f(x): return x * x", "def f(x): return x",
           "assert [f(i) for i in range(4)] == [0, 1, 4, 9]\ndef check(g):\n    return all(g(i) == f(i) for i in range(3))\nassert check(lambda i: i * i)"),
    _shape("recursion through the test", "def f(n, g): return 0 if n == 0 else 1 + g(n - 1, f)", "def f(n, g): return n + 1",
           "def g(n, h): return h(n, g)\nassert f(5, g) == 5"),
    _shape("memory of a decorator", "import functools\n@functools.lru_cache(None)\ndef fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)", "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)",
           "assert fib(20) == 6765 and fib.cache_info().hits > 0"),
    _shape("a library's object", "from sklearn.linear_model import LinearRegression\nimport numpy as np\nmodel = LinearRegression().fit(np.arange(4.0).reshape(-1, 1), np.arange(4.0) * 2)", "model = None",
           "import numpy as np\nassert isinstance(model, LinearRegression) and abs(model.coef_[0] - 2) < 1e-9\nassert np.allclose(model.predict(np.array([[5.0]])), [10.0])"),
    _shape("numpy calls the function", "def f(x): return x ** 2", "def f(x): return x",
           "import numpy as np\nassert np.vectorize(f)([1, 2]).tolist() == [1, 4] and list(map(f, [3])) == [9]"),
    _shape("an array is what is compared", "import numpy as np\nw = np.array([1.0, 2.0])", "w = [1.0, 2.5]", "import numpy as np\nassert np.allclose(w, [1.0, 2.0])"),
    _shape("a helper of the test's own", "def f(x): return round(x, 2)", "def f(x): return x",
           "def same(a, b, tolerance=1e-9):\n    assert abs(a - b) <= tolerance, (a, b)\nsame(f(1.234), 1.23)"),
    _shape("a file object", "def f(stream): return stream.read().split()", "def f(stream): return []", "import io\nassert f(io.StringIO('a b')) == ['a', 'b']"),
    _shape("a path", "from pathlib import Path\ndef f(p): return Path(p).suffix, Path('a') / 'b'", "def f(p): return '', ''", "from pathlib import Path\nassert f('x.txt') == ('.txt', Path('a/b'))"),
    _shape("an object in a container", RIGHT_POINT + "def f(): return {'p': [Point(1, 2)]}", RIGHT_POINT + "def f(): return {'p': []}", "assert f()['p'][0] == Point(1, 2)"),
    _shape("a bound method", RIGHT_POINT, WRONG_POINT.replace("0.5", "1"), "n = Point(3, 4).norm\nassert n() == 5.0 and callable(n)"),
    _shape("an object of the author's class handed over", "def depth(n):\n return 1 + max(map(depth, n.children), default=0) if isinstance(n, Node) else 0", "def depth(n): return 1",
           "assert depth(Node(1, Node(2, Node(3)))) == 3 and depth(None) == 0", locked=NODE),
    _shape("an object of the author's class made by the answer", "def wrap(n): return Node(5, n)", "def wrap(n): return [n]",
           "inner = Node(1)\nouter = wrap(inner)\nassert isinstance(outer, Node) and outer.children[0] is inner and outer.total() == 6", locked=NODE),
    _shape("an error of the author's class", "def f(n):\n raise Missing(n)", "def f(n):\n raise KeyError(n)",
           "try:\n    f(3)\nexcept Missing as e:\n    assert e.args == (3,)\nelse:\n    raise AssertionError", locked="class Missing(Exception):\n    pass"),
    _shape("a matrix", "import numpy as np\ndef f(m): return m.T", "import numpy as np\ndef f(m): return np.asarray(m).T",
           "import numpy as np\nr = f(np.array([[1, 1], [0, 1]]).view(np.matrix))\nassert type(r) is np.matrix and r.tolist() == [[1, 0], [1, 1]]"),
    _shape("a sparse matrix", "import scipy.sparse as sp\ndef f(m): return (m + sp.identity(3)).tocsr()", "def f(m): return m",
           "import scipy.sparse as sp\nr = f(sp.csc_matrix([[0, 1, 0], [0, 0, 0], [0, 0, 2]]))\nassert isinstance(r, sp.csr_matrix) and r.nnz == 4 and r.toarray().tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 3]]"),
    _shape("a container of an object changed by the test", "class Bag:\n def __init__(self): self.things = []\n def count(self): return len(self.things)", "class Bag:\n things = ()\n def count(self): return 0",
           "b = Bag()\nb.things.append(3)\nb.things.append(4)\nassert b.count() == 2 and b.things == [3, 4] and Bag().things == []"),
    _shape("defaults and annotations of the signature", "def f(a: int, b=[2], *, c='x') -> str: return ''", "def f(a, b=None, *, c='x'): return ''",
           "import inspect\ns = inspect.signature(f)\nassert s.parameters['b'].default == [2] and s.parameters['c'].default == 'x'\nassert s.parameters['a'].annotation is int and s.return_annotation is str"),
    _shape("a builtin replaced by name", "def f(): return input('? ') + '!'", "def f(): return 'ab!'",
           "asked = []\ndef input(prompt=''):\n    asked.append(prompt)\n    return 'ab'\nassert f() == 'ab!' and asked == ['? ']\ndel input"),
    _shape("a method replaced for a while", RIGHT_POINT + "def f(p): return p.norm() + 1", RIGHT_POINT + "def f(p): return 6.0",
           "from unittest import mock\nwith mock.patch.object(Point, 'norm', return_value=10):\n    assert f(Point(3, 4)) == 11\nassert f(Point(3, 4)) == 6.0"),
    _shape("a class of an enumeration", "import enum\nclass C(enum.Enum):\n A = 1\n B = 2", "class C:\n A = 1\n B = 2",
           "import enum\nassert issubclass(C, enum.Enum) and C.A.value == 1 and C(2) is C.B and [c.name for c in C] == ['A', 'B'] and isinstance(C.A, enum.Enum)"),
    _shape("a table of the author's that the answer changes", "t['b'] = t['a'] * 2\ndel t['a']", "t['b'] = t['a']",
           "assert list(t.columns) == ['b'] and t['b'].tolist() == [2, 4]", locked="import pandas as pd\nt = pd.DataFrame({'a': [1, 2]})"),
    _shape("a list of the author's that the answer changes", "scores.sort()\nlimits['top'] = scores[-1]", "limits['top'] = 3",
           "assert scores == [1, 2, 3] and limits == {'top': 3}", locked="scores = [3, 1, 2]\nlimits = {}"),
    _shape("a class of the author's that the answer extends", "def depth(self): return 1 + max([c.depth() for c in self.children], default=0)\nNode.depth = depth", "def depth(self): return 1\nNode.depth = depth",
           "assert Node(1, Node(2, Node(3))).depth() == 3", locked=NODE),
    _shape("a record that the answer's calls of the author's function make", "record(3)\nrecord(4)", "record(3)", "assert log == [3, 4]", locked="log = []\ndef record(x):\n    log.append(x)"),
    _shape("a variable of the author's that the answer's function changes", "def spend(n): account['left'] -= n", "def spend(n): pass", "spend(3)\nassert account['left'] == 7", locked="account = {'left': 10}"),
    _shape("a helper of the author's that calls the answer", "def f(x): return 2 * x", "def f(x): return x", "check(2, 4)\nCheck().all()",
           locked="def check(given, wanted):\n    assert f(given) == wanted\nclass Check:\n    def all(self):\n        check(1, 2)"),
    _shape("an import that is asked for", "from math import sqrt, floor", "from math import floor", "assert floor(2.5) == 2 and sqrt(9) == 3"),
    _shape("an import of another function", "from math import ceil as up", "from math import floor as up", "assert up.__name__ == 'ceil'"),
    _shape("an error that wants more than its text", "import json\ndef f(t): return json.loads(t)", "def f(t): raise ValueError(t)",
           "import json\ntry:\n    f('{')\nexcept json.JSONDecodeError as e:\n    assert e.pos == 1 and 'line 1' in str(e)\nelse:\n    raise AssertionError", locked="import json"),
    _shape("a function of a library that must not be used", "import numpy as np\ndef f(a): return sum(a) / len(a)", "import numpy as np\ndef f(a): return np.mean(a)",
           "kept = np.mean\ntry:\n    del np.mean\n    assert f([1, 3]) == 2\nfinally:\n    np.mean = kept\nassert np.mean([1, 3]) == 2", locked="import numpy as np"),
    _shape("a function of a library replaced for a while", "import random\ndef roll(n): return [random.randint(1, 6) for _ in range(n)]", "import random\ndef roll(n): return [4] * n",
           "from unittest import mock\nwith mock.patch('random.randint', return_value=4) as chance:\n    assert roll(3) == [4, 4, 4]\nassert chance.call_count == 3 and chance.call_args.args == (1, 6)"),
    _shape("tests of unittest that are sought in the module", "def f(x): return x + 1", "def f(x): return x",
           "import unittest\nclass Test(unittest.TestCase):\n    def test_f(self):\n        self.assertEqual(f(1), 2)\nfound = unittest.main(argv=[''], exit=False, verbosity=0).result\nassert found.testsRun == 1 and found.wasSuccessful()"),
    _shape("groups of a table", "import pandas as pd\nby = pd.DataFrame({'k': ['a', 'b', 'a'], 'v': [1, 2, 3]}).groupby('k')", "import pandas as pd\nby = pd.DataFrame({'k': ['a', 'b', 'c'], 'v': [1, 2, 3]}).groupby('k')",
           "import pandas as pd\nassert by.ngroups == 2 and by.get_group('a').shape == (2, 2) and by['v'].sum()['a'] == 4 and [k for k, _ in by] == ['a', 'b']"),
    _shape("a masked array", "import numpy as np\nm = np.ma.masked_array([1, 2, 3], [0, 1, 0])", "import numpy as np\nm = np.array([1, 2, 3])", "import numpy as np\nassert np.ma.isMaskedArray(m) and m.sum() == 4 and m.mask.tolist() == [False, True, False]"),
    _shape("two names for one object", "import numpy as np\nold = np.zeros(3)\nnew = old.copy()", "import numpy as np\nnew = old = np.zeros(3)",
           "import numpy as np\nassert (old == new).all() and new is not old\nnew[0] = 1\nassert old[0] == 0"),
    _shape("one object with two names", "first = []\nsecond = first", "first, second = [], []", "assert first is second\nfirst.append(1)\nassert second == [1]"),
    _shape("weights of a network changed by the test", NET.format(2), NET.format(2) + "def forward(x): return torch.ones(len(x), 2)\nnet.forward = forward",
           "import torch\nwith torch.no_grad():\n    net.fc.weight.fill_(0.0)\n    net.fc.bias.copy_(torch.tensor([1.0, 2.0]))\nassert net(torch.rand(1, 4)).tolist() == [[1.0, 2.0]]"),
    _shape("the list of names", "answer = 42", "other = 42", "assert 'answer' in dir() and 'nothing' not in dir()\nhere = 1\nassert 'here' in dir()"),
    _shape("abstract classes", "import abc\nclass Shape(abc.ABC):\n @abc.abstractmethod\n def area(self): ...\nclass Dot(Shape):\n def area(self): return 0", "class Shape:\n def area(self): ...\nclass Dot(Shape):\n def area(self): return 0",
           "import inspect\nassert inspect.isabstract(Shape) and not inspect.isabstract(Dot)\nassert [c.__name__ for c in Dot.__mro__][:2] == ['Dot', 'Shape'] and Dot.__bases__ == (Shape,) and 'area' in dir(Dot)"),
    _shape("an array in an object changed by the test", "import numpy as np\nclass Means:\n def __init__(self): self.centres = np.zeros(2)\n def total(self): return self.centres.sum()", "class Means:\n centres = [0.0, 0.0]\n def total(self): return 0.0",
           "import numpy as np\nm = Means()\nm.centres[0] = 4.0\nassert m.total() == 4.0"),
    _shape("deep recursion through the answer's decorator", "def memo(f):\n known = {}\n def g(n):\n  if n not in known: known[n] = f(n)\n  return known[n]\n return g", "def memo(f):\n known = {}\n def g(n):\n  if n not in known: known[n] = f(n) + 1\n  return known[n]\n return g",
           "@memo\ndef fib(n):\n    return n if n < 2 else fib(n - 1) + fib(n - 2)\nassert fib(40) == 102334155"),
    _shape("what a library asks its own model", "from sklearn.linear_model import LinearRegression\nmodel = LinearRegression().fit([[0.0], [1.0]], [0.0, 2.0])", "from sklearn.linear_model import LinearRegression\nmodel = LinearRegression()",
           "from sklearn.utils.validation import check_is_fitted\ncheck_is_fitted(model)"),
    _shape("no answer yet", "def f(x): return x", "def f(x): raise NotImplementedError()", "assert f(1) == 1"),
    _shape("a syntax error in the answer", "def f(x): return x", "def f(x) return x", "assert f(1) == 1"),
)  # fmt: skip
