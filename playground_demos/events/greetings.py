"""What somebody reads who came by the code of a poster: welcome, too early, or too late.

Whoever comes at another time than the event's may try everything all the same, and is told so. Does
not count anybody.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from playground_demos.about import Words
from playground_demos.events.book import Event

UNKNOWN = Words(
    "등록되지 않은 행사 코드입니다. 체험은 그대로 하실 수 있습니다.",
    "This event code is not known. You can try everything all the same.",
)


def greet(event: Event | None, moment: datetime, timezone: str) -> Words:
    """The sentence for the event of a code, None where there is no such event."""
    if event is None:
        return UNKNOWN
    if event.runs_at(moment):
        return Words(f"‘{event.name}’에 오신 것을 환영합니다.", f"Welcome to “{event.name}”.")
    if moment >= event.ends:
        return Words(
            f"‘{event.name}’ 행사는 끝났습니다. 체험은 계속하실 수 있습니다.",
            f"“{event.name}” is over. You can still try everything.",
        )
    begins = event.begins.astimezone(ZoneInfo(timezone))
    if event.begins_soon(moment):
        return Words(
            f"‘{event.name}’ 행사는 {begins.month}월 {begins.day}일 {begins:%H:%M}에 시작합니다."
            " 체험은 지금도 하실 수 있고, 시작한 뒤에도 이 기기로 계속 체험하시면 코드를 다시 찍지"
            " 않으셔도 행사 방문으로 셉니다.",
            f"“{event.name}” begins on {begins:%Y-%m-%d} at {begins:%H:%M}. You can try everything"
            " now; go on with this device once it has begun, and you are counted with it without"
            " scanning the code again.",
        )
    return Words(
        f"‘{event.name}’ 행사는 {begins.month}월 {begins.day}일 {begins:%H:%M}에 시작합니다. 체험은"
        " 지금도 하실 수 있고, 시작한 뒤에 코드를 한 번 더 찍어 주시면 행사 방문으로 셉니다.",
        f"“{event.name}” begins on {begins:%Y-%m-%d} at {begins:%H:%M}. You can try everything now;"
        " scan the code once more when it has begun, to be counted with it.",
    )
