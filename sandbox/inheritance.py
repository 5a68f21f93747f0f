"""Make what a forked process inherited its own: chance, names, clocks and signals.

A fork begins as a twin: two trainees would draw the same random numbers and name the same
temporary files. Touches only modules that are loaded. Python's own secret for hashing strings
stays common to all children of one template, as nothing can change it in a running interpreter.
"""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from typing import Any

import setproctitle


def make_own(environment: Mapping[str, str], arguments: list[str], title: str) -> None:
    """Forget the template: new environment, arguments, title, seeds and caches."""
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv[:] = arguments
    setproctitle.setproctitle(title)
    tempfile.tempdir = None
    setattr(tempfile, "_name_sequence", None)  # noqa: B010 - it has no public name
    reseed()
    for name, reset in _RESETS.items():
        module = sys.modules.get(name)
        if module is not None:
            reset(module)
    forget_instances()


def forget_instances() -> None:
    """Have no shell of IPython's and no kernel stand for whoever asks for one."""
    for name in ("ipykernel.kernelapp", "IPython.core.interactiveshell"):
        module = sys.modules.get(name)
        if module is not None:
            _forget_instance(module)


def reseed() -> None:
    """Give every generator of chance that is loaded a seed from the kernel."""
    for name, seed in _SEEDS.items():
        module = sys.modules.get(name)
        if module is not None:
            seed(module)


def default_signals() -> None:
    """React to signals as a new Python does, whatever the template did."""
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
        if signal.getsignal(number) not in (signal.SIG_DFL, None):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.set_wakeup_fd(-1)
    signal.pthread_sigmask(signal.SIG_SETMASK, ())


def _seed_torch(torch: Any) -> None:
    # Not torch.manual_seed: that also speaks to accelerators.
    torch.random.default_generator.seed()


def _forget_node(uuid: Any) -> None:
    uuid._node = uuid._last_timestamp = None


def _renew_key(process: Any) -> None:
    """With one key for all, a trainee could talk to another's worker processes."""
    process.current_process().authkey = os.urandom(32)


def _forget_instance(module: Any) -> None:
    """A singleton of Jupyter's that was made before the fork would drop messages silently."""
    for thing in (getattr(module, name, None) for name in ("IPKernelApp", "InteractiveShell")):
        if thing is not None:
            thing.clear_instance()


_SEEDS: Mapping[str, Any] = {
    "random": lambda random: random.seed(),
    "numpy.random": lambda random: random.seed(),
    "torch.random": lambda _: _seed_torch(sys.modules["torch"]),
}
_RESETS: Mapping[str, Any] = {
    "uuid": _forget_node,
    "multiprocessing.process": _renew_key,
}
