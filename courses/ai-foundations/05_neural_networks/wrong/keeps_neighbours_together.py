# %% [markdown]
# 꽉 찬 묶음들의 순서만 섞고, 묶음 안은 그대로 둡니다.
#
# loses: make_batches_uses_every_row_once
# caught by: 이웃한 번호

# %% solution="make_batches"
def make_batches(count, size, generator):
    numbers = np.arange(count)
    batches = [numbers[i : i + size] for i in range(0, count, size)]
    full = [b for b in batches if len(b) == size]
    rest = [b for b in batches if len(b) < size]
    return [full[i] for i in generator.permutation(len(full))] + rest
