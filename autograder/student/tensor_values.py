"""Tensors on the CPU and torch's small values as bytes: raw buffers, no pickle.

Runs in the student's process too: imports nothing but the standard library and these libraries,
and a library only where it is loaded already (to write) or where the bytes hold one of its values.
"""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from autograder.student.errors import BadValue, NotCarried
from autograder.student.library_parts import check_shape, kept, put, quiet

if TYPE_CHECKING:
    from autograder.student.values import Decoder, Encoder


_NUMBERS = ("bool", "int", "uint", "float", "bfloat", "complex")
"""How the names of dtypes begin whose bytes are numbers; torch ends the process for some others."""


def put_torch(encoder: "Encoder", torch: Any, value: Any) -> bool:
    """Append `value` if it is one of torch's; False if it is none.

    Raises:
        NotCarried: It is one that cannot be sent.
    """
    if isinstance(value, torch.Tensor):
        is_dense = value.layout is torch.strided and not (value.is_quantized or value.is_nested)
        if value.device.type != "cpu" or not is_dense:
            raise NotCarried("a tensor that is not a plain one on the CPU")
        if not encoder.is_repeated(value):
            plain = value.detach().contiguous()
            put(
                encoder,
                b"v",
                str(plain.dtype).removeprefix("torch."),
                tuple(plain.shape),
                bool(value.requires_grad),
                isinstance(value, torch.nn.Parameter),
            )
            encoder.blob(
                plain.view(-1).view(torch.uint8).numpy().tobytes() if plain.numel() else b""
            )
    elif isinstance(value, torch.Size):
        put(encoder, b"x", tuple(value))
    elif isinstance(value, torch.dtype | torch.device):
        put(encoder, b"n", type(value).__name__, str(value).removeprefix("torch."))
    elif isinstance(value, torch.Generator):
        if not encoder.is_repeated(value):
            put(encoder, b"A", value.get_state())
    else:
        return False
    return True


def _torch_dtype(name: object) -> Any:
    import torch

    found = getattr(torch, name, None) if type(name) is str else None
    if not isinstance(found, torch.dtype):
        raise BadValue(f"no torch.{name!r:.40}")
    return found


def _get_tensor(decoder: "Decoder") -> Any:
    import torch

    name, shape = decoder.get(), check_shape(decoder.get())
    dtype = _torch_dtype(name)
    if not str(name).startswith(_NUMBERS):
        raise BadValue(f"a tensor of {name!r:.40}")
    requires_grad, is_parameter = decoder.get() is True, decoder.get() is True
    data = decoder.blob()
    if math.prod(shape) * dtype.itemsize != len(data):
        raise BadValue(f"a tensor of shape {shape} in {len(data)} bytes")
    tensor = torch.frombuffer(bytearray(data), dtype=dtype) if data else torch.empty(0, dtype=dtype)
    tensor = tensor.reshape(shape)
    if is_parameter:
        tensor = torch.nn.Parameter(tensor, requires_grad=requires_grad)
    elif requires_grad:
        tensor.requires_grad_()
    return tensor


def _get_torch_name(decoder: "Decoder") -> Any:
    import torch

    kind, name = decoder.get(), decoder.get()
    if kind == "device":
        return torch.device(str(name))
    return _torch_dtype(name)


def _get_size(decoder: "Decoder") -> Any:
    import torch

    return torch.Size(check_shape(decoder.get()))


def _get_torch_generator(decoder: "Decoder") -> Any:
    import torch

    made = torch.Generator()
    made.set_state(decoder.get())
    return made


READERS: dict[bytes, Callable[["Decoder"], Any]] = {
    b"v": kept(_get_tensor),
    b"x": quiet(_get_size),
    b"n": _get_torch_name,
    b"A": kept(_get_torch_generator),
}
