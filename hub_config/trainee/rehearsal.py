"""What the lab's template does once so that no server and no kernel forked from it has to.

Each of these looks at thousands of objects, and remembers what it found. In a fork each look
counts references, and so copies the pages that all share: megabytes for every trainee. Runs
nothing of a lesson, starts no thread, and leaves nothing that one trainee could tell another.
"""

import sys
from collections.abc import Mapping, MutableMapping
from typing import Any

from jupyter_client.provisioning.factory import KernelProvisionerFactory

from hub_config.trainee.inheritance import find_inheritance

# Of what traitlets, logging and ipykernel ask whether they are mappings.
_ASKED = (bool, bytes, float, int, list, str, tuple, type(None))


def rehearse() -> None:
    """To be called in the template, when all is imported."""
    for kind in (Mapping, MutableMapping):
        for asked in _ASKED:
            issubclass(asked, kind)  # the answer "no" is found by asking all subclasses
    registry: Any = sys.modules.get("matplotlib.backends.registry")
    if registry is not None:
        registry.backend_registry.list_all()  # reads what every installed package says of itself
    KernelProvisionerFactory.instance()  # reads the same
    zmq: Any = sys.modules.get("zmq")
    if zmq is not None:
        for kind in zmq.Socket.__mro__:
            # The first option of a socket asks this of each. What asks first makes an empty one,
            # and all that descends from the class is looked at: from typing.Generic, hundreds.
            getattr(kind, "__annotations__", None)
    colours: Any = sys.modules.get("IPython.utils.PyColorize")
    if colours is not None:
        for theme in ("neutral", "linux", "nocolor", "pride"):
            colours.theme_table[theme]  # reads a file
    find_inheritance()
