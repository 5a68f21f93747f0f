# %% [markdown]
# 사람 수로 나누지 않아, 합의 잡음을 평균에 더합니다.
#
# loses: noisy_mean_clips_first
# caught by: 위로 흔들릴 때

# %% solution="noisy_mean"
def noisy_mean(values, low, high, epsilon, u):
    return np.clip(values, low, high).mean() + laplace(u, (high - low) / epsilon)
