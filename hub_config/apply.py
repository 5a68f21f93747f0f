"""Turn the lab's settings into JupyterHub's configuration.

Each `update_*` function owns some of JupyterHub's names and only sets them: it never appends to
or changes what it finds, so the order does not matter and applying twice changes nothing. Starts
nothing; the only files touched are the secrets that the hub shares with its services.
"""

from typing import Any

from traitlets.config import Config

from hub_config.authenticator import LabAuthenticator
from hub_config.databases import HUB, HubConnection, database_url
from hub_config.pages import TEMPLATES, page_variables
from hub_config.places import INSIDE_PUBLIC, Places, unix_url
from hub_config.proxy import UnixProxy
from hub_config.roles import custom_scopes, hub_groups, hub_roles, hub_services, server_scopes
from hub_config.secret_files import ensure_secret
from hub_config.settings import Settings
from hub_config.spawner import SandboxSpawner

ROUTE_CHECK_SECONDS = 20

# No page of the hub may be framed, or load anything from another machine. JupyterHub's own pages
# start their scripts inline.
CONTENT_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "frame-ancestors 'none'",
        "form-action 'self'",
        "base-uri 'self'",
    )
)


def apply(settings: Settings, c: Config) -> None:
    """Set everything that the lab decides about JupyterHub on `c`."""
    places = Places(settings.lab.state_dir)
    update_network(c, settings, places)
    update_state(c, settings, places)
    update_people(c, settings)
    update_servers(c, settings)
    update_rights(c, settings, places)
    update_pages(c, settings)


def update_network(c: Config, settings: Settings, places: Places) -> None:
    """One TCP port, the proxy's; everything behind it is a Unix socket."""
    # Whether that port speaks TLS is the proxy's own affair, and cookies follow what it forwards.
    c.JupyterHub.bind_url = f"http://{settings.hub.host}:{settings.hub.port}"
    c.JupyterHub.hub_bind_url = unix_url(places.hub_socket)
    c.JupyterHub.hub_connect_url = unix_url(places.hub_socket)
    # Trainees' servers run under uids of their own and must reach it; who may do what is decided
    # by their tokens.
    c.JupyterHub.hub_socket_mode = 0o666
    # The proxy belongs to the supervisor: a hub that restarts cuts nobody's connection.
    c.JupyterHub.proxy_class = UnixProxy
    c.UnixProxy.should_start = False
    c.UnixProxy.api_url = unix_url(places.proxy_socket)
    # A route that was lost in whatever way is told again; a new proxy is told at once, see LabHub.
    c.JupyterHub.last_activity_interval = ROUTE_CHECK_SECONDS
    c.UnixProxy.auth_token = ensure_secret(places.service_token("proxy"))


def update_state(c: Config, settings: Settings, places: Places) -> None:
    """Where the hub keeps what it knows."""
    c.JupyterHub.db_url = database_url(settings.database, places, HUB)
    if not settings.database.url:
        c.JupyterHub.db_kwargs = {
            "connect_args": {"check_same_thread": False, "factory": HubConnection}
        }
    c.JupyterHub.upgrade_db = True
    c.JupyterHub.cookie_secret_file = str(places.secrets / "hub-cookie-secret")
    ensure_secret(places.secrets / "hub-cookie-secret")


def update_people(c: Config, settings: Settings) -> None:
    """Who gets in: only accounts that a class code or the operator let in."""
    hub = settings.hub
    c.JupyterHub.authenticator_class = LabAuthenticator
    c.LabAuthenticator.settings = settings
    # An account that nobody approved cannot log in, so everyone who can is allowed.
    c.LabAuthenticator.allow_all = True
    c.LabAuthenticator.enable_signup = hub.sign_up
    c.LabAuthenticator.open_signup = False
    c.LabAuthenticator.check_common_password = True
    c.LabAuthenticator.minimum_password_length = hub.password_minimum_length
    c.LabAuthenticator.allowed_failed_logins = hub.failed_logins_allowed
    c.LabAuthenticator.seconds_before_next_try = hub.lock_seconds


def update_servers(c: Config, settings: Settings) -> None:
    """How a trainee's server is started, found again and never refused for being one too many."""
    c.JupyterHub.spawner_class = SandboxSpawner
    c.SandboxSpawner.settings = settings
    # A server outlives the hub that started it; the next hub finds it again.
    c.JupyterHub.cleanup_servers = False
    c.JupyterHub.cleanup_proxy = False
    # 0 means no limit: above a limit JupyterHub answers 429 and a trainee is turned away.
    c.JupyterHub.concurrent_spawn_limit = 0
    c.JupyterHub.active_server_limit = 0
    c.JupyterHub.allow_named_servers = False
    c.SandboxSpawner.start_timeout = settings.trainee.start_seconds
    c.SandboxSpawner.http_timeout = settings.trainee.start_seconds
    # Anything else would make the hub exit after so many failed starts in a row.
    c.SandboxSpawner.consecutive_failure_limit = 0
    c.SandboxSpawner.disable_user_config = True
    c.SandboxSpawner.default_url = "/lab"
    c.SandboxSpawner.env_keep = []
    c.SandboxSpawner.hub_connect_url = unix_url(INSIDE_PUBLIC / "hub.sock")
    c.SandboxSpawner.server_token_scopes = server_scopes()


def update_rights(c: Config, settings: Settings, places: Places) -> None:
    """Groups, roles and services, each as narrow as its work allows."""
    courses = settings.classes.course_ids()
    c.JupyterHub.load_groups = hub_groups(settings)
    c.JupyterHub.custom_scopes = custom_scopes()
    c.JupyterHub.load_roles = hub_roles(courses)
    c.JupyterHub.services = hub_services(courses, places)


def update_pages(c: Config, settings: Settings) -> None:
    """The hub's own pages: Korean, English one click away, nothing from another machine."""
    c.JupyterHub.template_paths = [str(TEMPLATES)]
    c.JupyterHub.template_vars = page_variables(settings)
    c.JupyterHub.default_url = "/hub/home"
    headers: dict[str, Any] = {"Content-Security-Policy": CONTENT_POLICY}
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "same-origin"
    c.JupyterHub.tornado_settings = {"headers": headers}
