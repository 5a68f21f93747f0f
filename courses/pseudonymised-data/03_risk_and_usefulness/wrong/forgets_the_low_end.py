# %% [markdown]
# 민감도에서 아래 끝을 빠뜨립니다.
#
# loses: noisy_mean_clips_first
# caught by: 0이 아닌 아래 끝

# %% solution="noisy_mean"
def noisy_mean(values, low, high, epsilon, u):
    return np.clip(values, low, high).mean() + laplace(u, high / len(values) / epsilon)
