"""The map of the state folder."""

from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from hub_config.places import Places, unix_url


def test_a_socket_s_url_survives_what_jupyterhub_does_to_it() -> None:
    path = "/Srv/인천 Lab/100%/hub.sock"
    # ref: jupyterhub.user.User.spawn keeps urlparse(url).hostname, which is in small letters
    hostname = urlsplit(unix_url(PurePosixPath(path))).hostname
    assert hostname is not None
    assert unquote(hostname) == path


def test_what_sandboxes_may_reach_lies_apart_from_what_they_may_not() -> None:
    places = Places(Path("/srv/lab"))
    assert places.hub_socket.parent == places.exchange_socket.parent == places.public
    assert not places.proxy_socket.is_relative_to(places.public)
    assert not places.runner_socket.is_relative_to(places.public)


def test_sockets_of_different_people_never_meet() -> None:
    places = Places(Path("/srv/lab"))
    names = ["person-kim", "person-" + "k" * 32, "person-" + "k" * 31 + "l", "course-kim"]
    assert len({places.server_socket(name) for name in names}) == len(names)
