"""Accounts with passwords: NativeAuthenticator, where it falls short of a class.

A wrong name and a wrong password take the same time and count alike towards the lock; the slow
hash runs beside the hub's event loop, so a hundred log-ins at once do not stop the pages. On
log-in a person joins the groups of their classes. The pages themselves lie in `sign_up`.
"""

import asyncio
import re
import time
from dataclasses import dataclass
from typing import Any

import bcrypt
from jupyterhub import orm
from jupyterhub.user import User
from nativeauthenticator import NativeAuthenticator
from nativeauthenticator.orm import UserInfo
from sqlalchemy import inspect
from traitlets import Instance

from hub_config.enrolment import ClassMember, ensure_groups, ensure_member
from hub_config.hub_settings import PERSON_NAME
from hub_config.pages import page_handlers
from hub_config.settings import Settings

# bcrypt reads no more, and version 5 refuses longer ones.
LONGEST_PASSWORD_BYTES = 72
_NOT_PEOPLE = frozenset(
    {"root", "admin", "administrator", "hub", "exchange", "idle-culler", "class-warmer"}
)
# What a log-in with an unknown name is compared with, so that it takes as long as any other.
_NOBODY = b"$2b$12$jWg96jVOmlqQfKJPsCeU8eEB89X6zs8V.8n7CY1hpS08idHs309Fu"


class Refused(Exception):
    """An account that cannot be made; `reason` is a key of the page's sentences."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass
class Failures:
    """Wrong passwords in a row for one name, and when the last one was tried."""

    count: int
    last_seconds: float


class LabAuthenticator(NativeAuthenticator):  # type: ignore[misc]  # no types there
    """Accounts for classes; `settings` are the lab's."""

    settings = Instance(Settings).tag(config=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.failures: dict[str, Failures] = {}

    def add_new_table(self) -> None:
        """Make the tables for accounts and class members where they are missing."""
        present = inspect(self.db.bind).get_table_names()
        for table in (UserInfo.__table__, ClassMember.__table__):
            if table.name not in present:
                table.create(self.db.bind)

    async def authenticate(self, handler: Any, data: dict[str, str]) -> str | None:
        """The person's name when name and password are right and the account is approved."""
        name: str = self.normalize_username(data.get("username", ""))
        password = data.get("password", "")
        if self.is_locked(name):
            _tell(handler, "locked")
            return None
        account = UserInfo.find(self.db, name)
        known = account.password if account is not None else _NOBODY
        matches = await asyncio.to_thread(password_matches, password, known)
        # Looked up again: the account may have changed while the hash was computed.
        account = UserInfo.find(self.db, name)
        if not matches or account is None or account.password != known:
            self.count_failure(name)
            return None
        self.failures.pop(name, None)
        if not account.is_authorized:
            _tell(handler, "not_approved")  # only who knows the password learns this
            return None
        user = orm.User.find(self.db, name)
        if user is not None:
            ensure_groups(self.db, self.settings.classes, user)
        return name

    def add_user(self, user: User | orm.User) -> None:
        """Give a person their groups at their first log-in."""
        super().add_user(user)
        # JupyterHub hands over its own user or the database's, depending on the occasion.
        ensure_groups(self.db, self.settings.classes, orm.User.find(self.db, user.name))

    def is_locked(self, name: str) -> bool:
        """Whether too many wrong passwords were tried for this name a short time ago."""
        failures = self.failures.get(name)
        if failures is None or failures.count < self.allowed_failed_logins:
            return False
        if time.monotonic() - failures.last_seconds < self.seconds_before_next_try:
            return True
        del self.failures[name]
        return False

    def validate_username(self, username: str) -> bool:
        """Only names that are safe as a folder, a path in a URL and a name on a score sheet."""
        return re.fullmatch(PERSON_NAME, username) is not None

    async def create_account(
        self, name: str, password: str, class_name: str | None, *, approved: bool
    ) -> None:
        """Make an account and put it into a class, or raise `Refused` and make nothing."""
        name = self.normalize_username(name)
        self._check_name(name)
        self.check_password(name, password)
        hashed = await asyncio.to_thread(hash_password, password)
        self._check_name(name)  # somebody else may have taken it meanwhile
        self.db.add(UserInfo(username=name, password=hashed, is_authorized=approved))
        self.db.commit()
        if class_name is not None:
            ensure_member(self.db, name, class_name)

    def _check_name(self, name: str) -> None:
        if not self.validate_username(name):
            raise Refused("name_pattern")
        if name in self.reserved_names() or self.user_exists(name):
            raise Refused("name_taken")

    def reserved_names(self) -> set[str]:
        """Names that stand for a right or a service: nobody gets one by signing up."""
        reserved = {*_NOT_PEOPLE, *self.settings.hub.operators, *self.settings.classes.course_ids()}
        for one in self.settings.classes.by_name().values():
            reserved |= set(one.instructors)
        return reserved

    def check_password(self, name: str, password: str) -> None:
        """Refuse a password that is not good enough.

        Raises:
            Refused: It is short, longer than bcrypt reads, or easy to guess.
        """
        if len(password) < self.minimum_password_length:
            raise Refused("password_short")
        if len(password.encode()) > LONGEST_PASSWORD_BYTES:
            raise Refused("password_long")
        if self.is_password_common(password.lower()) or name in password.lower():
            raise Refused("password_common")

    def create_user(self, username: str, password: str, **kwargs: Any) -> None:
        """Closed: NativeAuthenticator's own way in would ask for neither code nor approval."""

    def get_handlers(self, app: Any) -> list[tuple[Any, ...]]:
        """The pages for accounts, the look of all pages, how to warm a class, and who waits."""
        from hub_config.account_pages import account_handlers
        from hub_config.waiting_page import waiting_handlers
        from hub_config.warm_api import warm_handlers

        return [*account_handlers(), *page_handlers(), *warm_handlers(), *waiting_handlers()]

    def count_failure(self, name: str) -> None:
        """Remember one wrong password."""
        if len(self.failures) > 10_000:  # a flood of made-up names must not fill the memory
            self.failures.clear()
        before = self.failures.get(name)
        count = before.count + 1 if before is not None else 1
        self.failures[name] = Failures(count, time.monotonic())


def hash_password(password: str) -> bytes:
    """A salted hash, slow on purpose."""
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt())


def _tell(handler: Any, reason: str) -> None:
    """Let the log-in page say more than that it did not work."""
    if handler is not None:
        handler.refusal = reason


def password_matches(password: str, known: bytes) -> bool:
    """Whether the password belongs to the hash; slow on purpose."""
    try:
        return bcrypt.checkpw(password.encode(), known)
    except ValueError:  # longer than bcrypt reads, with a zero byte, or a damaged hash
        return False
