"""Which object an attribute is: two attributes of a student's objects may be one list.

Holds the last few that the examiner was shown, so that their numbers stay true: a number is never
given to another object. Runs in the student's process; copies nothing.
"""

MOST_SHOWN = 8
LARGEST_BYTES = 1024 * 1024
_CONTAINERS = (list, dict, set, bytearray)
_ARRAYS = {("numpy", "ndarray"), ("torch", "Tensor"), ("torch.nn.parameter", "Parameter")}


class ShownObjects:
    """Numbers of the mutable values that were attributes of late."""

    def __init__(self) -> None:
        self._count = 0
        self._shown: dict[int, object] = {}

    def number_of(self, value: object) -> int:
        """The number of a mutable value; 0 for what is told by other means, or large."""
        if not _is_told(value):
            return 0
        for number, one in self._shown.items():
            if one is value:
                return number
        self._count += 1
        self._shown[self._count] = value
        if len(self._shown) > MOST_SHOWN:
            del self._shown[next(iter(self._shown))]
        return self._count


def _is_told(value: object) -> bool:
    kind = type(value)
    if kind in _CONTAINERS:
        return True
    if (kind.__module__, kind.__name__) not in _ARRAYS:
        return False
    return int(getattr(value, "nbytes", 0)) <= LARGEST_BYTES
