# %% [markdown]
# 같은 답을 다른 방법으로: 집단마다 도는 반복문, Counter, melt, max의 key, removeprefix.

# %% solution="group_rates"
def group_rates(table):
    rows = {}
    for name, people in table.groupby("group"):
        able = people.loc[people["able"], "selected"]
        rows[name] = {
            "count": len(people),
            "selected_percent": people["selected"].mean() * 100,
            "found_percent": able.mean() * 100 if len(able) else np.nan,
        }
    return pd.DataFrame.from_dict(rows, orient="index")


# %% solution="find_rare"
from collections import Counter


def find_rare(table, columns, k=5):
    keys = list(table[columns].astype(object).fillna("(blank)").itertuples(index=False, name=None))
    shared = Counter(keys)
    return [shared[key] < k for key in keys]


# %% solution="worst_slice"
def worst_slice(table, columns, least=30):
    long = table.melt(id_vars="is_wrong", value_vars=columns)
    slices = long.groupby(["variable", "value"])["is_wrong"].agg(["size", "mean"])
    worst = slices.query("size >= @least")["mean"].sort_values().tail(1)
    return (*worst.index[0], worst.iloc[0] * 100)


# %% solution="refuse"
def answer_or_refuse(chances, least):
    answers = np.argmax(chances, axis=1)
    answers[~(chances >= least).any(axis=1)] = -1
    return answers


def report(answers, truth):
    pairs = [(mine, true) for mine, true in zip(answers, truth, strict=True) if mine != -1]
    right = sum(mine == true for mine, true in pairs)
    return 100 * len(pairs) / len(answers), 100 * right / len(pairs) if pairs else float("nan")


# %% solution="publish"
def publish(text, was_told):
    if was_told:
        return "[AI가 만든 글] " + text.removeprefix("[AI가 만든 글] ")
    raise ValueError("AI 고지가 먼저입니다.")
