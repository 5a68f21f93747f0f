"""The template of trainees' servers and kernels: what it loads, how it runs, how a start uses it.

The supervisor keeps it running; when it does not answer, servers start cold and the hub's log says
why. Only root's lab has one. Holds nothing of any trainee: `sandbox.template` sees to that.
"""

import os
import sys
import sysconfig
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hub_config.child import Child
from hub_config.places import Places
from sandbox.errors import TemplateUnavailable
from sandbox.spec import SandboxSpec, Template
from sandbox.warm import connected

PACKAGE = Path(__file__).parent
_SERVER = "hub_config.trainee.server"
_FORKED = "hub_config.trainee.prepared_server"
_TABLES = "autograder.rehearsal"  # what each kernel's first table would do
_REHEARSED = "hub_config.dress_rehearsal"
# What a server has imported by the time it listens; what Jupyter imports by name is named here.
MODULES = (
    _FORKED,
    "hub_config.trainee.home",
    "hub_config.trainee.kernel_connection",
    "jupyterhub.singleuser.extension",
    "jupyterlab.labapp",
    "jupyter_server_terminals.app",
    "hub_config.trainee.assignment_list",
    "nbgrader.server_extensions.validate_assignment",
    "jinja2.ext",
    "jupyter_core.migrate",
    "jupyter_server.kernelspecs.handlers",
    "jupyter_server.nbconvert.handlers",
    *(
        f"jupyter_server.services.{name}.handlers"
        for name in ("api", "config", "contents", "events", "kernels", "kernelspecs")
    ),
    *(f"jupyter_server.services.{name}.handlers" for name in ("nbconvert", "security", "sessions")),
    "jupyter_server.services.shutdown",
    "jupyter_server.view.handlers",
    "tornado.platform.asyncio",
)
# What a kernel has imported by the time it answers, and what lessons and exercises import. Without
# modules that ask at once whether they are in a notebook (matplotlib_inline.backend_inline, tqdm).
KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.core.pylabtools",
    "IPython.extensions.storemagic",
    "executing",
    "pygments.formatters.terminal256",
    "pygments.styles.default",
    "stack_data",
    "ipywidgets",
    "numpy",
    *("pandas", "pandas.io.formats.html", "pandas.io.formats.string"),
    *("matplotlib.pyplot", "matplotlib.backends.backend_agg"),
    *(f"PIL.{name}ImagePlugin" for name in ("Bmp", "Gif", "Jpeg", "Png", "Ppm")),
    *(f"sklearn.{name}" for name in ("datasets", "linear_model", "metrics", "neighbors")),
    "sklearn.model_selection",
    "torch",
)
# Read when these libraries are loaded: no thread of theirs may run when a template forks.
LIBRARY_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
    "PYDEVD_DISABLE_FILE_VALIDATION": "1",  # a warning about the debugger and Python's own modules
}


@dataclass(frozen=True)
class TemplateProbe:
    """Ready when it forks for whoever asks."""

    socket: Path

    def answers(self, timeout_seconds: float) -> bool:
        """Whether it forked a warden, which ends when nothing is asked of it."""
        try:
            with connected(Template(self.socket, _SERVER), timeout_seconds):
                return True
        except TemplateUnavailable:
            return False


def server_template_child(places: Places, environment: Mapping[str, str]) -> Child | None:
    """The template as a part of the lab; None where nobody could use it."""
    if os.geteuid() != 0:
        return None
    socket = places.server_template_socket
    return Child(
        name="server-template",
        command=(
            *(sys.executable, "-P", "-s", "-m", "sandbox.template", "--socket", str(socket)),
            *(f"--import={name}" for name in (*MODULES, *KERNEL_MODULES)),
            f"--prepare={_TABLES}:rehearse",
            f"--prepare={_FORKED}:prepare",
            f"--rehearse={_REHEARSED}:play",
            "--huge-pages",
        ),
        probe=TemplateProbe(socket),
        sockets=(socket,),
        environment={**environment, **LIBRARY_ENVIRONMENT},
        vital=False,
        software=loaded_software(),
    )


def loaded_software() -> tuple[Path, ...]:
    """What a template has loaded: a change of it makes a new one; of settings it knows none."""
    packages = {Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")}
    folders = (
        PACKAGE,
        PACKAGE / "trainee",
        PACKAGE.parent / "sandbox",
        PACKAGE.parent / "autograder",
    )
    return (*sorted(packages), *sorted(file for one in folders for file in one.glob("*.py")))


def server_template(places: Places, spec: SandboxSpec) -> Template | None:
    """How the template begins the server of `spec`; None where it has to start cold."""
    if os.geteuid() != 0 or spec.identity is None:
        return None
    arguments = spec.command[spec.command.index(_SERVER) + 1 :]
    return Template(places.server_template_socket, f"{_FORKED}:main_forked", arguments)
