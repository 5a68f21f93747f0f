# %% [markdown]
# 빠르기가 아니라 온도를 평균합니다.
#
# loses: mkt_averages_speeds
# caught by: 절반은 2 °C

# %% solution="mkt"
def mkt(celsius, delta_h_kj_per_mol=83.144):
    return np.mean(celsius)
