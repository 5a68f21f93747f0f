# %% [markdown]
# 보통 분위수를 씁니다. 값 사이를 어림하고, 자료가 모자라도 모자란다고 하지 않습니다.
#
# loses: margin_promises_no_more_than_it_has
# caught by: 아홉 개로 80 %

# %% solution="margin"
def margin(misfits, coverage):
    return np.quantile(np.abs(misfits), coverage)
