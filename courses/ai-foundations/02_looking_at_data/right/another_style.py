# %% [markdown]
# 같은 답을 다른 방법으로: replace, idxmax, np.select, np.sign, pivot_table.

# %% solution="hide_codes"
def hide_codes(column, codes=(-999.0, -127.0)):
    return column.replace(list(codes), np.nan)


# %% solution="keep_latest"
def keep_latest(log):
    newest = log.groupby(["machine", "measured_at"])["sent_at"].idxmax()
    return log.loc[newest].sort_values(["machine", "measured_at"]).reset_index(drop=True)


# %% solution="to_celsius"
def to_celsius(log):
    def convert(value, unit):
        if unit == "C":
            return value
        if unit == "F":
            return (value - 32) / 1.8
        raise ValueError(unit)

    values = [convert(*row) for row in zip(log["temperature"], log["unit"], strict=True)]
    return pd.Series(values, index=log.index)


# %% solution="find_spikes"
def find_spikes(temperature_c, largest_step=5.0):
    step = np.diff(temperature_c)
    direction = np.where(np.abs(step) > largest_step, np.sign(step), 0)
    inner = direction[:-1] * direction[1:] == -1
    return np.concatenate([[False], inner, [False]])


# %% solution="fair_defect_percent"
def fair_defect_percent(production):
    produced = production.pivot_table(
        index="factory", columns="part", values="produced", aggfunc="sum"
    )
    defective = production.pivot_table(
        index="factory", columns="part", values="defective", aggfunc="sum"
    )
    share = produced.sum() / produced.sum().sum()
    return 100 * (defective / produced) @ share
