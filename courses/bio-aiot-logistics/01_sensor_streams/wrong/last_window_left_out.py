# %% [markdown]
# range의 끝을 하나 적게 잡아 맨 끝의 창을 빠뜨립니다.
#
# loses: worst_window_slides
# caught by: 맨 끝의 창

# %% solution="worst_window"
def worst_window(celsius, window):
    speed = np.exp(-10_000 / (celsius + 273.15))
    means = [speed[start : start + window].mean() for start in range(len(speed) - window)]
    means = [mean for mean in means if not np.isnan(mean)]
    return 10_000 / -np.log(max(means)) - 273.15 if means else np.nan
