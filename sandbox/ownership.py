"""Give files to the user that a sandbox runs as.

For folders that the lab makes as root and somebody else works in. Changes owners, not modes.
"""

import os
from pathlib import Path

from sandbox.spec import Identity


def hand_over(folder: Path, identity: Identity) -> None:
    """Give a folder and all in it to `identity`; links are not followed."""
    # By open folder, not by path: who owns the tree may swap a folder for a link meanwhile.
    for _, folders, files, descriptor in os.fwalk(folder, follow_symlinks=False):
        for name in (".", *folders, *files):
            if os.stat(name, dir_fd=descriptor, follow_symlinks=False).st_uid != identity.uid:
                os.chown(name, identity.uid, identity.gid, dir_fd=descriptor, follow_symlinks=False)
