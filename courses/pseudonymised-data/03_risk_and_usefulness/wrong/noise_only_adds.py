# %% [markdown]
# 잡음의 부호를 잃어, 늘 더하기만 합니다.
#
# loses: laplace_by_epsilon, noisy_mean_clips_first
# caught by: 양쪽

# %% solution="laplace"
def laplace(u, scale):
    return -scale * np.log(1 - 2 * np.abs(u - 0.5))


def noisy_count(count, epsilon, u):
    return np.maximum(count + laplace(u, 1 / epsilon), 0)
