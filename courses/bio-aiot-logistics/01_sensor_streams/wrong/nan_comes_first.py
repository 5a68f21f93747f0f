# %% [markdown]
# max()는 NaN이 맨 앞에 오면 NaN을 돌려줍니다.
#
# loses: worst_window_slides
# caught by: 모르는 칸으로 시작

# %% solution="worst_window"
def worst_window(celsius, window):
    return max(
        [mkt(celsius[i : i + window]) for i in range(len(celsius) - window + 1)], default=np.nan
    )
