# %% [markdown]
# 모르는 값을 빼고 나머지로 계산해 아무 말 없이 돌려줍니다.
#
# loses: mkt_averages_speeds
# caught by: 모르는 값

# %% solution="mkt"
def mkt(celsius, delta_h_kj_per_mol=83.144):
    ratio = delta_h_kj_per_mol / 8.3144e-3
    return ratio / -np.log(np.nanmean(np.exp(-ratio / (celsius + 273.15)))) - 273.15
