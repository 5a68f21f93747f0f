# %% [markdown]
# 낱말이 하나하나 일지에 있기만 하면 있었던 일이라고 합니다.
#
# loses: find_made_up_by_event
# caught by: 조합이 없던 줄

# %% solution="find_made_up"
def find_made_up(notes, log):
    known = {word for note in log for word in note}
    return np.array([not set(note[1:4]) <= known or note[1] != note[7] for note in notes])
