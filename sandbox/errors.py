"""What can go wrong when a sandbox is started or found again.

One family, so that a caller can tell our faults from those of the program inside. Never raised for
what a sandboxed program does: that is an exit status or a limit reached.
"""


class SandboxError(Exception):
    """The base of everything that this package raises on purpose."""


class SandboxUnavailable(SandboxError):
    """This machine cannot confine as asked; the message says what is missing and the cure."""


class SandboxNotStarted(SandboxError):
    """This one sandbox could not be built; the message says why. Nothing of it is left."""


class SandboxNameTaken(SandboxNotStarted):
    """A running sandbox already has this name."""


class TemplateUnavailable(SandboxError):
    """No template forks this sandbox; the message says why. It can be started cold."""
