"""What every demo's page says of a press that has no answer, or not yet."""

from playground_demos.about import Words

OUR_FAULT = Words(
    "저희 쪽에 문제가 생겨 답을 만들지 못했습니다. 다시 한 번 눌러 주세요.",
    "Something went wrong on our side and there is no answer. Please try once more.",
)
RESTING = Words(
    "이 체험은 지금 쉬고 있습니다. 안내하는 분께 알려 주시고, 다른 체험을 먼저 해 보세요.",
    "This demo is taking a rest. Please tell the staff, and try another one first.",
)
GONE = Words(
    "답이 없습니다. 시간이 지나 지워졌거나, 누르신 것이 오지 않았습니다. 다시 한 번 눌러 주세요.",
    "There is no answer: it was cleared after a while, or your press never came. Please try once"
    " more.",
)
THINKING = Words("생각하는 중입니다…", "Thinking…")
GROWING = Words("답을 쓰는 중입니다…", "Writing the answer…")
UNREADABLE = Words(
    "보낸 것을 읽지 못했습니다. 화면을 새로 열고 다시 해 보세요.",
    "What was sent could not be read. Please load the page again.",
)
NOT_OPEN = Words("열려 있지 않은 화면입니다.", "This page is not open.")
