"""Which values of libraries there are: a closed list of types, and the modules that carry them.

Writing and reading are in `array_values` (numpy), `table_values` (pandas), `tensor_values` (torch)
and `sparse_values` (scipy).
Naming a type makes nothing and runs nothing that the other side chose. Runs in the student's
process too: imports nothing but the standard library, looks at a library only where it is loaded.
"""

import builtins
import importlib
import random
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.student import array_values, sparse_values, table_values, tensor_values
from autograder.student.errors import BadValue, NotCarried, TooLarge
from autograder.student.library_parts import put

if TYPE_CHECKING:
    from autograder.student.values import Decoder, Encoder

# Types that may be named. Making one of these runs no code that the other side chose.
_TYPES: dict[str, tuple[str, ...]] = {
    "builtins": tuple(
        name
        for name, kind in vars(builtins).items()
        if isinstance(kind, type) and not name.startswith("_")
    ),
    "collections": ("OrderedDict", "defaultdict", "Counter", "deque", "namedtuple"),
    "datetime": ("datetime", "date", "time", "timedelta", "timezone"),
    "decimal": ("Decimal",),
    "fractions": ("Fraction",),
    "types": (
        "FunctionType",
        "GeneratorType",
        "MethodType",
        "ModuleType",
        "NoneType",
        "BuiltinFunctionType",
    ),
    "numpy": (
        "ndarray", "matrix", "generic", "number", "integer", "floating", "bool", "dtype",
        *(f"{kind}{bits}" for kind in ("int", "uint") for bits in (8, 16, 32, 64)),
        "float16", "float32", "float64", "complex64", "complex128", "str_", "bytes_",
        "datetime64", "timedelta64",
    ),
    "pandas": ("DataFrame", "Series", "Index", "Timestamp", "Timedelta", "Categorical"),
    "torch": ("Tensor", "Size", "dtype", "device"),
}  # fmt: skip


def put_library_value(encoder: "Encoder", value: Any) -> bool:
    """Append `value` if it is one of a library's; False if it is none.

    Raises:
        NotCarried: It holds what cannot be sent.
    """
    kind = type(value)
    if isinstance(value, type):
        return _put_type(encoder, value)
    if kind is random.Random:
        if not encoder.is_repeated(value):
            put(encoder, b"!", list(value.getstate()))
        return True
    if "_examiner_link" in kind.__dict__:
        return False  # what stands for an object of a library is none of its values
    root = kind.__module__.partition(".")[0]
    for name, put_value in (
        ("numpy", array_values.put_numpy),
        ("pandas", table_values.put_pandas),
        ("torch", tensor_values.put_torch),
        ("scipy", sparse_values.put_sparse),
    ):
        # A subclass that is no type of the library comes over as the library's own.
        library = sys.modules.get(name)
        if library is not None and (root == name or _is_derived(name, library, value)):
            size = len(encoder.out)
            try:
                return put_value(encoder, library, value)
            except NotCarried as problem:
                if isinstance(problem, TooLarge) or len(encoder.out) != size:
                    raise
                return False  # it stays where it is, as objects of other libraries do
    if root == "zoneinfo":
        put(encoder, b"z", str(value))
        return True
    return False


def type_name(kind: type) -> tuple[str, str] | None:
    """Module and name of a type of the closed list."""
    root = kind.__module__.partition(".")[0]
    if root in {"_collections", "_decimal"}:
        root = {"_collections": "collections", "_decimal": "decimal"}[root]
    names = _TYPES.get(root, ())
    for name in (kind.__name__, kind.__qualname__):
        if name in names and getattr(sys.modules.get(root), name, None) is kind:
            return root, name
    if root == "builtins":
        for name in _TYPES["types"]:
            if getattr(sys.modules.get("types"), name, None) is kind:
                return "types", name
    return None


def find_type(module: str, name: str) -> type:
    """The type of the closed list with that name.

    Raises:
        BadValue: There is none.
    """
    if name not in _TYPES.get(module, ()):
        raise BadValue(f"no type {module}.{name}")
    found = getattr(importlib.import_module(module), name)
    if not isinstance(found, type):
        raise BadValue(f"no type {module}.{name}")
    return found


def _is_derived(name: str, library: Any, value: object) -> bool:
    kinds = {
        "numpy": ("ndarray", "generic"),
        "pandas": ("DataFrame", "Series"),
        "torch": ("Tensor",),
        "scipy": (),
    }
    return issubclass(type(value), tuple(getattr(library, kind) for kind in kinds[name]))


def _put_type(encoder: "Encoder", value: type) -> bool:
    name = type_name(value)
    if name is None:
        return False
    encoder.tag(b"k")
    encoder.text(name[0])
    encoder.text(name[1])
    return True


def _get_zone(decoder: "Decoder") -> Any:
    import zoneinfo

    return zoneinfo.ZoneInfo(str(decoder.get()))


LIBRARY_READERS: dict[bytes, Callable[["Decoder"], Any]] = {
    **array_values.READERS,
    **table_values.READERS,
    **tensor_values.READERS,
    **sparse_values.READERS,
    b"k": lambda decoder: find_type(decoder.text(), decoder.text()),
    b"z": _get_zone,
}
