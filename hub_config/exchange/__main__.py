"""`python -m hub_config.exchange --config FILE`: what the supervisor runs.

Turns settings into a running service, and mistakes into one sentence. Reads `[lab]`,
`[exchange]` and `[instant]` only.
"""

import argparse
import asyncio
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from hub_config.errors import LabError
from hub_config.exchange.service import serve
from hub_config.exchange.settings import ExchangeSection, InstantSection
from sandbox.settings import DEFAULT_FILE, LabSection, Section, SettingsError, load_sections


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGTERM; 1 when the service cannot start."""
    parser = argparse.ArgumentParser(prog="python -m hub_config.exchange", description=__doc__)
    parser.add_argument("--config", type=Path, default=DEFAULT_FILE, metavar="FILE")
    arguments = parser.parse_args(argv)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    models: dict[str, type[Section]] = {
        "lab": LabSection,
        "exchange": ExchangeSection,
        "instant": InstantSection,
    }
    try:
        sections = load_sections(arguments.config.absolute(), models, strict=False)
        asyncio.run(serve(sections["lab"], sections["exchange"], sections["instant"]))
    except (SettingsError, LabError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
