# %% [markdown]
# 창을 보지 않고 여행 전체의 MKT를 돌려줍니다.
#
# loses: worst_window_slides
# caught by: 두 칸짜리 창

# %% solution="worst_window"
def worst_window(celsius, window):
    return 10_000 / -np.log(np.nanmean(np.exp(-10_000 / (celsius + 273.15)))) - 273.15
