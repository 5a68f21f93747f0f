"""What a trainee reads of a submission that is to be graded at once, in both languages.

Made from the line's own outlook, so that the answer to a submission, the list in JupyterLab and
the receipts page say the same. Knows no score: the feedback tells it.
"""

from collections.abc import Iterator
from typing import Any

from hub_config.exchange.line import Outlook, TurnState

_SENTENCES = {
    TurnState.WAITING: (
        "바로 채점할 차례를 기다리고 있습니다. 지금 {place}번째입니다.",
        "In line to be graded at once: number {place}.",
    ),
    TurnState.GRADING: ("지금 채점하고 있습니다.", "It is being graded now."),
    TurnState.GRADED: (
        "채점이 끝났습니다. 과제 목록에서 피드백을 받아 보세요.",
        "Graded. Fetch the feedback in the assignment list.",
    ),
    TurnState.FAULT: (
        "실습실에 문제가 생겨 바로 채점하지 못했습니다. 횟수에는 넣지 않았으니 다시 제출하시거나"
        " 강사의 채점을 기다려 주세요.",
        "The lab failed to grade it at once. It does not count as one of your times: submit again,"
        " or wait for your instructor to grade it.",
    ),
    TurnState.REPLACED: (
        "더 새로운 제출이 있어 이 제출은 바로 채점하지 않았습니다. 횟수에는 넣지 않았습니다.",
        "Not graded at once, because you submitted a newer one. It does not count as one of your"
        " times.",
    ),
    TurnState.TOO_MANY: (
        "접수되었습니다. 바로 채점받을 수 있는 {attempts}번을 모두 쓰셔서, 강사가 채점할 때까지"
        " 기다려 주세요.",
        "Accepted. You have used all {attempts} times to be graded at once; your instructor"
        " grades it later.",
    ),
    TurnState.TOO_SOON: (
        "접수되었습니다. 앞선 제출에서 {cool_down}초가 지나지 않아 바로 채점하지는 않았습니다.",
        "Accepted, but not graded at once: {cool_down} seconds have to pass after your"
        " submission before.",
    ),
}
# For one line of a list; both languages, as the list knows no other than Korean.
_LABELS = {
    TurnState.WAITING: "채점 대기 {place}번째 (number {place} in line)",
    TurnState.GRADING: "채점 중 (being graded)",
    TurnState.GRADED: "채점 완료 (graded)",
    TurnState.FAULT: "채점하지 못함, 횟수에 넣지 않음 (the lab failed, not counted)",
    TurnState.REPLACED: "새 제출로 바뀜 (replaced by a newer one)",
    TurnState.TOO_MANY: "바로 채점 횟수를 모두 씀 (not graded at once: no times left)",
    TurnState.TOO_SOON: "바로 채점하지 않음, 간격이 짧음 (not graded at once: too soon)",
}
_ONGOING = frozenset({TurnState.WAITING, TurnState.GRADING})


def outlook_json(outlook: Outlook) -> dict[str, Any]:
    """The outlook as callers get it, with its sentences."""
    values = {
        "place": outlook.place,
        "attempts": outlook.rule.attempts,
        "cool_down": outlook.rule.cool_down_seconds,
    }
    korean, english = (text.format(**values) for text in _SENTENCES[outlook.state])
    next_korean, next_english = _next(outlook) if outlook.is_newest else ("", "")
    return {
        "state": outlook.state,
        "ongoing": outlook.state in _ONGOING,
        "place": outlook.place,
        "attempts_left": outlook.attempts_left,
        "wait_seconds": outlook.wait_seconds,
        "label": " · ".join((_LABELS[outlook.state].format(**values), *_rest(outlook))),
        "korean": " ".join(filter(None, (korean, next_korean))),
        "english": " ".join(filter(None, (english, next_english))),
    }


def _rest(outlook: Outlook) -> Iterator[str]:
    """The same for one line of a list, beside the newest submission."""
    if outlook.is_newest and outlook.attempts_left:
        yield f"{outlook.attempts_left}번 남음 ({outlook.attempts_left} left)"
    if outlook.is_newest and outlook.attempts_left != 0 and outlook.wait_seconds:
        yield f"{outlook.wait_seconds}초 뒤부터 (again in {outlook.wait_seconds} s)"


def _next(outlook: Outlook) -> tuple[str, str]:
    """How often and when the trainee can be graded at once again."""
    left, wait = outlook.attempts_left, outlook.wait_seconds
    if left == 0:
        return (
            ("", "")
            if outlook.state is TurnState.TOO_MANY
            else (
                "바로 채점받을 수 있는 횟수를 모두 쓰셨습니다.",
                "That was the last of your times to be graded at once.",
            )
        )
    korean = [f"{wait}초 뒤부터"] if wait else []
    english = [f"in {wait} seconds"] if wait else []
    if left is not None:
        korean.append(f"{left}번 더")
        english.insert(0, f"{left} more time{'s' * (left != 1)}")
    if not korean:
        return "", ""
    return (
        f"{' '.join(korean)} 바로 채점받을 수 있습니다.",
        f"You can be graded at once {', '.join(english)}.",
    )
