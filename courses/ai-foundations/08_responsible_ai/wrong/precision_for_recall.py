# %% [markdown]
# 잘하는 사람 가운데 뽑힌 비율 대신, 뽑힌 사람 가운데 잘하는 비율을 냅니다.
#
# loses: group_rates_with_counts
# caught by: 잘하는 사람 가운데 뽑힌 비율(%)

# %% solution="group_rates"
def group_rates(table):
    groups = table.groupby("group")["selected"]
    found = table[table["selected"]].groupby("group")["able"].mean()
    return pd.DataFrame(
        {
            "count": groups.size(),
            "selected_percent": 100 * groups.mean(),
            "found_percent": 100 * found,
        }
    )
