# %% [markdown]
# 정상과 새 창을 합쳐서 방향을 배웁니다. 새 창에 있던 이상이 정상이 됩니다.
#
# loses: linear_misfit_repeats_the_healthy
# caught by: 이상한 창이 많을 때

# %% solution="linear_misfit"
def linear_misfit(healthy, new, neck):
    mean, spread = healthy.mean(axis=0), healthy.std(axis=0)
    spread = np.where(spread == 0, 1.0, spread)
    base, scaled = (healthy - mean) / spread, (new - mean) / spread
    kept = np.linalg.svd(np.concatenate([base, scaled]), full_matrices=False)[2][:neck]
    return np.sqrt(np.mean((scaled - scaled @ kept.T @ kept) ** 2, axis=1))
