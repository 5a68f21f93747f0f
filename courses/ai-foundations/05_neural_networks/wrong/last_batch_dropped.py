# %% [markdown]
# 딱 나누어떨어지지 않는 마지막 묶음을 버립니다.
#
# loses: make_batches_uses_every_row_once
# caught by: 나누어떨어지지 않을 때

# %% solution="make_batches"
def make_batches(count, size, generator):
    order = generator.permutation(count)
    return [order[size * number : size * (number + 1)] for number in range(count // size)]
