# %% [markdown]
# 자료가 모자라면 가장 큰 빗나감으로 때웁니다. 지킬 수 없는 약속입니다.
#
# loses: margin_promises_no_more_than_it_has
# caught by: 아홉 개로 95 %

# %% solution="margin"
def margin(misfits, coverage):
    ranked = np.sort(np.abs(misfits))
    place = int(np.ceil((len(ranked) + 1) * coverage - 1e-9))
    return ranked[min(place, len(ranked)) - 1]
