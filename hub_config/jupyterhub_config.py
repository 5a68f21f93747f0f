"""What JupyterHub reads at its start: it only wires the lab's settings to JupyterHub's.

Every decision lies in `hub_config.apply`, where it is tested. JupyterHub executes this file with
`get_config` defined; it is not imported.
"""

from pathlib import Path
from typing import Any

from traitlets.config import Application

from hub_config.apply import apply
from hub_config.settings import load_settings

# The application that reads this file: `hub_config.hub.LabHub`, with its options already parsed.
hub: Any = Application.instance()
file = Path(hub.settings_file) if hub.settings_file else None
apply(load_settings(file), get_config())  # type: ignore[name-defined]  # noqa: F821
