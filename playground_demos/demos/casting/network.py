"""The casting inspector's network, a torch module without weights. Does not load or train any."""

from torch import Tensor, cat, nn

from playground_demos.toolkit.layers import convolution


class CastingNet(nn.Module):
    """Looks at a cast surface and says what is wrong with it, if anything."""

    def __init__(self, kinds: int = 5) -> None:
        super().__init__()
        self.stem = nn.Sequential(*convolution(1, 16, stride=2), *convolution(16, 24, stride=2))
        self.body = nn.Sequential(
            *convolution(24, 32), *convolution(32, 56, stride=2), *convolution(56, 64)
        )
        self.head = nn.Linear(2 * 64, kinds)

    def forward(self, surfaces: Tensor) -> Tensor:
        """Scores of the kinds.

        Args:
            surfaces: (n, 1, 128, 128), grey values 0 to 1

        Returns:
            (n, kinds) logits
        """
        features = self.body(self.stem(surfaces - 0.5))  # (n, 64, 16, 16)
        # A defect is small: its strongest spot counts, beside the average of the whole.
        pooled = cat([features.amax(dim=(2, 3)), features.mean(dim=(2, 3))], dim=1)
        logits: Tensor = self.head(pooled)
        return logits
