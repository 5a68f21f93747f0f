"""Which addresses there are for a visitor: all that a page of ours needs, and nothing else.

An allow-list of shapes: what Gradio would answer beside these does not exist for a visitor. Knows
no demo's name; the routes do.
"""

import re

from playground_demos.about import Language

# Names are checked by the routes; here only their shape. Nothing else of Gradio is reachable.
_MOUNT = r"/demos/[a-z][a-z0-9_]{0,30}/(?:ko|en)"
READ = re.compile(
    r"/|/health|/kiosk|/e/[A-Za-z0-9]{4,12}|/(?:demos|models)/[a-z][a-z0-9_]{0,30}"
    r"|/(?:look|static)/[A-Za-z0-9._-]{1,80}|/(?:gradio|demos)/assets/[A-Za-z0-9_@.-]{1,120}"
    rf"|{_MOUNT}/(?:theme\.css|gradio_api/(?:app_id|startup-events|queue/data))"
)
WRITE = re.compile(rf"{_MOUNT}/(?:leave|survey|gradio_api/queue/join)")
# Cost next to nothing and tell nobody anything: not counted against who brings no cookie.
CHEAP = re.compile(r"/health|/(?:look|static)/.*|/(?:gradio|demos)/assets/.*")
DEMOS = "/demos/"  # at a kiosk, who opens one is a visitor
TRY = re.compile(rf"{_MOUNT}/gradio_api/queue/join")


def language_of(path: str) -> Language:
    """Of the page that an address under its mount belongs to."""
    return Language(path.split("/")[3])
