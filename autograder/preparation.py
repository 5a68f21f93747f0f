"""What a grading template does once it has loaded everything, so that no run has to.

Apart from `autograder.template`, which starts it: a template needs no settings and no sandboxes.
"""

import inspect
import sys

from autograder.rehearsal import rehearse
from autograder.student import places, shell


def prepare() -> None:
    """Do once what every run would else do: make a kernel, and find the file of every module."""
    rehearse()
    # At the first error, it looks at all modules for one that has this file, and remembers theirs.
    inspect.getmodule(compile("", "<nowhere>", "exec"))
    shell.prepare()
    places.look_ahead()
    _leave_pictures_to_notebooks()


def _leave_pictures_to_notebooks() -> None:
    """Have the inline backend imported anew: where it finds a shell, it makes pictures of figures.

    In the template it has found none, and a figure that is drawn without `%matplotlib inline` would
    not be shown.
    """
    if sys.modules.pop("matplotlib_inline.backend_inline", None) is not None:
        del sys.modules["matplotlib_inline"].backend_inline
