"""A span of time in words, in both languages: days and hours, hours and minutes, or minutes.

Imports nothing of nbgrader's, so that whoever only tells of deadlines need not load it.
"""

MINUTE, HOUR, DAY = 60, 3600, 86400
_UNITS = ((DAY, "일", "day"), (HOUR, "시간", "hour"), (MINUTE, "분", "minute"))


def say_span(seconds: float) -> tuple[str, str]:
    """`seconds` in its two largest units, whole ones, at least a minute: Korean and English."""
    left = max(MINUTE, int(seconds))
    largest = next(place for place, (size, _, _) in enumerate(_UNITS) if left >= size)
    korean, english = [], []
    for size, unit, name in _UNITS[largest : largest + 2]:
        count, left = divmod(left, size)
        if count:
            korean.append(f"{count}{unit}")
            english.append(f"{count} {name}{'s' * (count > 1)}")
    return " ".join(korean), " ".join(english)
