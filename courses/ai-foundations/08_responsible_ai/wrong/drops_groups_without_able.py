# %% [markdown]
# 잘하는 사람만 걸러 내고 합치므로, 잘하는 사람이 없는 집단이 표에서 사라집니다.
#
# loses: group_rates_with_counts
# caught by: 잘하는 사람이 없는 집단

# %% solution="group_rates"
def group_rates(table):
    groups = table.groupby("group")["selected"]
    found = table[table["able"]].groupby("group")["selected"].mean()
    rates = {
        "count": groups.size(),
        "selected_percent": 100 * groups.mean(),
        "found_percent": 100 * found,
    }
    return pd.DataFrame(rates).dropna()
