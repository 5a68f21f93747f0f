# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="group_rates"
def group_rates(table):
    rows = {}
    for name in sorted(table["group"].unique()):
        g = table[table["group"] == name]
        able = g[g["able"]]
        rows[name] = {
            "count": len(g),
            "selected_percent": 100 * g["selected"].sum() / len(g),
            "found_percent": 100 * able["selected"].sum() / len(able) if len(able) else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


# %% solution="find_rare"
def find_rare(table, columns, k=5):
    keys = []
    for i in range(len(table)):
        keys.append(tuple("<빈칸>" if pd.isna(v) else v for v in table.iloc[i][columns]))
    return np.array([keys.count(key) < k for key in keys], dtype=bool)


# %% solution="worst_slice"
def worst_slice(table, columns, least=30):
    best = None
    for column in columns:
        for value in table[column].unique():
            piece = table[table[column] == value]
            if len(piece) < least:
                continue
            percent = 100 * piece["is_wrong"].sum() / len(piece)
            if best is None or percent > best[2]:
                best = (column, value, percent)
    return best


# %% solution="refuse"
def answer_or_refuse(chances, least):
    out = []
    for row in chances:
        best = max(range(len(row)), key=lambda i: row[i])
        out.append(best if row[best] >= least else -1)
    return np.array(out)


def report(answers, truth):
    given = [(a, t) for a, t in zip(answers, truth, strict=True) if a != -1]
    answered = 100 * len(given) / len(answers)
    right = 100 * sum(a == t for a, t in given) / len(given) if given else np.nan
    return answered, right


# %% solution="publish"
def publish(text, was_told):
    if not was_told:
        raise ValueError("이용자에게 먼저 알려야 합니다.")
    mark = "[AI가 만든 글] "
    if text[: len(mark)] == mark:
        return text
    return mark + text
