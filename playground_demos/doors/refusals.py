"""What somebody is answered who does not pass the gate: kindly, in their language, and with a cure.

Quotes nothing of what was asked. Does not decide who passes.
"""

from starlette.datastructures import Headers
from starlette.responses import (
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.types import Scope

from playground_demos.about import Language, Words
from playground_demos.doors.addresses import WRITE, language_of

OTHER_SITE = Words("다른 사이트에서 온 요청입니다.", "This request came from another site.")
NO_COOKIE = Words(
    "방문 표시가 없습니다. 쿠키를 허용하고 페이지를 새로 열어 주세요.",
    "Your visit is not known. Please allow cookies and load the page again.",
)
NO_PAGE = """<!doctype html>
<html lang="ko"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>없는 주소입니다 · No such page</title>
<link rel="stylesheet" href="/look/lab.css"></head>
<body class="lab-page" style="margin:0"><main style="max-width:40rem;margin:auto;padding:1rem">
<h1>없는 주소입니다</h1>
<p>주소를 다시 확인해 주세요.<br><span lang="en">There is no such page.</span></p>
<p><a class="lab-button" href="/">처음 화면으로 · <span lang="en">Start</span></a></p>
</main></body></html>
"""
CROWDED = """<!doctype html>
<html lang="ko"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>잠시만 기다려 주세요 · One moment, please</title>
<link rel="stylesheet" href="/look/lab.css"></head>
<body class="lab-page" style="margin:0"><main style="max-width:40rem;margin:auto;padding:1rem">
<h1>잠시만 기다려 주세요</h1>
<p>지금 이곳에서 너무 많은 요청이 한꺼번에 왔습니다. 10초쯤 뒤에 다시 열어 주세요.<br>
<span lang="en">Too much is coming from this place at once. Please open the page again in about
10 seconds.</span></p>
<p><a class="lab-button" href="">다시 열기 · <span lang="en">Try again</span></a></p>
</main></body></html>
"""
RETRY_SECONDS = 10
AGAIN = "again"  # in the address of who was sent to fetch a cookie and comes back without
TOO_MANY = Words(
    "지금 이곳에서 너무 많은 요청이 한꺼번에 왔습니다. 10초쯤 뒤에 다시 눌러 주세요.",
    "Too much is coming from this place at once. Please press again in about 10 seconds.",
)
TOO_LARGE = Words(
    "보낸 것이 너무 큽니다. 더 작은 것을 골라 주세요.",
    "What you sent is too large. Please choose something smaller.",
)
TOO_FAST = Words(
    "너무 빠릅니다. 조금 천천히 눌러 주세요.", "That was too fast. Please slow down a little."
)


def no_page(scope: Scope, headers: Headers) -> Response:
    """There is no such address."""
    if scope["method"] == "GET" and "text/html" in headers.get("accept", ""):
        return HTMLResponse(NO_PAGE, status_code=404)
    return PlainTextResponse("없는 주소입니다. No such page.", status_code=404)


def too_fast(path: str) -> Response:
    """One visitor asks too often."""
    if WRITE.fullmatch(path):
        return said(429, TOO_FAST, language_of(path))
    return PlainTextResponse(f"{TOO_FAST.ko} {TOO_FAST.en}", status_code=429)


def fetch_cookie(scope: Scope, headers: Headers) -> Response:
    """Ask who brings no word to come again with one; who does is a visitor like any other.

    So somebody who asks for page after page without a cookie keeps nobody out.
    """
    query = scope["query_string"].decode("latin-1")
    if "text/html" not in headers.get("accept", "") or AGAIN in query.split("&"):
        return crowded(scope, headers)
    again = f"{query}&{AGAIN}" if query else AGAIN
    return RedirectResponse(f"{scope['path']}?{again}", status_code=303)


def crowded(scope: Scope, headers: Headers) -> Response:
    """Too much comes from this address at once."""
    if WRITE.fullmatch(scope["path"]):
        answer = said(429, TOO_MANY, language_of(scope["path"]))
    elif "text/html" in headers.get("accept", ""):
        answer = HTMLResponse(CROWDED, status_code=429)
    else:
        answer = PlainTextResponse(f"{TOO_MANY.ko} {TOO_MANY.en}", status_code=429)
    answer.headers["retry-after"] = str(RETRY_SECONDS)
    return answer


def said(status: int, words: Words, language: Language) -> Response:
    """These words; Gradio's page shows `detail` to the visitor."""
    return JSONResponse({"detail": words.said_in(language)}, status_code=status)
