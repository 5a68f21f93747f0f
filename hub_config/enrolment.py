"""Classes, their members and their enrolment codes.

A code is a secret file per class, compared in constant time; who knows it is let into that class
and nothing else. Membership lies in the hub's own database. Does not know passwords.
"""

import secrets
from collections.abc import Iterable
from hmac import compare_digest

from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy import Column, String
from sqlalchemy.orm import Session

from hub_config.hub_settings import ClassesSection
from hub_config.places import Places
from hub_config.roles import GRADERS, LEARNERS
from hub_config.secret_files import ensure_secret_text

# No letter or digit that looks like another one when it is read from a blackboard.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


class ClassMember(orm.Base):  # type: ignore[misc]  # JupyterHub's base class has no types
    """One person in one class."""

    __tablename__ = "lab_class_members"
    person = Column(String(64), primary_key=True)
    class_name = Column(String(64), primary_key=True)


def ensure_enrolment_codes(classes: ClassesSection, places: Places) -> dict[str, str]:
    """The code of every class that lets people enrol themselves, made where there is none."""
    return {
        name: ensure_secret_text(places.enrolment_code(name), _make_code())
        for name, one in classes.by_name().items()
        if one.self_enrol
    }


def find_class(code: str, codes: dict[str, str]) -> str | None:
    """The class whose code this is; spaces, hyphens and capitals do not matter."""
    given = _plain(code).encode()
    found = None
    for name, known in codes.items():
        # Every code is compared, so that the time taken tells nothing.
        if compare_digest(given, _plain(known).encode()):
            found = name
    return found if given else None


def ensure_member(session: Session, person: str, class_name: str) -> None:
    """Put a person into a class."""
    if session.get(ClassMember, (person, class_name)) is None:
        session.add(ClassMember(person=person, class_name=class_name))
        session.commit()


def classes_of(session: Session, person: str) -> set[str]:
    """The names of a person's classes, also of those that are no more."""
    members = session.query(ClassMember).filter(ClassMember.person == person)
    return {str(member.class_name) for member in members}


def trainees_of(session: Session, class_name: str) -> list[str]:
    """The members of a class who have an account with which they may log in, by name."""
    found: Iterable[tuple[str]] = (
        session.query(ClassMember.person)
        .join(UserInfo, UserInfo.username == ClassMember.person)
        .filter(ClassMember.class_name == class_name, UserInfo.is_authorized)
    )
    return sorted(person for (person,) in found)


def groups_of(session: Session, classes: ClassesSection, person: str) -> set[str]:
    """The hub groups that a person's classes and the settings give."""
    mine = classes_of(session, person)
    groups: set[str] = set()
    for name, one in classes.by_name().items():
        if name in mine:
            groups |= {LEARNERS + course for course in one.courses}
        if person in one.instructors:
            groups |= {GRADERS + course for course in one.courses}
    return groups


def ensure_groups(session: Session, classes: ClassesSection, user: orm.User) -> None:
    """Make a hub user's groups follow: what is due is added, the right to grade also taken away.

    Other memberships in `nbgrader-*` stay: an instructor may have given them.
    """
    due = groups_of(session, classes, user.name)
    held = {group.name: group for group in user.groups}
    for name in due - held.keys():
        group = orm.Group.find(session, name)
        if group is None:
            group = orm.Group(name=name)
            session.add(group)
        group.users.append(user)
    for name in held.keys() - due:
        if name.startswith(GRADERS):
            held[name].users.remove(user)
    session.commit()


def _make_code() -> str:
    """Twelve letters in three groups: 59 bits."""
    letters = [secrets.choice(_ALPHABET) for _ in range(12)]
    return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))


def _plain(code: str) -> str:
    return "".join(letter for letter in code.lower() if letter.isalnum())
