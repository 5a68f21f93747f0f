# %% [markdown]
# 끝의 밖에 있는 가능성을 첫 구간과 마지막 구간에 쓸어 담습니다.
#
# loses: calibration_fills_every_bin
# caught by: 끝의 밖

# %% solution="calibration"
def calibration(is_defect, probability, edges):
    bins = len(edges) - 1
    where = np.clip(np.digitize(probability, edges) - 1, 0, bins - 1)
    out = np.full((bins, 3), np.nan)
    for b in range(bins):
        m = where == b
        out[b, 0] = m.sum()
        if m.any():
            out[b, 1:] = probability[m].mean(), is_defect[m].mean()
    return out
