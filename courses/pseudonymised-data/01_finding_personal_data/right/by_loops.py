# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="normalise_text"
def normalise_text(text):
    out = ""
    for letter in text:
        if "０" <= letter <= "９":
            letter = "0123456789"["０１２３４５６７８９".index(letter)]
        elif letter in DASHES:
            letter = "-"
        out += letter
    return out


# %% solution="find_numbers"
def find_numbers(text):
    plain = normalise_text(text)
    found = []
    i = 0
    while i < len(plain):
        m = re.match(r"([0-9]{6})[- ]?([0-9]{7})", plain[i:])
        if m:
            j = i + m.end()
            before = plain[i - 1] if i else ""
            after = plain[j] if j < len(plain) else ""
            six, seven = m[1], m[2]
            ok = not before.isdigit() and not after.isdigit()
            ok = (
                ok
                and 1 <= int(six[2:4]) <= 12
                and 1 <= int(six[4:]) <= 31
                and seven[0] in "12345678"
            )
            if ok:
                found.append((i, j))
                i = j
                continue
        i += 1
    return found


# %% solution="confidence"
def confidence(digits):
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    total = 0
    for i in range(12):
        total += weights[i] * int(digits[i])
    base = 11 if digits[6] in "1234" else 13
    return "높음" if (base - total % 11) % 10 == int(digits[12]) else "보통"


# %% solution="redact"
def redact(text, spans):
    kept = []
    for span in sorted(spans, key=lambda s: s[1] - s[0], reverse=True):
        if all(span[1] <= other[0] or span[0] >= other[1] for other in kept):
            kept.append(span)
    for start, end, label in sorted(kept, reverse=True):
        text = text[:start] + label + text[end:]
    return text


# %% solution="scan_columns"
def scan_columns(table):
    out = {}
    for name in table.columns:
        filled = [c for c in table[name] if isinstance(c, str)]
        hits = [c for c in filled if find_numbers(c)]
        out[name] = 100 * len(hits) / len(filled) if filled else 0.0
    return out
