"""The page around a demo: Gradio's own start page, taken apart for the two things we need of it.

Gradio's page names other machines (previews, a manifest) and says `lang="en"`. Ours is drawn by our
template; from Gradio's it takes the configuration and the names of the front end's files. Reads
each page once.
"""

import re
from dataclasses import dataclass

import httpx
from starlette.types import ASGIApp

from playground_demos.errors import PlaygroundError

HEARTBEAT = re.compile(r'("connect_heartbeat":\s*)true')
NOWHERE = "http://playground.invalid"  # stands for the address that a visitor's browser uses


@dataclass(frozen=True)
class GradioPage:
    """What a browser needs to start one Gradio page; `scripts` hold NOWHERE for our address."""

    scripts: tuple[str, ...]
    entry_script: str
    entry_style: str

    def scripts_at(self, origin: str) -> tuple[str, ...]:
        """The inline scripts for a visitor who sees us at `origin`, such as http://10.0.0.2:80."""
        return tuple(script.replace(NOWHERE, origin) for script in self.scripts)


async def read_gradio_page(app: ASGIApp, path: str) -> GradioPage:
    """Ask the mounted Gradio app at `path` for its page.

    Raises:
        PlaygroundError: The page does not look as Gradio 6.31 makes it.
    """
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url=NOWHERE) as client:
        response = await client.get(f"{path}/")
    page = response.text
    scripts = re.findall(r"<script>(window\.gradio_\w+ = .*?;)</script>", page, re.DOTALL)
    entry_script = re.search(r'src="\./assets/(index-[\w-]+\.js)"', page)
    entry_style = re.search(r'href="\./assets/(index-[\w-]+\.css)"', page)
    if response.status_code != 200 or not (scripts and entry_script and entry_style):
        raise PlaygroundError(
            f"{path}: Gradio answered {response.status_code} with a page of an unknown form; "
            "expected that of the pinned version. Install the versions of requirements.lock."
        )
    # Its own line to the page, beside the one for answers, would keep what we do not keep there.
    scripts = [HEARTBEAT.sub(r"\1false", script) for script in scripts]
    return GradioPage(tuple(scripts), entry_script[1], entry_style[1])
