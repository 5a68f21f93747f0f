"""Ask the casting inspector, and see where it looked: a heat map over the surface, from captum.

The map explains the answer the network gave, right or wrong. Does not find defects by itself: a
hot spot on a sound part shows what misled the network.
"""

import threading
from copy import deepcopy
from weakref import WeakKeyDictionary

import numpy as np
import torch
from captum.attr import LayerAttribution, LayerGradientXActivation
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter
from torch import Tensor

from playground_demos.demos.casting.network import CastingNet

NEAR_PIXELS = 6  # the explained grid is 4 pixels wide, and the map is smoothed by 2


def find_heat(net: CastingNet, picture: NDArray[np.uint8], kind: int) -> NDArray[np.float64]:
    """How much each spot spoke for `kind`.

    Args:
        net: The inspector, in evaluation mode.
        picture: (128, 128) grey values
        kind: Index into KINDS of the answer to explain.

    Returns:
        (128, 128), 0 to 1 with 1 at the hottest spot; all 0 when nothing spoke for it.

    Activation times gradient, spot by spot, where the grid is 4 pixels wide. Grad-CAM averages the
    gradient over the picture and loses what a network with a maximum in it looked at: its hottest
    spot lay on the defect in 25 % of cases, this one in all of 200 (LOG.md).
    Source: HiResCAM, arXiv:2011.08891 (2020).
    """
    net = _own_copy(net)
    layer = LayerGradientXActivation(net, net.body[2])
    coarse = layer.attribute(as_input(picture[None]), target=kind).sum(dim=1, keepdim=True).relu()
    fine = LayerAttribution.interpolate(coarse, picture.shape, interpolate_mode="bilinear")
    heat = gaussian_filter(fine.detach().double().numpy()[0, 0], 2)
    peak = float(heat.max())
    return np.asarray(heat / peak if peak > 0 else np.zeros_like(heat))


class _Copies(threading.local):
    """Captum hooks into a network that other threads are using: each thread has one of its own."""

    def __init__(self) -> None:
        self.by_network: WeakKeyDictionary[CastingNet, CastingNet] = WeakKeyDictionary()


_COPIES = _Copies()


def _own_copy(net: CastingNet) -> CastingNet:
    if net not in _COPIES.by_network:
        _COPIES.by_network[net] = deepcopy(net)
    return _COPIES.by_network[net]


def points_at(heat: NDArray[np.float64], mask: NDArray[np.bool_]) -> bool:
    """Whether the hottest spot lies on the mask or within NEAR_PIXELS of it."""
    row, column = np.unravel_index(int(heat.argmax()), heat.shape)
    rows, columns = np.nonzero(mask)
    return bool(np.hypot(rows - row, columns - column).min(initial=np.inf) <= NEAR_PIXELS)


def judge(net: CastingNet, picture: NDArray[np.uint8]) -> list[float]:
    """How likely each kind is, in the order of KINDS; the sum is 1."""
    with torch.inference_mode():
        chances: list[float] = net(as_input(picture[None])).softmax(dim=1)[0].tolist()
    return chances


def as_input(pictures: NDArray[np.uint8]) -> Tensor:
    """(n, 128, 128) grey values to the network's (n, 1, 128, 128), 0 to 1."""
    tensor = torch.from_numpy(np.array(pictures)).float().div(255).unsqueeze(1)
    return tensor.contiguous(memory_format=torch.channels_last)
