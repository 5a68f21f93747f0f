# %% [markdown]
# limit을 짧은 공백만 고르는 것으로 잘못 압니다. 긴 공백의 앞쪽을 채워 버립니다.
#
# loses: fill_short_gaps_only
# caught by: 한 칸까지

# %% solution="fill_short_gaps"
def fill_short_gaps(celsius, longest):
    return pd.Series(celsius).interpolate(limit=longest, limit_area="inside").to_numpy()
