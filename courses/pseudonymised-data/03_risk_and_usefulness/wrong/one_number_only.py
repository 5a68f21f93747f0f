# %% [markdown]
# max()로 0에서 멈춰, 배열에는 쓰지 못합니다.
#
# loses: laplace_by_epsilon
# caught by: more than one element

# %% solution="laplace"
def laplace(u, scale):
    return -scale * np.sign(u - 0.5) * np.log(1 - 2 * np.abs(u - 0.5))


def noisy_count(count, epsilon, u):
    return max(0, count + laplace(u, 1 / epsilon))
