# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="hide_codes"
def hide_codes(column, codes=(-999.0, -127.0)):
    return pd.Series([np.nan if v in codes else v for v in column], index=column.index)


# %% solution="keep_latest"
def keep_latest(log):
    best = {}
    for i in range(len(log)):
        row = log.iloc[i]
        key = (row["machine"], row["measured_at"])
        if key not in best or row["sent_at"] > best[key]["sent_at"]:
            best[key] = row
    rows = [best[key] for key in sorted(best)]
    return pd.DataFrame(rows).reset_index(drop=True)


# %% solution="to_celsius"
def to_celsius(log):
    out = []
    for value, unit in zip(log["temperature"], log["unit"], strict=True):
        if unit == "C":
            out.append(value)
        elif unit == "F":
            out.append((value - 32) * 5 / 9)
        else:
            raise ValueError(f"모르는 단위: {unit}")
    return pd.Series(out, index=log.index)


# %% solution="find_spikes"
def find_spikes(temperature_c, largest_step=5.0):
    t, out = temperature_c, [False] * len(temperature_c)
    for i in range(1, len(t) - 1):
        a, b = t[i] - t[i - 1], t[i] - t[i + 1]
        out[i] = (a > largest_step and b > largest_step) or (
            a < -largest_step and b < -largest_step
        )
    return np.array(out)


# %% solution="fair_defect_percent"
def fair_defect_percent(production):
    all_made = production["produced"].sum()
    answer = {}
    for factory in sorted(production["factory"].unique()):
        total = 0
        for part in production["part"].unique():
            mine = production[(production["factory"] == factory) & (production["part"] == part)]
            rate = 100 * mine["defective"].sum() / mine["produced"].sum()
            total += rate * production.loc[production["part"] == part, "produced"].sum() / all_made
        answer[factory] = total
    return pd.Series(answer)
