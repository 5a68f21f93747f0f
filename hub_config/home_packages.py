"""Let `pip install --user` work in a trainee's sandbox: packages go into the home, for them alone.

A virtual environment shows its programs no packages in homes, and pip refuses to install there.
In a trainee's sandbox alone, the environment's own word on that is another one; the software is
read-only there as everywhere, and servers do not look into homes. Installs nothing.
"""

import re
import sys
from pathlib import Path, PurePosixPath

from hub_config.places import Places
from sandbox.spec import Mount
from sandbox.whole_files import ensure_text

_WORD = "include-system-site-packages"


def ensure_home_packages(places: Places) -> tuple[Mount, ...]:
    """What to show in a trainee's sandbox, so that their Python finds packages in the home."""
    target = Path(sys.prefix) / "pyvenv.cfg"
    if not target.exists():  # no virtual environment: homes are looked into as it is
        return ()
    # ref: site.py, venv(): without this there is no user site.
    text = re.sub(
        rf"^{_WORD}\s*=.*$", f"{_WORD} = true", target.read_text(encoding="utf-8"), flags=re.M
    )
    source = places.run / "python" / target.name
    source.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    ensure_text(source, text)
    return (Mount(source=source, target=PurePosixPath(target)),)
