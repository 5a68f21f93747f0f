# %% [markdown]
# 0명보다 적은 사람을 내보냅니다.
#
# loses: laplace_by_epsilon
# caught by: 작은 개수

# %% solution="laplace"
def laplace(u, scale):
    return -scale * np.sign(u - 0.5) * np.log(1 - 2 * np.abs(u - 0.5))


def noisy_count(count, epsilon, u):
    return count + laplace(u, 1 / epsilon)
