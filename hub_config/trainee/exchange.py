"""The lab's exchange as nbgrader plugins, and the configuration that puts them to work.

One import place for `nbgrader_config.py`; the work is in the modules named here.
"""

from hub_config.trainee.exchange_auth import LabAuthPlugin
from hub_config.trainee.exchange_base import HttpExchange
from hub_config.trainee.exchange_course import (
    HttpExchangeCollect,
    HttpExchangeReleaseAssignment,
    HttpExchangeReleaseFeedback,
)
from hub_config.trainee.exchange_list import HttpExchangeList
from hub_config.trainee.exchange_trainee import (
    HttpExchangeFetchAssignment,
    HttpExchangeFetchFeedback,
    HttpExchangeSubmit,
)

__all__ = [
    "HttpExchange",
    "HttpExchangeCollect",
    "HttpExchangeFetchAssignment",
    "HttpExchangeFetchFeedback",
    "HttpExchangeList",
    "HttpExchangeReleaseAssignment",
    "HttpExchangeReleaseFeedback",
    "HttpExchangeSubmit",
    "LabAuthPlugin",
]
