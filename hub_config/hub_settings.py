"""The hub's own tables of `lab.toml`: `[hub]`, `[trainee]`, `[classes.NAME]` and `[database]`.

Only models and their defaults; `hub_config.settings` composes them with the other packages'
tables. Opens no file and knows no path but those that the operator wrote.
"""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator
from sqlalchemy import make_url

from hub_config.schedule import parse_moment
from sandbox.settings import Section

CLASS_NAME = r"^[a-z0-9][a-z0-9-]{0,30}$"
COURSE_ID = r"^[a-z0-9][a-z0-9-]{0,40}$"
PERSON_NAME = r"^[a-z][a-z0-9._-]{1,30}[a-z0-9]$"

CourseId = Annotated[str, StringConstraints(pattern=COURSE_ID)]
PersonName = Annotated[str, StringConstraints(pattern=PERSON_NAME)]


def _is_moment(text: str) -> str:
    parse_moment(text)
    return text


Moment = Annotated[str, AfterValidator(_is_moment)]


class HubSection(Section):
    """`[hub]`: the front door where trainees and instructors log in."""

    host: str = Field(
        default="127.0.0.1", description="Address that the hub listens on; 0.0.0.0 means every one."
    )
    port: int = Field(default=8000, ge=1, le=65535, description="TCP port of the hub.")
    tls_certificate: Path | None = Field(
        default=None, description="PEM certificate; with it the hub is https."
    )
    tls_key: Path | None = Field(
        default=None, description="PEM private key of the certificate, a file that only we read."
    )
    operators: tuple[PersonName, ...] = Field(
        default=("operator",),
        description="Who may approve sign-ups and stop servers; nobody can sign up as one.",
    )
    sign_up: bool = Field(
        default=True,
        description="Offer the sign-up page; an account needs a class code or an operator's word.",
    )
    password_minimum_length: int = Field(
        default=8, ge=6, le=64, description="Shortest password that is taken, in characters."
    )
    failed_logins_allowed: int = Field(
        default=5, ge=1, description="Wrong passwords in a row after which a name is locked."
    )
    lock_seconds: int = Field(default=600, ge=1, description="How long a locked name stays locked.")
    waiting_place_seconds: int = Field(
        default=30,
        ge=1,
        description="How long a place in line is kept for whoever closed the waiting page; a reload"
        " keeps it.",
    )
    server_idle_seconds: int = Field(
        default=3600, ge=60, description="A server nobody used for so long is stopped; 60 or more."
    )
    kernel_idle_seconds: int = Field(
        default=1800, ge=60, description="A kernel that ran nothing for so long is stopped."
    )

    @model_validator(mode="after")
    def _tls_is_complete(self) -> "HubSection":
        if (self.tls_certificate is None) != (self.tls_key is None):
            raise ValueError("tls_certificate and tls_key together, or neither")
        return self


class TraineeSection(Section):
    """`[trainee]`: what one trainee's server, with its kernels, may use."""

    memory_mib: int = Field(
        default=2048, ge=256, description="Memory of one trainee's server and kernels, in MiB."
    )
    cpu_cores: float | None = Field(
        default=None, gt=0, description="CPU cores one trainee may use; unset means all, shared."
    )
    processes: int = Field(
        default=256, ge=32, description="Processes and threads that one trainee may have."
    )
    tmp_mib: int = Field(default=512, ge=16, description="Size of a trainee's own /tmp, in MiB.")
    home_mib: int = Field(
        default=2048,
        ge=64,
        description="Files a trainee may keep, in MiB, and one for each 8 KiB of it; beyond it"
        " saving is refused, and kernels that go on writing are ended.",
    )
    network: bool = Field(
        default=False, description="Let trainees' code reach the network of this machine."
    )
    start_seconds: int = Field(
        default=300, ge=10, description="How long a server may take to start before it is given up."
    )
    first_uid: int = Field(
        default=200_000,
        ge=10_000,
        le=2_000_000_000,
        description="First of the numeric user ids given to trainees and courses, one each.",
    )


class ClassSection(Section):
    """`[classes.NAME]`: people who learn together; its name is that of its enrolment code."""

    title: str = Field(default="", description="What people read; empty means the class's name.")
    courses: tuple[CourseId, ...] = Field(
        default=(), description="Courses whose lessons and exercises the class gets."
    )
    self_enrol: bool = Field(
        default=True, description="Who knows the class's code gets an account at once."
    )
    instructors: tuple[PersonName, ...] = Field(
        default=(), description="Who may grade the class's courses."
    )
    warm_at: tuple[Moment, ...] = Field(
        default=(),
        description='When the class\'s servers are started, such as ["Mon 08:45"], in [lab]'
        " timezone; unused ones run for [hub] server_idle_seconds.",
    )


_DEMO = {"title": "체험반", "courses": ("ai-foundations",), "instructors": ("demo-instructor",)}


class ClassesSection(Section, extra="allow"):
    """`[classes]`: one table a class; without any there is the demo class."""

    __pydantic_extra__: dict[str, ClassSection]

    demo: ClassSection | None = Field(
        default=ClassSection.model_validate(_DEMO),
        description="The class that is seeded with one instructor and two trainees to try the lab;"
        " what its table leaves out stays as it is.",
    )
    seed_demo: bool = Field(
        default=True, description="Make the demo class's people; their passwords are printed once."
    )

    @model_validator(mode="before")
    @classmethod
    def _own_classes_replace_the_demo(cls, tables: object) -> object:
        if not isinstance(tables, dict):
            return tables
        if isinstance(demo := tables.get("demo"), dict):
            # Whoever gives it more courses does not mean to take its instructor away.
            return {**tables, "demo": {**_DEMO, **demo}}
        if "demo" in tables:
            return tables
        own = any(isinstance(value, dict | ClassSection) for value in tables.values())
        return {"demo": None, **tables} if own else tables

    def by_name(self) -> dict[str, ClassSection]:
        """Every class by its name, sorted."""
        classes = dict(self.__pydantic_extra__)
        if self.demo is not None:
            classes["demo"] = self.demo
        return dict(sorted(classes.items()))

    def course_ids(self) -> tuple[str, ...]:
        """Every course that some class takes, sorted."""
        return tuple(sorted({course for one in self.by_name().values() for course in one.courses}))


class DatabaseSection(Section):
    """`[database]`: where hub, gradebooks and playground keep their tables."""

    url: str = Field(
        default="",
        description="postgresql+psycopg://USER@HOST/DATABASE, or USER@/DATABASE?host=FOLDER of its"
        " socket; one schema each; empty means SQLite files under state_dir.",
    )
    password_file: Path | None = Field(
        default=None,
        description="PostgreSQL password file in libpq's .pgpass format, mode 0600; no password"
        " belongs into the URL.",
    )

    @field_validator("url")
    @classmethod
    def _is_postgresql_without_password(cls, url: str) -> str:
        if not url:
            return url
        if not url.startswith("postgresql+psycopg://"):
            raise ValueError("a URL that begins with postgresql+psycopg://, or nothing for SQLite")
        authority = url.removeprefix("postgresql+psycopg://").split("/", 1)[0]
        if "@" in authority and ":" in authority.split("@", 1)[0]:
            raise ValueError("a URL without a password; put it into [database] password_file")
        parts = make_url(url)
        if not (parts.host or parts.query.get("host")) or not parts.database:
            raise ValueError(
                "the server and the database too: postgresql+psycopg://USER@HOST/DATABASE, or"
                " postgresql+psycopg://USER@/DATABASE?host=/FOLDER/OF/ITS/SOCKET"
            )
        return url
