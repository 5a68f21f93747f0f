"""What the small networks of several demos are made of: torch layers without weights.

Networks of these answer in milliseconds on one CPU thread and are shipped in the repository.
"""

from torch import nn


def convolution(inputs: int, outputs: int, stride: int = 1) -> list[nn.Module]:
    """One layer that looks at 3 by 3 spots, its numbers kept in bounds."""
    return [
        nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    ]
