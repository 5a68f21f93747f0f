"""Warm each class at its `[classes.NAME] warm_at`, every week.

`python -m hub_config.warmer --config lab.toml` is what the supervisor runs where a class has such
moments. Keeps nothing: a start looks back a quarter of an hour, and a class warmed twice is warmed
once, because servers that run are left alone. A moment missed by more is over.
"""

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hub_config.errors import LabError
from hub_config.schedule import next_moment, parse_moment
from hub_config.settings import Settings, load_settings
from hub_config.warm import Warmed, warm_class

LOOK_BACK = timedelta(minutes=15)
# Not until the moment itself: the clock may be set, and a machine may sleep.
_LOOK_SECONDS = 20.0


class Warmer:
    """What is due, and whether it was done; `warm` is how a class is warmed."""

    def __init__(
        self, settings: Settings, now: datetime, warm: Callable[[Settings, str], Warmed]
    ) -> None:
        self._settings = settings
        self._warm = warm
        self._seen = now - LOOK_BACK
        self._due: dict[str, datetime] = {}

    def look(self, now: datetime) -> None:
        """Warm what has become due; what the hub could not do is tried again for a while."""
        zone = ZoneInfo(self._settings.lab.timezone)
        for name, one in self._settings.classes.by_name().items():
            moments = [parse_moment(text) for text in one.warm_at]
            moment = next_moment(moments, max(self._seen, now - LOOK_BACK), zone)
            if moment is not None and moment <= now:
                self._due[name] = moment
        self._seen = now
        for name, moment in list(self._due.items()):
            try:
                told = self._warm(self._settings, name).told()
            except LabError as error:
                told = str(error)
                if now - moment < LOOK_BACK:
                    _say(f"{name}: {told} (tried again)")
                    continue
            del self._due[name]
            _say(f"{name}: {told}")


def main() -> None:
    """Run until stopped."""
    parser = argparse.ArgumentParser(prog="python -m hub_config.warmer", description=__doc__)
    parser.add_argument("--config", type=Path, metavar="FILE", help="settings file")
    settings = load_settings(parser.parse_args().config)
    warmer = Warmer(settings, datetime.now(UTC), warm_class)
    while True:
        warmer.look(datetime.now(UTC))
        time.sleep(_LOOK_SECONDS)


def _say(message: str) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} {message}", flush=True)


if __name__ == "__main__":
    main()
