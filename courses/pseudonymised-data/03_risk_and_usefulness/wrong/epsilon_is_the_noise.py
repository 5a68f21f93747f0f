# %% [markdown]
# ε을 잡음의 크기로 여겨, 조심할수록 오히려 잡음이 줄어듭니다.
#
# loses: laplace_by_epsilon
# caught by: ε = 0.5인 개수

# %% solution="laplace"
def laplace(u, scale):
    return -scale * np.sign(u - 0.5) * np.log(1 - 2 * np.abs(u - 0.5))


def noisy_count(count, epsilon, u):
    return np.maximum(count + laplace(u, epsilon), 0)
