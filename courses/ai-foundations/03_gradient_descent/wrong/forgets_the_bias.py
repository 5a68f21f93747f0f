# %% [markdown]
# 가중치만 되돌리고 절편은 그대로 둡니다.
#
# loses: to_original_units_predicts_the_same
# caught by: 예측

# %% solution="to_original_units"
def to_original_units(weights, bias, mean, spread):
    return weights / spread, bias
