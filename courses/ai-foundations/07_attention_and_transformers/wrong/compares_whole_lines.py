# %% [markdown]
# 줄 전체가 똑같지 않으면 지어냈다고 합니다.
#
# loses: find_made_up_by_event
# caught by: 판정

# %% solution="find_made_up"
def find_made_up(notes, log):
    return np.array([note not in log for note in notes])
