"""Accounts that the operator makes, not the people themselves: operators and the demo class.

Works on the hub's database while the hub does not run yet. A password is random, is handed back
once and kept in a file that only the operator reads; an account that exists is never changed.
"""

import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy.orm import Session

from hub_config.authenticator import hash_password
from hub_config.databases import HUB, database_url, ensure_hub_schema
from hub_config.enrolment import ClassMember, ensure_member
from hub_config.places import Places
from hub_config.secret_files import ensure_secret_text
from hub_config.settings import Settings

DEMO_CLASS = "demo"
DEMO_TRAINEES = ("demo-trainee-1", "demo-trainee-2")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@dataclass(frozen=True)
class Newcomer:
    """An account that was just made; the only moment in which its password is known."""

    name: str
    password: str
    role: str


def ensure_demo_class(settings: Settings) -> tuple[Newcomer, ...]:
    """One instructor and two trainees to try the lab with.

    Returns:
        Those that were just made, to be shown once; all are in `demo_class_file` too.
    """
    demo = settings.classes.demo
    if demo is None or not settings.classes.seed_demo:
        return ()
    wanted = [(name, "instructor") for name in demo.instructors]
    wanted += [(name, "trainee") for name in DEMO_TRAINEES]
    return _ensure(settings, wanted, demo_class_file(settings))


def ensure_operators(settings: Settings) -> tuple[Newcomer, ...]:
    """An account for each operator whom the settings name; the just made ones."""
    wanted = [(name, "operator") for name in settings.hub.operators]
    return _ensure(settings, wanted, Places(settings.lab.state_dir).secrets / "operators.txt")


def demo_class_file(settings: Settings) -> Path:
    """Where the demo class's names and passwords are kept, for the operator only."""
    return Places(settings.lab.state_dir).secrets / "demo-class.txt"


def create_person(session: Session, name: str, password: str, classes: Iterable[str] = ()) -> bool:
    """Make an approved account in these classes; False when the name exists already."""
    if UserInfo.find(session, name) is not None:
        return False
    session.add(UserInfo(username=name, password=hash_password(password), is_authorized=True))
    session.commit()
    for class_name in classes:
        ensure_member(session, name, class_name)
    return True


@contextmanager
def open_accounts(settings: Settings) -> Iterator[Session]:
    """The hub's database, its tables made where they are missing."""
    places = Places(settings.lab.state_dir)
    ensure_hub_schema(settings.database, places)
    # The tables of accounts and members are among JupyterHub's own: they share its base class.
    assert {UserInfo.__table__, ClassMember.__table__} <= set(orm.Base.metadata.sorted_tables)
    session: Session = orm.new_session_factory(database_url(settings.database, places, HUB))()
    try:
        yield session
    finally:
        session.close()
        session.get_bind().dispose()  # type: ignore[union-attr]


def _ensure(settings: Settings, wanted: list[tuple[str, str]], file: Path) -> tuple[Newcomer, ...]:
    made: list[Newcomer] = []
    with open_accounts(settings) as session:
        for name, role in wanted:
            password = "".join(secrets.choice(_ALPHABET) for _ in range(12))
            classes = [DEMO_CLASS] if role == "trainee" else []
            if create_person(session, name, password, classes):
                made.append(Newcomer(name, password, role))
    if made:
        kept = file.read_text(encoding="utf-8") if file.exists() else ""
        file.unlink(missing_ok=True)
        lines = [f"{one.role:<11} {one.name:<20} {one.password}" for one in made]
        ensure_secret_text(file, "\n".join([*kept.splitlines(), *lines]))
    return tuple(made)
