# %% [markdown]
# eigh는 작은 것부터 놓는데 뒤집지 않아서, 가장 좁은 방향을 씁니다.
#
# loses: linear_misfit_repeats_the_healthy
# caught by: 목 1

# %% solution="linear_misfit"
def linear_misfit(healthy, new, neck):
    mean, spread = healthy.mean(axis=0), healthy.std(axis=0)
    spread = np.where(spread == 0, 1.0, spread)
    base, scaled = (healthy - mean) / spread, (new - mean) / spread
    kept = np.linalg.eigh(base.T @ base)[1].T[:neck]
    return np.sqrt(np.mean((scaled - scaled @ kept.T @ kept) ** 2, axis=1))
