# %% [markdown]
# 새 창을 새 창의 평균과 표준편차로 표준화합니다. 모두 이상하면 아무것도 이상하지 않게 됩니다.
#
# loses: linear_misfit_repeats_the_healthy
# caught by: 목 1

# %% solution="linear_misfit"
def linear_misfit(healthy, new, neck):
    def scale(part):
        spread = part.std(axis=0)
        return (part - part.mean(axis=0)) / np.where(spread == 0, 1.0, spread)

    kept = np.linalg.svd(scale(healthy), full_matrices=False)[2][:neck]
    scaled = scale(new)
    return np.sqrt(np.mean((scaled - scaled @ kept.T @ kept) ** 2, axis=1))
