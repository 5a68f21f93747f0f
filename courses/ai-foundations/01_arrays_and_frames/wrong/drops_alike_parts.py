# %% [markdown]
# 두 번 고른 부품을 지우려다, 숫자가 똑같은 다른 부품까지 지웁니다.
#
# loses: select_suspects_either_reason
# caught by: 숫자가 똑같은 두 부품

# %% solution="select_suspects"
def select_suspects(parts, hottest_c=715.0, lightest=2.60):
    return (
        pd.concat([parts[parts.temperature_c > hottest_c], parts[parts.density < lightest]])
        .drop_duplicates()
        .sort_values("density")
    )
