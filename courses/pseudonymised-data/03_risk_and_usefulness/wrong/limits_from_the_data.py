# %% [markdown]
# 민감도를 데이터의 최댓값과 최솟값에서 얻어, 그 값이 새어 나갑니다.
#
# loses: noisy_mean_clips_first
# caught by: 위로 흔들릴 때

# %% solution="noisy_mean"
def noisy_mean(values, low, high, epsilon, u):
    clipped = np.clip(values, low, high)
    return clipped.mean() + laplace(u, (clipped.max() - clipped.min()) / len(clipped) / epsilon)
