# %% [markdown]
# 명부에 같은 사람이 둘이어도 둘 다 찾았다고 합니다.
#
# loses: count_reidentified_people
# caught by: 명부에 같은 사람 둘

# %% solution="count_reidentified"
def count_reidentified(roster, released, quasi):
    alone = released[~released.duplicated(quasi, keep=False)]
    return len(roster.merge(alone, on=quasi))
