# %% [markdown]
# 절댓값을 씌우지 않아 모자란 쪽의 빗나감이 가장 작은 것이 됩니다.
#
# loses: margin_promises_no_more_than_it_has
# caught by: 모두 모자랄 때

# %% solution="margin"
def margin(misfits, coverage):
    ranked = np.sort(misfits)
    if np.any(misfits > 0):
        ranked = np.sort(np.abs(misfits))
    place = int(np.ceil((len(ranked) + 1) * coverage - 1e-9))
    return ranked[place - 1] if place <= len(ranked) else np.inf
