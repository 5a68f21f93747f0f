# %% [markdown]
# 벗어난 값을 자르지 않고 버려, 사람 수와 민감도까지 달라집니다.
#
# loses: noisy_mean_clips_first
# caught by: 잡음이 0일 때

# %% solution="noisy_mean"
def noisy_mean(values, low, high, epsilon, u):
    values = np.array([value for value in values if low <= value <= high])
    return values.mean() + laplace(u, (high - low) / len(values) / epsilon)
