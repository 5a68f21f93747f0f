# %% [markdown]
# 소수 계산의 먼지 때문에 한 자리 뒤의 값을 고릅니다.
#
# loses: margin_promises_no_more_than_it_has
# caught by: 먼지

# %% solution="margin"
def margin(misfits, coverage):
    s = np.sort(np.abs(misfits))
    r = int(np.ceil((len(s) + 1) * coverage))
    return np.inf if r > len(s) else s[r - 1]
