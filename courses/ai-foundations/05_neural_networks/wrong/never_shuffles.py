# %% [markdown]
# 섞지 않고 앞에서부터 나눕니다. 자료가 종류별로 놓여 있으면 묶음마다 한 종류뿐입니다.
#
# loses: make_batches_uses_every_row_once
# caught by: 거의 처음 순서

# %% solution="make_batches"
def make_batches(count, size, generator):
    return np.split(np.arange(count), range(size, count, size))
