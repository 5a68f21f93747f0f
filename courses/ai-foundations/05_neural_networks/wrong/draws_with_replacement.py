# %% [markdown]
# 묶음마다 새로 뽑아서 어떤 번호는 두 번, 어떤 번호는 한 번도 나오지 않습니다.
#
# loses: make_batches_uses_every_row_once
# caught by: 나온 번호

# %% solution="make_batches"
def make_batches(count, size, generator):
    starts = range(0, count, size)
    return [generator.integers(0, count, min(size, count - start)) for start in starts]
