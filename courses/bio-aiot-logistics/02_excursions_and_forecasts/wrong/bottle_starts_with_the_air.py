# %% [markdown]
# 물병이 공기의 첫 온도에서 출발한다고 칩니다.
#
# loses: fit_tau_comes_closest
# caught by: 공기보다 찬 물병

# %% solution="fit_tau"
def fit_tau(air, probe, candidates):
    losses = [
        np.nanmean((product_temperature(air, air[0], tau) - probe) ** 2) for tau in candidates
    ]
    return candidates[np.argmin(losses)]
