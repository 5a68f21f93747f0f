"""The polisher's networks, one torch module without weights. Does not load or train any."""

from torch import Tensor, cdist, nn, ones, stack, tensor, zeros


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
