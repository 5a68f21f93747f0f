"""Values of numpy and of `random` as bytes: raw buffers, plain descriptions, no pickle.

Runs in the student's process too: imports nothing but the standard library and these libraries,
and a library only where it is loaded already (to write) or where the bytes hold one of its values.
"""

import ast
import functools
import math
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.student.errors import BadValue, NotCarried
from autograder.student.library_parts import MOST_ITEMS, check_shape, kept, put

if TYPE_CHECKING:
    from autograder.student.values import Decoder, Encoder

LONGEST_HEADER = 10_000
_WORDS = 624  # in a state of the Mersenne Twister

_BIT_GENERATORS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")


def put_numpy(encoder: "Encoder", numpy: Any, value: Any) -> bool:
    """Append `value` if it is one of numpy's; False if it is none.

    Raises:
        NotCarried: It is one that cannot be sent.
    """
    if isinstance(value, numpy.ndarray):
        if isinstance(value, numpy.ma.MaskedArray):
            raise NotCarried("a masked array")
        if not encoder.is_repeated(value):
            if isinstance(value, numpy.matrix):
                encoder.tag(b"_")
            _put_array(encoder, numpy, value)
    elif isinstance(value, numpy.generic):
        encoder.tag(b"g")
        _put_array(encoder, numpy, numpy.asarray(value))
    elif isinstance(value, numpy.dtype):
        encoder.tag(b"p")
        encoder.text(repr(numpy.lib.format.dtype_to_descr(value)))
    elif isinstance(value, numpy.random.Generator):
        if not encoder.is_repeated(value):
            put(encoder, b"G", value.bit_generator.state)
    elif isinstance(value, numpy.random.RandomState):
        if not encoder.is_repeated(value):
            put(encoder, b"R", value.get_state())
    else:
        return False
    return True


def _put_array(encoder: "Encoder", numpy: Any, array: Any) -> None:
    array = numpy.asarray(array)
    if array.dtype.hasobject:
        if array.dtype.names:
            raise NotCarried("a structured array of objects")
        put(encoder, b"O", array.shape)
        encoder.items(array.ravel().tolist() if array.ndim else [array.item()])
        return
    encoder.tag(b"a")
    encoder.text(repr(numpy.lib.format.dtype_to_descr(array.dtype)))
    encoder.put(array.shape)
    encoder.put(bool(array.flags.f_contiguous and not array.flags.c_contiguous))
    order = "F" if array.flags.f_contiguous and not array.flags.c_contiguous else "C"
    encoder.blob(array.tobytes(order=order))


def _get_array(decoder: "Decoder") -> Any:
    import numpy

    dtype = _dtype(decoder.text())
    shape, is_fortran, data = check_shape(decoder.get()), decoder.get(), decoder.blob()
    if math.prod(shape) * dtype.itemsize != len(data) or math.prod(shape) > MOST_ITEMS:
        raise BadValue(f"an array of shape {shape} in {len(data)} bytes")
    flat = numpy.frombuffer(bytearray(data), dtype=dtype) if data else numpy.zeros(0, dtype)
    if not dtype.itemsize:
        flat = numpy.zeros(shape, dtype)
    return flat.reshape(shape, order="F" if is_fortran is True else "C")


def _get_matrix(decoder: "Decoder") -> Any:
    import numpy

    if bytes(decoder.take(1)) != b"a":
        raise BadValue("a matrix that is no array of numbers")
    array = _get_array(decoder)
    if array.ndim != 2:
        raise BadValue(f"a matrix of shape {array.shape}")
    return array.view(numpy.matrix)


def _get_objects(decoder: "Decoder") -> Any:
    import numpy

    shape = check_shape(decoder.get())
    count = decoder.count(1)
    if math.prod(shape) != count:
        raise BadValue(f"an array of shape {shape} with {count} objects")
    array = decoder.keep(numpy.empty(shape, dtype=object))
    flat = array.reshape(-1)
    for index in range(count):
        flat[index] = decoder.get()
    return array


def _get_scalar(decoder: "Decoder") -> Any:
    tag = bytes(decoder.take(1))
    if tag != b"a":
        raise BadValue("a scalar that is no number")
    array = _get_array(decoder)
    if array.shape:
        raise BadValue("a scalar with a shape")
    return array[()]


@functools.lru_cache(maxsize=256)
def _dtype(text: str) -> Any:
    import numpy

    if len(text) > LONGEST_HEADER:
        raise BadValue("a data type with too long a name")
    dtype = numpy.lib.format.descr_to_dtype(ast.literal_eval(text))
    if dtype.hasobject or dtype.subdtype is not None:
        raise BadValue(f"a data type {text:.40}")
    return dtype


def _get_generator(decoder: "Decoder") -> Any:
    import numpy

    state = decoder.get()
    name = state.get("bit_generator")
    if name not in _BIT_GENERATORS:
        raise BadValue(f"no generator {name!r:.40}")
    if name == "MT19937":
        _check_place(state["state"]["pos"])
    bits = getattr(numpy.random, name)(0)
    bits.state = state
    return numpy.random.Generator(bits)


def _get_random_state(decoder: "Decoder") -> Any:
    import numpy

    made = numpy.random.RandomState(0)
    state = decoder.get()
    _check_place(state[2])
    made.set_state(state)
    return made


def _check_place(place: object) -> None:
    """Refuse a place beyond the state's end, where numpy would read on.

    Raises:
        BadValue: It is one.
    """
    if type(place) is not int or not 0 <= place <= _WORDS:
        raise BadValue(f"a generator of random numbers at {place!r:.40}")


def _get_random(decoder: "Decoder") -> random.Random:
    made = random.Random()
    made.setstate(tuple(decoder.get()))
    return made


READERS: dict[bytes, Callable[["Decoder"], Any]] = {
    b"a": kept(_get_array),
    b"_": kept(_get_matrix),
    b"O": _get_objects,
    b"g": _get_scalar,
    b"p": lambda decoder: _dtype(decoder.text()),
    b"G": kept(_get_generator),
    b"R": kept(_get_random_state),
    b"!": kept(_get_random),
}
