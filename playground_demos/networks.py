"""The small networks of the playground, as torch modules without weights.

Small enough to answer in milliseconds on one CPU thread and to ship in the repository. Does not
load, train or explain anything.
"""

from torch import Tensor, cat, cdist, nn, ones, stack, tensor, zeros


def _block(inputs: int, outputs: int, stride: int = 1) -> list[nn.Module]:
    return [
        nn.Conv2d(inputs, outputs, 3, stride, padding=1, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(),
    ]


class HandwritingNet(nn.Module):
    """Reads one syllable or digit as three letters, so that all 11,172 syllables can be read."""

    def __init__(self, first: int = 29, medial: int = 21, final: int = 28) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *_block(1, 24, stride=2),
            *_block(24, 48, stride=2),
            *_block(48, 64),
            nn.MaxPool2d(2),
            *_block(64, 128),
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


class CastingNet(nn.Module):
    """Looks at a cast surface and says what is wrong with it, if anything."""

    def __init__(self, kinds: int = 5) -> None:
        super().__init__()
        self.stem = nn.Sequential(*_block(1, 16, stride=2), *_block(16, 24, stride=2))
        self.body = nn.Sequential(*_block(24, 32), *_block(32, 56, stride=2), *_block(56, 64))
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


class PolishingNet(nn.Module):
    """Tells the removal rate of a recipe, how sure it is, and whether it knows such recipes at all.

    Five members that learned apart answer together; `known` are some recipes they learned from.
    """

    centre: Tensor  # (5,) and (5,): recipes are shifted and scaled by the training's
    scale: Tensor
    known: Tensor  # (512, 5), scaled
    reach: Tensor  # (): farther from what is known than 99 in 100 familiar recipes
    widen: Tensor  # (): standard deviations that hold 90 in 100 wafers

    def __init__(self, levers: int = 5, members: int = 5, known: int = 512) -> None:
        super().__init__()
        self.members = nn.ModuleList(
            nn.Sequential(
                nn.Linear(levers, 32), nn.Tanh(), nn.Linear(32, 32), nn.Tanh(), nn.Linear(32, 2)
            )
            for _ in range(members)
        )
        self.register_buffer("centre", zeros(levers))
        self.register_buffer("scale", ones(levers))
        self.register_buffer("known", zeros(known, levers))
        self.register_buffer("reach", tensor(0.0))
        self.register_buffer("widen", tensor(1.645))

    def forward(self, recipes: Tensor) -> tuple[Tensor, Tensor]:
        """What each member says of the logarithm of the rate.

        Args:
            recipes: (n, 5) in the levers' own units

        Returns:
            (members, n) means, (members, n) logarithms of the standard deviation
        """
        scaled = self.scaled(recipes)
        answers = stack([member(scaled) for member in self.members])
        return answers[..., 0] + 5.5, answers[..., 1].clamp(-5, 1)  # exp(5.5) is about 250 nm/min

    def scaled(self, recipes: Tensor) -> Tensor:
        """Recipes (n, 5) with the training's mean 0 and spread 1."""
        return (recipes - self.centre) / self.scale

    def distance(self, recipes: Tensor) -> Tensor:
        """How far (n,) recipes lie from their five nearest known ones, on average."""
        gaps = cdist(self.scaled(recipes), self.known)
        return gaps.topk(5, dim=1, largest=False).values.mean(dim=1)


class JourneyNet(nn.Module):
    """Foresees how a vaccine box fares, from whatever few sensors lie in it."""

    widen: Tensor  # (): how much wider than learned the band must be to keep its promise

    def __init__(self, places: int = 5, seen: int = 36, ahead: int = 12, verdicts: int = 3) -> None:
        super().__init__()
        self.shape = (places, ahead, 3)
        self.body = nn.Sequential(
            nn.Linear(places * (seen + 1), 128), nn.ReLU(), nn.Linear(128, 128), nn.ReLU()
        )
        self.verdict = nn.Linear(128, verdicts)
        self.course = nn.Linear(128, places * ahead * 3)
        self.register_buffer("widen", tensor(1.0))

    def forward(self, degrees: Tensor, has_sensor: Tensor) -> tuple[Tensor, Tensor]:
        """Scores of the verdicts, and the course ahead hour by hour.

        Args:
            degrees: (n, 5, 36) half-hourly readings in °C; what has no sensor is not looked at
            has_sensor: (n, 5), 1 where a sensor lies

        Returns:
            (n, 3) logits; (n, 5, 12, 3) low, middle and high in °C
        """
        seen = (degrees - 5) / 5 * has_sensor[..., None]
        features = self.body(cat([seen.flatten(1), has_sensor], dim=1))
        middle, below, above = self.course(features).unflatten(1, self.shape).unbind(-1)
        middle = 5 + 5 * middle
        below, above = (self.widen * nn.functional.softplus(part) for part in (below, above))
        course = stack([middle - below, middle, middle + above], dim=-1)
        return self.verdict(features), course


class EyeNet(nn.Module):
    """Turns a picture into 64 numbers, so that pictures of one kind lie near one another.

    It knows no kinds: it learned to tell apart whatever kinds it is shown a few examples of.
    """

    heat: Tensor  # (): how sharply distance becomes certainty

    def __init__(self, features: int = 64) -> None:
        super().__init__()
        self.body = nn.Sequential(
            *_block(3, 16, stride=2),
            *_block(16, 32, stride=2),
            *_block(32, 64, stride=2),
            *_block(64, 64, stride=2),
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
