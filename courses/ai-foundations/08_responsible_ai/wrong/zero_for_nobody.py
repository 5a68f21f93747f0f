# %% [markdown]
# 잘하는 사람이 하나도 없는 집단에 0 %라고 적어, 모두 놓친 것처럼 보이게 합니다.
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
    return pd.DataFrame(rates).fillna(0)
