# %% [markdown]
# 마지막 구간도 오른쪽 끝을 빼서, 가능성이 꼭 1인 자리가 사라집니다.
#
# loses: calibration_fills_every_bin
# caught by: 구간의 끝

# %% solution="calibration"
def calibration(is_defect, probability, edges):
    rows = []
    for place in range(len(edges) - 1):
        inside = (probability >= edges[place]) & (probability < edges[place + 1])
        count = inside.sum()
        means = [probability[inside].mean(), is_defect[inside].mean()] if count else [np.nan] * 2
        rows.append([count, *means])
    return np.array(rows)
