# %% [markdown]
# 평균이 가장 높은 창의 MKT를 냅니다. 크게 흔들린 창이 더 나쁠 수 있습니다.
#
# loses: worst_window_slides
# caught by: 평균은 낮아도

# %% solution="worst_window"
def worst_window(celsius, window):
    means = [np.mean(celsius[i : i + window]) for i in range(len(celsius) - window + 1)]
    if np.isnan(means).all():
        return np.nan
    i = int(np.nanargmax(means))
    return mkt(celsius[i : i + window])
