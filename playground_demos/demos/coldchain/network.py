"""The network that foresees journeys, without weights. Does not load or train any."""

from torch import Tensor, cat, nn, stack, tensor


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
