# %% [markdown]
# ΔH를 83.144로 못 박습니다.
#
# loses: mkt_averages_speeds
# caught by: 둔한 제품

# %% solution="mkt"
def mkt(celsius, delta_h_kj_per_mol=83.144):
    return 10_000 / -np.log(np.mean(np.exp(-10_000 / (celsius + 273.15)))) - 273.15
