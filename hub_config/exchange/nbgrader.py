"""The lines of `nbgrader_config.py` that send nbgrader to the lab's exchange.

Written into trainees' and courses' sandboxes by those who build them. Names classes by text and
imports none, so that the hub does not load nbgrader.
"""

_MODULE = "hub_config.trainee.exchange"
_PLUGINS = {
    "exchange": "HttpExchange",
    "list": "HttpExchangeList",
    "fetch_assignment": "HttpExchangeFetchAssignment",
    "fetch_feedback": "HttpExchangeFetchFeedback",
    "release_assignment": "HttpExchangeReleaseAssignment",
    "release_feedback": "HttpExchangeReleaseFeedback",
    "submit": "HttpExchangeSubmit",
    "collect": "HttpExchangeCollect",
}


def nbgrader_config_lines() -> tuple[str, ...]:
    """Lines for a file that begins with `c = get_config()`; the same for everybody."""
    return (
        *(f'c.ExchangeFactory.{trait} = "{_MODULE}.{name}"' for trait, name in _PLUGINS.items()),
        "c.Exchange.path_includes_course = True",
        f'c.Authenticator.plugin_class = "{_MODULE}.LabAuthPlugin"',
    )
