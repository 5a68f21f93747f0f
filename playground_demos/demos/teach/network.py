"""The eye that learns from few examples, a torch module without weights. Does not load or train."""

from torch import Tensor, nn, tensor

from playground_demos.toolkit.layers import convolution


class EyeNet(nn.Module):
    """Turns a picture into 64 numbers, so that pictures of one kind lie near one another.

    It knows no kinds: it learned to tell apart whatever kinds it is shown a few examples of.
    """

    heat: Tensor  # (): how sharply distance becomes certainty

    def __init__(self, features: int = 64) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *convolution(3, 16, stride=2),
            *convolution(16, 32, stride=2),
            *convolution(32, 64, stride=2),
            *convolution(64, 64, stride=2),
            nn.Flatten(),
            nn.Linear(64 * 4 * 4, features),
        )
        self.heat = nn.Parameter(tensor(10.0))

    def forward(self, pictures: Tensor) -> Tensor:
        """Where pictures lie.

        Args:
            pictures: (n, 3, 64, 64), 0 to 1

        Returns:
            (n, 64), each of length 1
        """
        features: Tensor = nn.functional.normalize(self.body(pictures - 0.5), dim=1)
        return features
