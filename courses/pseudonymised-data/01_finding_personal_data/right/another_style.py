# %% [markdown]
# 같은 답을 다른 방법으로: 글자마다 사전, 토막을 하나씩 살피는 반복문, 누적해서 이어 붙이기, map과 mean.

# %% solution="normalise_text"
def normalise_text(text):
    plain = {chr(ord("０") + digit): str(digit) for digit in range(10)} | dict.fromkeys(DASHES, "-")
    return "".join(plain.get(character, character) for character in text)


# %% solution="find_numbers"
def find_numbers(text):
    spans = []
    for match in re.finditer(r"(?<![0-9])([0-9]{6})[- ]?([0-9]{7})(?![0-9])", normalise_text(text)):
        front, back = match.groups()
        month, day = int(front[2:4]), int(front[4:])
        if month in range(1, 13) and day in range(1, 32) and back[0] not in "09":
            spans.append([match.start(), match.end()])
    return [tuple(span) for span in spans]


# %% solution="confidence"
def confidence(digits):
    numbers = np.array(list(digits), dtype=int)
    rest = numbers[:12] @ np.array([*range(2, 10), *range(2, 6)]) % 11
    fits = str(11 - rest if numbers[6] < 5 else 13 - rest)[-1] == digits[-1]
    return {True: "높음", False: "보통"}[fits]


# %% solution="redact"
def redact(text, spans):
    longest = [
        one
        for one in spans
        if not any(
            other[0] < one[1] and one[0] < other[1] and other[1] - other[0] > one[1] - one[0]
            for other in spans
        )
    ]
    pieces, place = [], 0
    for start, end, label in sorted(longest):
        pieces += [text[place:start], label]
        place = end
    return "".join([*pieces, text[place:]])


# %% solution="scan_columns"
def scan_columns(table):
    def percent(column):
        hits = column.dropna().astype(str).map(lambda cell: len(find_numbers(cell)) > 0)
        return 100 * float(hits.mean()) if len(hits) else 0.0

    return {name: percent(column) for name, column in table.items()}
