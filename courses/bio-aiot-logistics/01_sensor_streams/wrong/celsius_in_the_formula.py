# %% [markdown]
# 식에 켈빈 대신 섭씨를 그대로 넣습니다.
#
# loses: mkt_averages_speeds
# caught by: 절반은 2 °C

# %% solution="mkt"
def mkt(celsius, delta_h_kj_per_mol=83.144):
    ratio = delta_h_kj_per_mol / 8.3144e-3
    largest = np.max(-ratio / celsius)  # without this, exp becomes 0
    return ratio / -(largest + np.log(np.mean(np.exp(-ratio / celsius - largest))))
