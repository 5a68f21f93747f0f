"""The operator's command line: `python -m hub_config VERB`.

Turns arguments into one call and errors that a person can mend into their sentence and exit code
1. Does no work of its own, and imports a verb's code only when that verb is asked for, so that
help and mistakes answer at once.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hub_config.errors import LabError
from hub_config.settings import DEFAULT_FILE, Settings, SettingsError, load_settings

Verb = Callable[[Settings, argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    options = build_parser().parse_args(arguments)
    verb: Verb = options.verb
    try:
        return verb(load_settings(options.config), options)
    except (LabError, SettingsError) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def build_parser() -> argparse.ArgumentParser:
    """Every verb with its options; the README's help blocks are printed from here."""
    parser = argparse.ArgumentParser(
        prog="python -m hub_config",
        description="Run and look after the lab.",
        epilog="Each verb explains itself: python -m hub_config VERB --help",
    )
    verbs = parser.add_subparsers(title="verbs", metavar="VERB", required=True)

    _add(verbs, "up", _up, "run the lab until Ctrl-C")

    _add(verbs, "check", _check, "say what this machine can and cannot do, with the cure")

    documents = _add(
        verbs, "documents", _documents, "compare or write lab.toml and the generated parts of docs"
    )
    documents.add_argument(
        "--write", action="store_true", help="write what is stale instead of naming it"
    )

    enrol = _add(verbs, "enrol", _enrol, "print a class's enrolment code and sign-up link")
    enrol.add_argument("class_name", metavar="CLASS", nargs="?", help="one class; default: all")

    warm = _add(verbs, "warm", _warm, "start the servers of a class's trainees before its hour")
    warm.add_argument("class_name", metavar="CLASS", help="the class")

    certificate = _add(
        verbs, "certificate", _certificate, "make a self-signed certificate for a venue's network"
    )
    certificate.add_argument(
        "names",
        metavar="NAME",
        nargs="*",
        help="host names or addresses that visitors type; default: all of this machine",
    )
    certificate.add_argument(
        "--days", type=int, default=90, help="how long it is valid; default: 90"
    )

    backup = _add(verbs, "backup", _backup, "copy the whole state, consistently, into one file")
    backup.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="default: lab-DATE-TIME.tar.gz"
    )

    restore = _add(verbs, "restore", _restore, "unpack a backup into an empty state folder")
    restore.add_argument("file", metavar="FILE", type=Path, help="what `backup` wrote")

    receipt = _add(verbs, "receipt", _receipt, "verify the receipt of a submission")
    receipt.add_argument("action", choices=["verify"], help="what to do with it")
    receipt.add_argument("file", metavar="FILE", help="the receipt, as JSON")
    receipt.add_argument("--files", metavar="DIR", help="compare these files with it as well")
    receipt.add_argument(
        "--public-key", metavar="PEM", help="the key to believe; default: this lab's own"
    )
    return parser


def _add(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, verb: Verb, line: str
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=line, description=f"{line[0].upper()}{line[1:]}.")
    parser.add_argument(
        "--config",
        metavar="FILE",
        type=Path,
        help=f"settings file; default: {DEFAULT_FILE} of the working folder, where there is one",
    )
    parser.set_defaults(verb=verb)
    return parser


def _up(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.up import run_lab

    return run_lab(settings)


def _check(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.check import run_check

    return run_check(settings)


def _documents(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.documents import run_documents

    return run_documents(Path.cwd(), write=options.write)


def _enrol(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.sign_up import run_enrol

    return run_enrol(settings, options.class_name)


def _warm(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.warm import run_warm

    return run_warm(settings, options.class_name)


def _certificate(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.certificate import run_certificate

    return run_certificate(settings, options.names, options.days)


def _backup(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.backup import run_backup

    return run_backup(settings, options.file)


def _restore(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.backup import run_restore

    return run_restore(settings, options.file)


def _receipt(settings: Settings, options: argparse.Namespace) -> int:
    from hub_config.exchange.receipts import main as verify

    given = {"--files": options.files, "--public-key": options.public_key}
    extra = [word for option, value in given.items() if value for word in (option, value)]
    return verify([options.action, options.file, *extra], settings.lab.state_dir)


if __name__ == "__main__":
    sys.exit(main())
