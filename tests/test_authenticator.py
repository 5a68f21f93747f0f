"""Accounts: who gets in, who is kept out, and what is said about it."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from jupyterhub import orm
from nativeauthenticator.orm import UserInfo
from sqlalchemy.orm import Session

from hub_config.authenticator import LabAuthenticator, Refused, hash_password, password_matches
from hub_config.enrolment import classes_of, ensure_member
from hub_config.settings import Settings
from sandbox.settings import LabSection

PASSWORD = "blue-tiger-42"


@pytest.fixture
def session() -> Iterator[Session]:
    session = orm.new_session_factory("sqlite:///:memory:")()
    yield session
    engine = session.get_bind()
    session.close()
    engine.dispose()


@pytest.fixture
def authenticator(session: Session, tmp_path: Path) -> LabAuthenticator:
    settings = Settings(lab=LabSection(state_dir=tmp_path))
    return LabAuthenticator(
        db=session,
        settings=settings,
        allow_all=True,
        minimum_password_length=8,
        check_common_password=True,
        allowed_failed_logins=3,
        seconds_before_next_try=600,
    )


async def log_in(
    authenticator: LabAuthenticator, name: str, password: str, page: SimpleNamespace | None = None
) -> str | None:
    return await authenticator.authenticate(page, {"username": name, "password": password})


async def test_a_class_code_s_account_works_at_once(authenticator: LabAuthenticator) -> None:
    await authenticator.create_account("kim", PASSWORD, "demo", approved=True)
    assert await log_in(authenticator, "kim", PASSWORD) == "kim"
    assert classes_of(authenticator.db, "kim") == {"demo"}


async def test_an_account_without_a_code_waits_for_the_operator(
    authenticator: LabAuthenticator,
) -> None:
    await authenticator.create_account("kim", PASSWORD, None, approved=False)
    page = SimpleNamespace()
    assert await log_in(authenticator, "kim", PASSWORD, page) is None
    assert page.refusal == "not_approved"
    UserInfo.find(authenticator.db, "kim").is_authorized = True
    assert await log_in(authenticator, "kim", PASSWORD) == "kim"


async def test_who_does_not_know_the_password_does_not_learn_that_there_is_an_account(
    authenticator: LabAuthenticator,
) -> None:
    await authenticator.create_account("kim", PASSWORD, None, approved=False)
    page = SimpleNamespace()
    assert await log_in(authenticator, "kim", "wrong", page) is None
    assert not hasattr(page, "refusal")


@pytest.mark.parametrize("name", ["kim", "nobody"])
async def test_too_many_wrong_passwords_lock_a_name_whether_or_not_it_exists(
    authenticator: LabAuthenticator, name: str
) -> None:
    await authenticator.create_account("kim", PASSWORD, "demo", approved=True)
    for _ in range(3):
        page = SimpleNamespace()
        assert await log_in(authenticator, name, "wrong", page) is None
        assert not hasattr(page, "refusal")
    assert await log_in(authenticator, name, PASSWORD, page) is None
    assert page.refusal == "locked"


async def test_a_lock_ends_after_its_time(authenticator: LabAuthenticator) -> None:
    await authenticator.create_account("kim", PASSWORD, "demo", approved=True)
    for _ in range(3):
        await log_in(authenticator, "kim", "wrong")
    authenticator.failures["kim"].last_seconds = time.monotonic() - 601
    assert await log_in(authenticator, "kim", PASSWORD) == "kim"


async def test_a_right_password_forgives_the_wrong_ones_before_it(
    authenticator: LabAuthenticator,
) -> None:
    await authenticator.create_account("kim", PASSWORD, "demo", approved=True)
    for _ in range(2):
        await log_in(authenticator, "kim", "wrong")
    assert await log_in(authenticator, "kim", PASSWORD) == "kim"
    assert not authenticator.failures


async def test_the_pages_go_on_while_passwords_are_checked(
    authenticator: LabAuthenticator,
) -> None:
    await authenticator.create_account("kim", PASSWORD, "demo", approved=True)
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    counting = asyncio.create_task(count())
    await log_in(authenticator, "kim", PASSWORD)
    counting.cancel()
    assert turns > 10


@pytest.mark.parametrize(
    "name",
    ["김민지", "Kim Minji", "a", "kim/..", "..", "1kim", "k" * 33, "kim-", "kim\n", "kim%2f"],
)
async def test_a_name_that_is_no_safe_folder_is_refused(
    authenticator: LabAuthenticator, name: str
) -> None:
    with pytest.raises(Refused, match="name_pattern"):
        await authenticator.create_account(name, PASSWORD, "demo", approved=True)


@pytest.mark.parametrize(
    "name", ["operator", "demo-instructor", "root", "exchange", "ai-foundations", "Operator", "kim"]
)
async def test_nobody_signs_up_under_a_name_that_is_taken_or_stands_for_a_right(
    authenticator: LabAuthenticator, name: str
) -> None:
    await authenticator.create_account("kim", PASSWORD, "demo", approved=True)
    with pytest.raises(Refused, match="name_taken"):
        await authenticator.create_account(name, PASSWORD, "demo", approved=True)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short", "password_short"),
        ("한" * 25, "password_long"),
        ("password1", "password_common"),
        ("PASSWORD1", "password_common"),
        ("minji-is-best", "password_common"),
    ],
)
async def test_a_weak_password_makes_no_account(
    authenticator: LabAuthenticator, password: str, reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        await authenticator.create_account("minji", password, "demo", approved=True)
    assert not authenticator.user_exists("minji")


async def test_a_password_longer_than_bcrypt_reads_is_wrong_and_no_error(
    authenticator: LabAuthenticator,
) -> None:
    await authenticator.create_account("kim", "x" * 40 + "yz" * 16, "demo", approved=True)
    assert await log_in(authenticator, "kim", "x" * 40 + "yz" * 16 + "more") is None


def test_a_password_with_a_zero_byte_or_a_damaged_hash_matches_nothing() -> None:
    assert not password_matches("a\0b", hash_password("a"))
    assert not password_matches("a", b"damaged")


def test_nativeauthenticator_s_own_way_in_is_closed(authenticator: LabAuthenticator) -> None:
    authenticator.create_user("kim", PASSWORD)
    assert not authenticator.user_exists("kim")


async def test_groups_follow_the_classes_at_each_log_in(
    authenticator: LabAuthenticator, session: Session
) -> None:
    await authenticator.create_account("kim", PASSWORD, None, approved=True)
    user = orm.User(name="kim")
    session.add(user)
    session.commit()
    authenticator.add_user(user)
    assert not user.groups
    ensure_member(session, "kim", "demo")
    await log_in(authenticator, "kim", PASSWORD)
    assert [group.name for group in user.groups] == ["nbgrader-ai-foundations"]
