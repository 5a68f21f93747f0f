"""What the lab's hub spares each start of a server, and what it does not."""

from typing import Any

import jupyterhub.oauth.provider
import jupyterhub.orm
import pytest
from jupyterhub.utils import compare_token, hash_token
from sqlalchemy import create_engine

from hub_config.hub import spare_starts

SECRET = "0123456789abcdef0123456789abcdef"


@pytest.fixture(autouse=True)
def spared(monkeypatch: pytest.MonkeyPatch) -> None:
    """A hub's process, which this one is not before and after the test."""
    for module, name in (
        (jupyterhub.oauth.provider, "hash_token"),
        (jupyterhub.orm, "register_ping_connection"),
    ):
        monkeypatch.setattr(module, name, getattr(module, name))
    spare_starts()


def pinged(url: str) -> bool:
    engine: Any = create_engine(url)
    jupyterhub.orm.register_ping_connection(engine)
    return bool(list(engine.dispatch.engine_connect))


def test_a_server_s_secret_is_hashed_in_one_round_and_checked() -> None:
    kept = jupyterhub.oauth.provider.hash_token(SECRET)
    assert SECRET not in kept
    assert kept.split(":")[1] == "1"
    assert compare_token(kept, SECRET)
    assert not compare_token(kept, SECRET[:-1] + "0")


def test_what_an_earlier_hub_has_hashed_is_still_checked() -> None:
    kept = hash_token(SECRET)
    assert kept.split(":")[1] == "16384"
    assert compare_token(kept, SECRET)


def test_a_database_s_server_is_asked_whether_it_is_there_and_a_file_is_not() -> None:
    assert not pinged("sqlite://")
    assert pinged("postgresql+psycopg://")
