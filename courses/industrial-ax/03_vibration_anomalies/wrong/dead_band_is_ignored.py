# %% [markdown]
# 값이 늘 같은 칸을 0으로 덮습니다. 죽어 있던 칸이 살아나도 모릅니다.
#
# loses: linear_misfit_repeats_the_healthy
# caught by: 늘 같던 칸이 움직일 때

# %% solution="linear_misfit"
def linear_misfit(healthy, new, neck):
    mean, spread = healthy.mean(axis=0), healthy.std(axis=0)
    spread = np.where(spread == 0, np.inf, spread)
    base, scaled = (healthy - mean) / spread, (new - mean) / spread
    kept = np.linalg.svd(base, full_matrices=False)[2][:neck]
    return np.sqrt(np.mean((scaled - scaled @ kept.T @ kept) ** 2, axis=1))
