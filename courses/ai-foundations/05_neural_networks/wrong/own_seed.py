# %% [markdown]
# 받은 난수 생성기 대신 함수 안에 씨앗을 적어, 에포크마다 똑같이 섞입니다.
#
# loses: make_batches_uses_every_row_once
# caught by: 두 에포크의 순서

# %% solution="make_batches"
def make_batches(count, size, generator):
    order = np.random.default_rng(0).permutation(count)
    return [order[start : start + size] for start in range(0, count, size)]
