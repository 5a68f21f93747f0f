"""Sparse matrices of scipy as bytes: their class by name, and where each of their numbers stands.

Runs in the student's process too: imports nothing but the standard library and these libraries,
and a library only where it is loaded already (to write) or where the bytes hold one of its values.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.student.errors import BadValue, NotCarried
from autograder.student.library_parts import check_shape, kept, put

if TYPE_CHECKING:
    from autograder.student.values import Decoder, Encoder

MOST_ROWS = 2**22
MOST_DIAGONAL = 2**12
_CLASSES = frozenset(
    f"{name}_{kind}"
    for name in ("bsr", "coo", "csc", "csr", "dia", "dok", "lil")
    for kind in ("array", "matrix")
)


def put_sparse(encoder: "Encoder", _scipy: Any, value: Any) -> bool:
    """Append `value` if it is a sparse matrix; False if it is none.

    Raises:
        NotCarried: Its numbers are no numbers.
    """
    name = type(value).__name__
    library: Any = sys.modules.get("scipy.sparse")
    if name not in _CLASSES or getattr(library, name, None) is not type(value):
        return False
    if value.dtype.hasobject:
        raise NotCarried("a sparse matrix of objects")
    if not encoder.is_repeated(value):
        parts = value.tocoo()
        put(encoder, b"&", name, tuple(map(int, value.shape)), parts.row, parts.col, parts.data)
    return True


def _get_sparse(decoder: "Decoder") -> Any:
    import numpy
    import scipy.sparse

    name, shape = decoder.get(), check_shape(decoder.get())
    rows, columns, data = decoder.get(), decoder.get(), decoder.get()
    if name not in _CLASSES or len(shape) != 2:
        raise BadValue("a sparse matrix that is none")
    if any(type(part) is not numpy.ndarray or part.ndim != 1 for part in (rows, columns, data)):
        raise BadValue("a sparse matrix without numbers")
    if {rows.dtype.kind, columns.dtype.kind} - set("iu"):
        raise BadValue("a sparse matrix with odd places")
    # Some formats hold a number for each row, and diagonals one for each of their places.
    if max(shape) > (MOST_DIAGONAL if name.startswith("dia") else MOST_ROWS):
        raise BadValue(f"a sparse matrix of shape {shape}")
    coordinates = scipy.sparse.coo_matrix((data, (rows, columns)), shape=shape)
    return getattr(scipy.sparse, name)(coordinates)


READERS: dict[bytes, Callable[["Decoder"], Any]] = {b"&": kept(_get_sparse)}
