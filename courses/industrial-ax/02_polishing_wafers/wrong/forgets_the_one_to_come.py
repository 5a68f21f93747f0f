# %% [markdown]
# n + 1이 아니라 n으로 번호를 구합니다. 자료가 적으면 폭이 좁아집니다.
#
# loses: margin_promises_no_more_than_it_has
# caught by: 아홉 개로 95 %

# %% solution="margin"
def margin(misfits, coverage):
    ranked = np.sort(np.abs(misfits))
    return ranked[int(np.ceil(len(ranked) * coverage - 1e-9)) - 1]
