"""Tell nbgrader which courses the caller belongs to, and let formgrader enrol trainees.

nbgrader's own plugin for JupyterHub speaks `requests`, which cannot reach a hub on a Unix socket.
The rights are the token's: the hub refuses what the lab's roles do not allow.
"""

import os
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

import httpx
from nbgrader.auth import BaseAuthPlugin

from hub_config.trainee.bilingual import BilingualError
from hub_config.trainee.exchange_client import SOCKET, own_client


class LabAuthPlugin(BaseAuthPlugin):  # type: ignore[misc]
    """Courses by the exchange's word, enrolment by the hub's API."""

    def get_student_courses(self, student_id: str) -> list[str] | None:
        """The caller's own courses; of other people the caller learns nothing."""
        if student_id not in ("*", os.environ.get("JUPYTERHUB_USER", "*")):
            return None
        try:
            answer = own_client(SOCKET).get("courses")
        except BilingualError as error:
            self.log.error("%s", error)
            return []
        return [course["course"] for course in answer["courses"]]

    def add_student_to_course(self, student_id: str, course_id: str) -> None:
        """Put a person into the hub's group of the course; a refusal is logged, as nbgrader's."""
        self._change("POST", student_id, course_id)

    def remove_student_from_course(self, student_id: str, course_id: str) -> None:
        """Take a person out of the hub's group of the course; a refusal is logged."""
        self._change("DELETE", student_id, course_id)

    def _change(self, method: str, student_id: str, course_id: str) -> None:
        if not course_id:
            self.log.error("No course id is configured; '%s' is not enrolled.", student_id)
            return
        address = f"/groups/{quote(f'nbgrader-{course_id}', safe='')}/users"
        try:
            with _hub() as client:
                response = client.request(method, address, json={"users": [student_id]})
                response.raise_for_status()
        except (httpx.HTTPError, KeyError) as error:
            self.log.error(
                "The hub did not change the enrolment of '%s' in '%s': %s",
                student_id,
                course_id,
                error,
            )


def _hub() -> httpx.Client:
    """A client of the hub's API, by JupyterHub's contract with the environment."""
    url = urlsplit(os.environ["JUPYTERHUB_API_URL"])
    headers = {"Authorization": f"token {os.environ['JUPYTERHUB_API_TOKEN']}"}
    if url.scheme == "http+unix":
        socket_path = Path(unquote(url.netloc))
        return httpx.Client(
            transport=httpx.HTTPTransport(uds=str(socket_path)),
            base_url=f"http://hub{url.path}",
            headers=headers,
            trust_env=False,
        )
    return httpx.Client(base_url=url.geturl(), headers=headers, trust_env=False)
