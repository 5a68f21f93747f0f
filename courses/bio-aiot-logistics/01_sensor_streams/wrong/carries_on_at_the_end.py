# %% [markdown]
# 맨 뒤의 공백을 마지막 값으로 이어 갑니다.
#
# loses: fill_short_gaps_only
# caught by: 양 끝

# %% solution="fill_short_gaps"
def fill_short_gaps(celsius, longest):
    series = pd.Series(celsius)
    length = series.isna().groupby(series.notna().cumsum()).transform("sum")
    return series.interpolate().where(series.notna() | (length <= longest)).to_numpy()
