# %% [markdown]
# 창을 한 칸씩 밀지 않고 나란히 잘라 놓습니다. 자정에 걸친 나쁜 시간이 둘로 쪼개집니다.
#
# loses: worst_window_slides
# caught by: 나란하지 않은 창

# %% solution="worst_window"
def worst_window(celsius, window):
    speeds = [
        np.mean(np.exp(-10_000 / (celsius[start : start + window] + 273.15)))
        for start in range(0, len(celsius) - window + 1, window)
    ]
    speeds = [speed for speed in speeds if not np.isnan(speed)]
    return 10_000 / -np.log(max(speeds)) - 273.15 if speeds else np.nan
