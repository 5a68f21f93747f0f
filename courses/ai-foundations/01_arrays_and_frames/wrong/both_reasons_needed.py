# %% [markdown]
# "둘 중 하나라도"를 "둘 다"로 읽었습니다.
#
# loses: select_suspects_either_reason
# caught by: 고른 부품 번호

# %% solution="select_suspects"
def select_suspects(parts, hottest_c=715.0, lightest=2.60):
    is_suspect = (parts["temperature_c"] > hottest_c) & (parts["density"] < lightest)
    return parts[is_suspect].sort_values("density")
