"""The page on which people read deadlines and their receipts, in Korean or English.

Reached by the browser's log-in at the hub. Shows a person's own receipts and due times only, and
changes nothing. Does not verify receipts: the command line and the public key do.
"""

import secrets
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any

from jupyterhub.services.auth import HubOAuthCallbackHandler
from tornado.template import DictLoader
from tornado.web import StaticFileHandler

from hub_config.exchange.base import Exchange, ExchangeHandler
from hub_config.exchange.deadlines import deadlines_of, say_lateness
from hub_config.exchange.errors import Problem
from hub_config.exchange.records import Attempt
from hub_config.exchange.store import FEEDBACK

LOOK_FILES = r"(lab\.css|Pretendard-(?:Regular|Bold)\.subset\.woff2)"
LANGUAGES = ("ko", "en")

WORDS = {
    "ko": {
        "title": "마감과 접수증",
        "due_title": "마감",
        "extended": "연장되었습니다",
        "lateness": "늦으면",
        "intro": "제출이 접수되면 실습실이 서명한 접수증이 여기에 남습니다. "
        "제출한 것은 모두 보관됩니다.",
        "none": "아직 제출한 과제가 없습니다.",
        "attempt": "회차",
        "received": "받은 시각",
        "files": "파일",
        "receipt": "접수증 번호",
        "key": "서명 키",
        "download": "접수증 내려받기",
        "public_key": "접수증을 확인하는 공개 키",
        "feedback": "피드백이 도착했습니다. 과제 목록에서 받아 보세요.",
        "language": "korean",
        "again": "어디까지 됐는지 다시 보기",
        "home": "내 실습실로",
        "other": "English",
        "problem": "열 수 없습니다",
    },
    "en": {
        "title": "Due times and receipts",
        "due_title": "Due times",
        "extended": "extended for you",
        "lateness": "If late",
        "intro": "When a submission is accepted, its receipt, signed by the lab, is kept here. "
        "Every attempt is kept.",
        "none": "You have not submitted anything yet.",
        "attempt": "Attempt",
        "received": "Received",
        "files": "Files",
        "receipt": "Receipt",
        "key": "Signing key",
        "download": "Download the receipt",
        "public_key": "The public key that checks receipts",
        "feedback": "Feedback has arrived. Fetch it in the assignment list.",
        "language": "english",
        "again": "Look again how far it is",
        "home": "To my lab",
        "other": "한국어",
        "problem": "This cannot be shown",
    },
}

TEMPLATES = DictLoader(
    {
        "frame.html": """<!doctype html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ words["title"] }}</title>
<link rel="stylesheet" href="{{ base }}look/lab.css">
<style nonce="{{ nonce }}">
main { margin: 0 auto; max-width: 60rem; padding: 1rem; }
header { align-items: center; display: flex; flex-wrap: wrap; gap: 1rem; }
header h1 { flex: 1 1 auto; }
article { margin-top: 1rem; }
dl { display: grid; gap: 0.25rem 1rem; grid-template-columns: max-content 1fr; }
dd, dt { margin: 0; }
@media (max-width: 36rem) {
  dl { display: block; }
  dd { margin-bottom: 0.5rem; overflow-wrap: anywhere; }
}
code { overflow-wrap: anywhere; }
a:not(.lab-button) { color: var(--lab-accent); }
</style>
</head>
<body class="lab-page">
<main>
<header>
<h1>{{ words["title"] }}</h1>
<a class="lab-button quiet" href="?lang={{ other }}" lang="{{ other }}">{{ words["other"] }}</a>
<a class="lab-button" href="/hub/home">{{ words["home"] }}</a>
</header>
{% block content %}{% end %}
</main>
</body>
</html>
""",
        "receipts.html": """{% extends "frame.html" %}
{% block content %}
{% if deadlines %}
<article class="lab-card" id="due">
<h2>{{ words["due_title"] }}</h2>
<dl>
{% for one in deadlines %}
<dt>{{ one.course }} / {{ one.assignment }}</dt>
<dd><time datetime="{{ one.due_at.isoformat() }}">{{ local(one.due_at)[:16] }}</time>
{% if one.extended %}<span class="lab-good">{{ words["extended"] }}</span>{% end %}
<span class="lab-soft">{{ one.say(now)[place] }}</span></dd>
{% end %}
</dl>
{% for course, policy in policies %}
<p class="late"><strong>{{ words["lateness"] }} ({{ course }})</strong>
{{ getattr(policy, words["language"]) }}</p>
{% end %}
</article>
{% end %}
<p>{{ words["intro"] }}</p>
{% if not attempts %}<p class="lab-card">{{ words["none"] }}</p>{% end %}
{% if any(instant and instant["ongoing"] for _, _, instant, _ in attempts) %}
<p><a class="lab-button quiet" href="">{{ words["again"] }}</a></p>
{% end %}
{% for attempt, has_feedback, instant, late in attempts %}
{% set receipt = attempt.receipt %}
<article class="lab-card" id="{{ attempt.id }}">
<h2>{{ attempt.course }} / {{ attempt.assignment }}</h2>
{% if instant %}<p class="instant">{{ instant[words["language"]] }}</p>{% end %}
{% if has_feedback %}<p class="lab-good">{{ words["feedback"] }}</p>{% end %}
<dl>
<dt>{{ words["attempt"] }}</dt><dd>{{ attempt.number }}</dd>
<dt>{{ words["received"] }}</dt>
<dd><time datetime="{{ receipt["received_at"] }}">{{ receipt["received_at_local"] }}</time>
{% if late %}<span class="late">({{ late[words["language"]] }})</span>{% end %}</dd>
<dt>{{ words["files"] }}</dt>
<dd>{% for file in attempt.files %}<div>{{ file.path }}
<span class="lab-soft">{{ file.size_bytes }} bytes, SHA-256 <code>{{ file.sha256 }}</code></span>
</div>{% end %}</dd>
<dt>{{ words["receipt"] }}</dt><dd><code>{{ attempt.id }}</code></dd>
<dt>{{ words["key"] }}</dt><dd><code>{{ receipt["key_id"] }}</code></dd>
</dl>
<p><a href="{{ base }}api/receipts/{{ attempt.id }}">{{ words["download"] }}</a></p>
</article>
{% end %}
<p class="lab-soft"><a href="{{ base }}api/key">{{ words["public_key"] }}</a></p>
{% end %}
""",
        "problem.html": """{% extends "frame.html" %}
{% block content %}
<p class="lab-card"><strong>{{ words["problem"] }}.</strong> {{ message }}</p>
{% end %}
""",
    }
)


