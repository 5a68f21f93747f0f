"""The line that a page shows of its ticket: where it stands, why there is no answer, or that it is.

`static/status.js` reads the ticket's name from it. Plain markup; follows no ticket.
"""

from html import escape

from playground_demos.about import Language, Words
from playground_demos.floor.sayings import GROWING, THINKING
from playground_demos.tickets.ticket import Standing, Ticket, TicketState


def place_line(ticket: Ticket, standing: Standing, language: Language) -> str:
    """A ticket that waits or is worked on: its place and the seconds left, or what is done now."""
    seconds = max(1, round(standing.seconds_left))
    if standing.state is TicketState.RUNNING:
        words = THINKING if ticket.so_far is None else GROWING
    else:
        words = Words(
            f"순서를 기다리고 있습니다 · {standing.place}번째 · 약 {seconds}초",
            f"You are in line · place {standing.place} · about {seconds} s",
        )
    text = escape(words.said_in(language))
    return f'<p class="lab-waiting" data-ticket="{ticket.id}">{text}</p>'


def refusal_line(words: Words, ticket_id: str, language: Language) -> str:
    """A kind sentence in place of an answer; `ticket_id` may be whatever a page has sent."""
    # The ticket makes it a new line, also when the same is said once more.
    done, said = escape(ticket_id), escape(words.said_in(language))
    return f'<p class="lab-refusal" data-done="{done}">{said}</p>'


def done_line(ticket: Ticket, *, is_try: bool) -> str:
    """Nothing to read: the answer is there, and that of a try is brought into view."""
    # A line that always differs, so that the page forgets the ticket.
    mark = " data-try" if is_try else ""
    return f'<i data-done="{ticket.id}"{mark}></i>'
