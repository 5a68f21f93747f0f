"""What templates in tests fork: code of a test, or the command that a cold start would run."""

import os


def execute(arguments: list[str]) -> None:
    """Run Python code in the forked process itself."""
    exec(arguments[0], {"__name__": "__main__"})


def replace(arguments: list[str]) -> None:
    """Become the command of a cold start, with whatever the fork was allowed."""
    try:
        os.execv(arguments[0], arguments)
    except FileNotFoundError:
        raise SystemExit(127) from None
