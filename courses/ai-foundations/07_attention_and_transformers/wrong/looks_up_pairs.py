# %% [markdown]
# 낱말을 둘씩만 찾아봅니다. 셋이 함께 있던 적은 없습니다.
#
# loses: find_made_up_by_event
# caught by: 둘씩은

# %% solution="find_made_up"
def find_made_up(notes, log):
    a, b, c = {(n[1], n[2]) for n in log}, {(n[2], n[3]) for n in log}, {(n[1], n[3]) for n in log}
    return np.array(
        [
            (n[1], n[2]) not in a or (n[2], n[3]) not in b or (n[1], n[3]) not in c or n[1] != n[7]
            for n in notes
        ]
    )
