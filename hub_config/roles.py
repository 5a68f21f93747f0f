"""Who may do what: groups, roles and services of the hub, each as narrow as its work allows.

No token inherits its owner's rights, no service holds an administrator's token, nobody can share
a server. A course `c` has two groups: `nbgrader-c`, who learn, and `formgrade-c`, who grade.
"""

from collections.abc import Iterable
from typing import Any

from hub_config.places import Places, unix_url
from hub_config.secret_files import ensure_secret
from hub_config.settings import Settings

EXCHANGE = "exchange"
IDLE_CULLER = "idle-culler"
CLASS_WARMER = "class-warmer"
WARM_CLASSES = "custom:classes:warm"
OPERATORS = "operators"
LEARNERS = "nbgrader-"
GRADERS = "formgrade-"


def server_scopes() -> list[str]:
    """What the token in a trainee's server may do: say it is alive, and hand in work."""
    return [
        "users:activity!user",
        "access:servers!server",
        "read:users:name!user",
        "read:users:groups!user",
        f"access:services!service={EXCHANGE}",
    ]


def hub_groups(settings: Settings) -> dict[str, dict[str, list[str]]]:
    """The groups that exist from the start, with those whom the settings name."""
    members: dict[str, set[str]] = {OPERATORS: set(settings.hub.operators)}
    for one in settings.classes.by_name().values():
        for course in one.courses:
            members.setdefault(LEARNERS + course, set())
            members.setdefault(GRADERS + course, set()).update(one.instructors)
    return {name: {"users": sorted(users)} for name, users in sorted(members.items())}


def hub_roles(courses: Iterable[str]) -> list[dict[str, Any]]:
    """Every role that differs from JupyterHub's own."""
    roles: list[dict[str, Any]] = [
        # JupyterHub's own `self` would also let people share servers and make tokens.
        _role(
            "user",
            "A person: their own name, groups and server.",
            ["read:users!user", "users:activity!user", "servers!user", "access:servers!user"],
        ),
        # No `access:servers`: the operator runs the house and does not look into rooms.
        _role(
            "operator",
            "Approve sign-ups, see who is there, stop servers.",
            ["admin-ui", "admin:users", "admin:servers", "list:groups", "read:groups", "read:hub"],
            groups=[OPERATORS],
        ),
        _role(
            "idle-culler",
            "Find servers that nobody uses, and stop them.",
            ["list:users", "read:users:activity", "read:servers", "delete:servers"],
            services=[IDLE_CULLER],
        ),
        # Not `start:servers`: a class's members change, and who never logged in has no user yet.
        _role(
            "class-warmer",
            "Have the servers of a class's trainees started.",
            [WARM_CLASSES],
            services=[CLASS_WARMER],
        ),
    ]
    for course in courses:
        see = ["list:services", f"read:services!service={course}"]
        hand_in = f"access:services!service={EXCHANGE}"
        roles.append(
            _role(
                LEARNERS + course,
                f"Learn in {course}: fetch, submit, read feedback.",
                [hand_in, *see],
                groups=[LEARNERS + course],
            )
        )
        roles.append(
            _role(
                GRADERS + course,
                f"Grade {course}.",
                [f"access:services!service={course}", hand_in, *see],
                groups=[GRADERS + course],
            )
        )
        roles.append(
            _role(
                f"course-{course}",
                f"The service of {course}: release, collect, enrol.",
                [hand_in, f"groups!group={LEARNERS}{course}"],
                services=[course],
            )
        )
    return roles


def custom_scopes() -> dict[str, dict[str, str]]:
    """Rights that JupyterHub does not have."""
    return {WARM_CLASSES: {"description": "Start the servers of a class's trainees."}}


def hub_services(courses: Iterable[str], places: Places) -> list[dict[str, Any]]:
    """Every service, started by the supervisor and known to the hub by its token."""
    services: list[dict[str, Any]] = [
        {"name": name, "api_token": ensure_secret(places.service_token(name))}
        for name in (IDLE_CULLER, CLASS_WARMER)
    ]
    services += [
        {
            "name": EXCHANGE,
            "url": unix_url(places.exchange_socket),
            "api_token": ensure_secret(places.service_token(EXCHANGE)),
            "oauth_no_confirm": True,
            "oauth_client_allowed_scopes": ["read:users:name!user", "read:users:groups!user"],
            "display": False,
        },
    ]
    services += [
        {
            "name": course,
            "url": unix_url(places.server_socket(service_slug(course))),
            "api_token": ensure_secret(places.service_token(course)),
            "oauth_no_confirm": True,
            "display": False,
        }
        for course in courses
    ]
    return services


def person_slug(person: str) -> str:
    """The name of a person's sandbox and of the folder of its socket."""
    return f"person-{person}"


def service_slug(course_id: str) -> str:
    """The name of a course service's sandbox and of the folder of its socket."""
    return f"course-{course_id}"


def courses_of(groups: Iterable[str], prefixes: tuple[str, ...] = (LEARNERS, GRADERS)) -> set[str]:
    """The courses that membership in `groups` gives."""
    return {
        name.removeprefix(prefix)
        for name in groups
        for prefix in prefixes
        if name.startswith(prefix)
    }


def _role(name: str, description: str, scopes: list[str], **bearers: list[str]) -> dict[str, Any]:
    return {"name": name, "description": description, "scopes": scopes, **bearers}
