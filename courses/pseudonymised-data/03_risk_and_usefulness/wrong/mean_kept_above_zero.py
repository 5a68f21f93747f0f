# %% [markdown]
# 평균을 0에서 멈춥니다. 값은 0보다 작을 수도 있습니다.
#
# loses: noisy_mean_clips_first
# caught by: 영하의 값

# %% solution="noisy_mean"
def noisy_mean(values, low, high, epsilon, u):
    return max(
        0, np.mean(np.clip(values, low, high)) + laplace(u, (high - low) / len(values) / epsilon)
    )
