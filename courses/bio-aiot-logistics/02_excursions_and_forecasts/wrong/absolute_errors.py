# %% [markdown]
# 제곱하지 않고 절댓값을 평균합니다. 크게 틀린 구간이 가볍게 여겨집니다.
#
# loses: fit_tau_comes_closest
# caught by: 크게 틀린 구간

# %% solution="fit_tau"
def fit_tau(air, probe, candidates):
    errors = [np.nanmean(np.abs(product_temperature(air, probe[0], t) - probe)) for t in candidates]
    return candidates[np.argmin(errors)]
