"""The handwriting reader's network, a torch module without weights. Does not load or train any."""

from torch import Tensor, nn

from playground_demos.toolkit.layers import convolution


class HandwritingNet(nn.Module):
    """Reads one syllable or digit as three letters, so that all 11,172 syllables can be read."""

    def __init__(self, first: int = 29, medial: int = 21, final: int = 28) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *convolution(1, 24, stride=2),
            *convolution(24, 48, stride=2),
            *convolution(48, 64),
            nn.MaxPool2d(2),
            *convolution(64, 128),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Dropout(0.1),
            nn.Linear(128 * 4 * 4, 160),
            nn.ReLU(),
        )
        self.heads = nn.ModuleList(nn.Linear(160, size) for size in (first, medial, final))

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of the first letter (or digit), the medial and the final.

        Args:
            pictures: (n, 1, 64, 64), 0 paper, 1 ink

        Returns:
            (n, 29), (n, 21), (n, 28) logits
        """
        features = self.body(pictures)
        first, medial, final = (head(features) for head in self.heads)
        return first, medial, final
