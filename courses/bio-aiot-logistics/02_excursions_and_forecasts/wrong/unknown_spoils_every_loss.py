# %% [markdown]
# 모르는 값이 든 평균은 NaN이 되고, argmin은 그 첫 자리를 고릅니다.
#
# loses: fit_tau_comes_closest
# caught by: 모르는 값이 있을 때

# %% solution="fit_tau"
def fit_tau(air, probe, candidates):
    losses = [np.mean((product_temperature(air, probe[0], tau) - probe) ** 2) for tau in candidates]
    return candidates[np.argmin(losses)]
