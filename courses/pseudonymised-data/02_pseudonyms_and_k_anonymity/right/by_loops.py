# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="make_token"
def make_token(phone, key):
    digits = "".join(c for c in phone if c in "0123456789")
    return hmac.new(key.encode("utf-8"), digits.encode("utf-8"), "sha256").hexdigest()[:16]


# %% solution="generalise"
def generalise(table):
    def band(age):
        if age < 30:
            return "29 이하"
        if age >= 70:
            return "70 이상"
        return f"{age // 10}0대"

    out = pd.DataFrame(index=table.index)
    out["구"] = [place.split()[0] for place in table["동네"]]
    out["나이대"] = [band(a) for a in table["나이"]]
    out["직업"] = table["직업"]
    out["부상"] = table["부상"]
    return out


# %% solution="anonymity"
def anonymity(table, quasi):
    keys = [
        tuple("<빈칸>" if pd.isna(v) else v for v in row)
        for row in table[quasi].itertuples(index=False)
    ]
    if not keys:
        return 0, 0.0
    counts = [keys.count(key) for key in keys]
    return min(counts), 100 * sum(c == 1 for c in counts) / len(keys)


# %% solution="protect"
def protect(table, quasi, sensitive, k, kinds):
    rows, values = {}, {}
    keys = [
        tuple("<빈칸>" if pd.isna(v) else v for v in row)
        for row in table[quasi].itertuples(index=False)
    ]
    for key, value in zip(keys, table[sensitive], strict=True):
        rows[key] = rows.get(key, 0) + 1
        values.setdefault(key, set()).add(value)
    return table[[rows[key] >= k and len(values[key]) >= kinds for key in keys]]


# %% solution="count_reidentified"
def count_reidentified(roster, released, quasi):
    people = [tuple(row) for row in roster[quasi].itertuples(index=False)]
    rows = [tuple(row) for row in released[quasi].itertuples(index=False)]
    return sum(people.count(p) == 1 and rows.count(p) == 1 for p in people)
