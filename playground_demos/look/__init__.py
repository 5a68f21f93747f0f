"""The one look of the lab: a stylesheet and a Korean font that hub, playground and feedback share.

Everything is served from here, never from another machine. Does not style JupyterLab itself.
"""

from pathlib import Path

LOOK_DIR = Path(__file__).parent
STYLESHEET = LOOK_DIR / "lab.css"
FONTS = (LOOK_DIR / "Pretendard-Regular.subset.woff2", LOOK_DIR / "Pretendard-Bold.subset.woff2")
