# %% [markdown]
# 같은 답을 다른 방법으로: hmac.digest, pd.cut, value_counts, duplicated, Counter.

# %% solution="make_token"
def make_token(phone, key):
    digits = "".join(character for character in phone if character.isdigit())
    return hmac.digest(bytes(key, "utf-8"), bytes(digits, "utf-8"), "sha256").hex()[:16]


# %% solution="generalise"
def generalise(table):
    names = ["29 이하", "30대", "40대", "50대", "60대", "70 이상"]
    bands = pd.cut(table["나이"], [-1, 29, 39, 49, 59, 69, 200], labels=names).astype(str)
    districts = [area.partition(" ")[0] for area in table["동네"]]
    result = table[["직업", "부상"]].copy()
    result.insert(0, "구", districts)
    result.insert(1, "나이대", bands)
    return result


# %% solution="anonymity"
from collections import Counter


def anonymity(table, quasi):
    keys = table[list(quasi)].astype(object).fillna("(blank)").itertuples(index=False, name=None)
    sizes = Counter(keys).values()
    if not sizes:
        return 0, 0.0
    return min(sizes), 100 * sum(size == 1 for size in sizes) / sum(sizes)


# %% solution="protect"
def protect(table, quasi, sensitive, k, kinds):
    keys = table[list(quasi)].astype(object).fillna("(blank)").agg(tuple, axis=1)
    safe = set()
    for key, values in table[sensitive].groupby(keys):
        if len(values) >= k and len(set(values)) >= kinds:
            safe.add(key)
    return table.loc[[key in safe for key in keys]]


# %% solution="count_reidentified"
def count_reidentified(roster, released, quasi):
    def alone(table):
        return table.drop_duplicates(quasi, keep=False)[list(quasi)]

    return len(alone(roster).merge(alone(released), on=list(quasi), how="inner"))