class PageHandler(ExchangeHandler):
    """Draws in the language that the address or the browser asks for, Korean otherwise."""

    def language(self) -> str:
        asked = self.get_query_argument("lang", "")
        if asked in LANGUAGES:
            return asked
        first = self.request.headers.get("Accept-Language", "").strip().lower()
        return "en" if first.startswith("en") else "ko"

    def draw(self, template: str, **values: Any) -> None:
        language, nonce = self.language(), secrets.token_urlsafe(16)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header(
            "Content-Security-Policy",
            f"default-src 'none'; style-src 'self' 'nonce-{nonce}'; font-src 'self'; "
            "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        )
        page = TEMPLATES.load(template).generate(
            language=language,
            other="en" if language == "ko" else "ko",
            words=WORDS[language],
            nonce=nonce,
            base=self.hub_auth.base_url,
            **values,
        )
        self.finish(page)

    def write_error(self, status_code: int, **details: Any) -> None:
        error = (details.get("exc_info") or (None, None, None))[1]
        if not isinstance(error, Problem):
            super().write_error(status_code, **details)
            return
        message = error.english if self.language() == "en" else error.korean
        self.draw("problem.html", message=message)


class ReceiptsPage(PageHandler):
    """GET: the caller's own receipts, the newest first."""

    async def prepare(self) -> None:
        try:
            await super().prepare()
        except Problem as problem:
            if problem.status_code != 401:
                raise
            self.redirect(self.get_login_url())

    def get(self) -> None:
        store = self.exchange.store
        attempts = sorted(store.attempts(trainee=self.caller.name), key=_received_at, reverse=True)
        deadlines = deadlines_of(store, list(self.caller.courses), self.caller.name)
        self.draw(
            "receipts.html",
            deadlines=deadlines,
            policies=sorted({(one.course, one.policy) for one in deadlines}, key=itemgetter(0)),
            local=self.exchange.signer.local,
            now=datetime.now(UTC),
            place=LANGUAGES.index(self.language()),
            attempts=[
                (
                    attempt,
                    store.publication(FEEDBACK, attempt.course, attempt.id) is not None,
                    self.exchange.instant(attempt),
                    say_lateness(store, attempt),
                )
                for attempt in attempts
            ],
        )


class CallbackHandler(HubOAuthCallbackHandler):  # type: ignore[misc]
    """The hub's own end of a browser's log-in."""

    def initialize(self, exchange: Exchange) -> None:
        self.hub_auth = exchange.hub_auth


class LookHandler(StaticFileHandler):
    """The stylesheet and fonts; public."""


def _received_at(attempt: Attempt) -> str:
    return attempt.received_at.isoformat()
