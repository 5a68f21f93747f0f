# %% [markdown]
# 모르는 칸이 든 창을 아는 칸만으로 평균합니다.
#
# loses: worst_window_slides
# caught by: 모르는 칸이 있는 창

# %% solution="worst_window"
def worst_window(celsius, window):
    speeds = [
        np.nanmean(np.exp(-10_000 / (celsius[start : start + window] + 273.15)))
        for start in range(len(celsius) - window + 1)
    ]
    return 10_000 / -np.log(max(speeds)) - 273.15
