"""The hub's configuration, applied to a bare traitlets Config: nothing of JupyterHub runs."""

import copy
from pathlib import Path

import pytest
from jupyterhub.scopes import scope_definitions
from traitlets.config import Config

from hub_config.apply import apply
from hub_config.hub_settings import ClassesSection, ClassSection, HubSection
from hub_config.roles import courses_of, custom_scopes, hub_groups, hub_roles, server_scopes
from hub_config.settings import Settings
from sandbox.settings import LabSection


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(lab=LabSection(state_dir=tmp_path / "var"), hub=HubSection(port=8123))


@pytest.fixture
def c(settings: Settings) -> Config:
    config = Config()
    apply(settings, config)
    return config


def test_applying_twice_changes_nothing(settings: Settings, c: Config) -> None:
    before = copy.deepcopy(c)
    apply(settings, c)
    assert c == before


def test_what_is_set_does_not_depend_on_what_was_there(settings: Settings, c: Config) -> None:
    other = Config()
    other.JupyterHub.services = [{"name": "left-over"}]
    other.JupyterHub.load_roles = [{"name": "left-over", "scopes": ["admin:users"]}]
    other.JupyterHub.load_groups = {"left-over": {"users": ["eve"]}}
    other.JupyterHub.template_paths = ["/left-over"]
    apply(settings, other)
    assert other == c


def test_only_the_proxy_has_a_tcp_port(c: Config) -> None:
    assert c.JupyterHub.bind_url == "http://127.0.0.1:8123"
    urls = [c.JupyterHub.hub_bind_url, c.JupyterHub.hub_connect_url, c.UnixProxy.api_url]
    urls += [service["url"] for service in c.JupyterHub.services if "url" in service]
    assert all(url.startswith("http+unix://") for url in urls)
    assert len(urls) == 5


def test_the_proxy_s_api_is_out_of_every_sandbox_s_reach(c: Config) -> None:
    assert "private" in c.UnixProxy.api_url
    assert "public" not in c.UnixProxy.api_url


def test_nobody_is_turned_away_for_being_one_too_many(c: Config) -> None:
    assert c.JupyterHub.concurrent_spawn_limit == 0
    assert c.JupyterHub.active_server_limit == 0
    assert c.SandboxSpawner.consecutive_failure_limit == 0


def test_a_hub_that_ends_leaves_servers_and_proxy_running(c: Config) -> None:
    assert c.JupyterHub.cleanup_servers is False
    assert c.JupyterHub.cleanup_proxy is False
    assert c.UnixProxy.should_start is False


def test_settings_of_a_home_and_of_the_operator_s_shell_do_not_count(c: Config) -> None:
    assert c.SandboxSpawner.disable_user_config is True
    assert c.SandboxSpawner.env_keep == []


def test_an_account_needs_a_code_or_an_approval(c: Config) -> None:
    assert c.LabAuthenticator.open_signup is False


def test_secrets_are_files_that_only_their_owner_reads(settings: Settings, c: Config) -> None:
    secrets = list((settings.lab.state_dir / "secrets").rglob("*"))
    assert len(secrets) == 6  # proxy, cookies, idle culler, class warmer, exchange, one course
    assert {path.stat().st_mode & 0o777 for path in secrets} == {0o600}


def test_services_have_tokens_of_their_own(c: Config) -> None:
    tokens = [service["api_token"] for service in c.JupyterHub.services]
    assert len(set(tokens)) == len(tokens) == 4
    assert c.UnixProxy.auth_token not in tokens


def test_no_service_and_no_role_holds_more_than_its_work_needs(c: Config) -> None:
    scopes = {role["name"]: set(role["scopes"]) for role in c.JupyterHub.load_roles}
    granted = set().union(*scopes.values()) | set(c.SandboxSpawner.server_token_scopes)
    assert "inherit" not in granted
    assert not any("shares" in scope for scope in granted)
    assert not any(scope == "self" or scope.startswith("admin:groups") for scope in granted)
    assert not any(service.get("admin") for service in c.JupyterHub.services)
    assert scopes["idle-culler"] == {
        "list:users",
        "read:users:activity",
        "read:servers",
        "delete:servers",
    }
    assert scopes["class-warmer"] == {"custom:classes:warm"}
    assert scopes["course-ai-foundations"] == {
        "access:services!service=exchange",
        "groups!group=nbgrader-ai-foundations",
    }


def test_every_scope_is_one_that_jupyterhub_knows() -> None:
    roles = hub_roles(["one"])
    scopes = [scope for role in roles for scope in role["scopes"]] + server_scopes()
    assert {scope.split("!")[0] for scope in scopes} <= {*scope_definitions, *custom_scopes()}


def test_trainees_of_a_course_reach_the_exchange_and_not_its_formgrader() -> None:
    roles = {role["name"]: role for role in hub_roles(["one"])}
    learners, graders = roles["nbgrader-one"], roles["formgrade-one"]
    assert learners["groups"] == ["nbgrader-one"]
    assert "access:services!service=exchange" in learners["scopes"]
    assert "access:services!service=one" not in learners["scopes"]
    assert "access:services!service=one" in graders["scopes"]


def test_the_operator_looks_into_nobody_s_server() -> None:
    roles = {role["name"]: role for role in hub_roles([])}
    assert not any(scope.startswith("access:") for scope in roles["operator"]["scopes"])


def test_groups_name_the_instructors_of_every_course_of_their_class() -> None:
    classes = ClassesSection.model_validate(
        {
            "spring": ClassSection(courses=("one", "two"), instructors=("ann",)),
            "autumn": ClassSection(courses=("two",), instructors=("bob",)),
        }
    )
    groups = hub_groups(Settings(classes=classes))
    assert groups["formgrade-one"]["users"] == ["ann"]
    assert groups["formgrade-two"]["users"] == ["ann", "bob"]
    assert groups["nbgrader-two"]["users"] == []


def test_courses_come_from_the_names_of_groups() -> None:
    names = ["nbgrader-one", "formgrade-two-b", "operators"]
    assert courses_of(names) == {"one", "two-b"}


def test_no_page_may_be_framed_or_load_from_elsewhere(c: Config) -> None:
    policy = c.JupyterHub.tornado_settings["headers"]["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'self'" in policy
    assert "http" not in policy
