"""The vaccine box as a drawing with places to touch, and the words for places, events and ends.

Draws only. A choice of sensors that is not two known places is refused kindly.
"""

from playground_demos.about import Words
from playground_demos.demos.coldchain.data import PLACES, Event, Place, Verdict
from playground_demos.errors import VisitorMessage
from playground_demos.toolkit.charts import BLUE, ORANGE, VIOLET
from playground_demos.toolkit.widgets import Spot

PLACE_WORDS = {
    Place.LID: Words("뚜껑 밑", "Under the lid"),
    Place.WALL: Words("바깥벽", "Outer wall"),
    Place.CENTRE: Words("가운데", "Centre"),
    Place.DOOR: Words("문 쪽", "By the door"),
    Place.ICE: Words("냉매 옆", "By the ice"),
}
PLACE_COLOURS = {
    Place.LID: ORANGE,
    Place.WALL: "#d6336c",
    Place.CENTRE: VIOLET,
    Place.DOOR: "#a8734a",
    Place.ICE: BLUE,
}
EVENT_WORDS = {
    Event.CALM: Words("아무 일도 없었습니다.", "Nothing happened."),
    Event.SUN: Words(
        "상자가 햇볕 아래 놓여 바깥벽과 뚜껑이 달궈졌습니다.",
        "The box stood in the sun, which heated wall and lid.",
    ),
    Event.DOOR: Words("짐칸 문이 열려 있었습니다.", "The door of the hold stood open."),
    Event.ICE: Words(
        "냉동고에서 막 꺼낸 냉매를 넣어 그 옆이 얼어붙었습니다.",
        "Packs straight from the freezer froze what lay beside them.",
    ),
    Event.COOLER: Words("냉장 장치가 고장 났습니다.", "The cooling broke down."),
}
VERDICT_WORDS = {
    Verdict.SAFE: Words("무사하다", "be safe"),
    Verdict.WARM: Words("너무 더워진다", "get too warm"),
    Verdict.FROZEN: Words("언다", "freeze"),
}
SPOTS = tuple(
    Spot(place, PLACE_WORDS[place], x, y)
    for place, x, y in (
        (Place.LID, 50, 17),
        (Place.WALL, 82, 42),
        (Place.CENTRE, 50, 48),
        (Place.DOOR, 18, 48),
        (Place.ICE, 50, 78),
    )
)
BOX = (
    '<svg viewBox="0 0 320 224" aria-hidden="true" fill="none" stroke="var(--lab-ink-soft)"'
    ' stroke-width="3" stroke-linejoin="round">'
    '<circle cx="294" cy="26" r="13" fill="#ffd166" stroke="none"/>'
    '<path d="M294 4v-4m-22 26h-5m9-19-4-4m18 44v5m-14-12-4 4" stroke="#f59f00"/>'
    '<rect x="16" y="22" width="256" height="190" rx="16" fill="var(--lab-surface)"/>'
    '<rect x="32" y="52" width="224" height="146" rx="8" fill="var(--lab-ground)"'
    ' stroke="var(--lab-line)"/>'
    '<path d="M8 22h272" stroke-width="8" stroke-linecap="round"/>'
    '<g fill="#a5d8ff" stroke="#74c0fc"><rect x="40" y="168" width="64" height="24" rx="6"/>'
    '<rect x="216" y="168" width="32" height="24" rx="6"/></g>'
    '<g stroke="var(--lab-line)" fill="var(--lab-surface)">'
    '<path d="M70 66v20h12V66zm-2 0h16M236 126v20h12v-20zm-2 0h16M118 126v20h12v-20zm-2 0h16'
    'M196 126v20h12v-20zm-2 0h16M52 130v20h12v-20zm-2 0h16"/></g>'
    '<path d="M16 80H2v64h14" stroke-dasharray="5 4"/></svg>'
)


def sensors_of(chosen: object) -> tuple[Place, ...]:
    """The two places that a visitor touched.

    Raises:
        VisitorMessage: They are not two different ones of ours.
    """
    names = chosen if isinstance(chosen, list) else []
    places = tuple(place for place in PLACES if place in names)
    if len(places) != 2 or len(names) != 2:
        raise VisitorMessage(
            "센서를 놓을 자리 두 곳을 그림에서 눌러 주세요.",
            "Please touch two places on the picture for your sensors.",
        )
    return places
