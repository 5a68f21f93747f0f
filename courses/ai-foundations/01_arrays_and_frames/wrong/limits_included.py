# %% [markdown]
# 기준과 같은 부품까지 의심합니다.
#
# loses: select_suspects_either_reason
# caught by: 기준과 같은 부품

# %% solution="select_suspects"
def select_suspects(parts, hottest_c=715.0, lightest=2.60):
    is_suspect = (parts["temperature_c"] >= hottest_c) | (parts["density"] <= lightest)
    return parts[is_suspect].sort_values("density")
