# %% [markdown]
# 부품과 조치까지 같아야 있었던 일로 봅니다.
#
# loses: find_made_up_by_event
# caught by: 조치만

# %% solution="find_made_up"
def find_made_up(notes, log):
    known = {tuple(n[1:6]) for n in log}
    return np.array([tuple(n[1:6]) not in known or n[1] != n[7] for n in notes])
