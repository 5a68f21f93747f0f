# %% [markdown]
# 표준편차로 나누지 않고 곱합니다.
#
# loses: to_original_units_predicts_the_same
# caught by: 가중치

# %% solution="to_original_units"
def to_original_units(weights, bias, mean, spread):
    original = weights * spread
    return original, bias - original @ mean
