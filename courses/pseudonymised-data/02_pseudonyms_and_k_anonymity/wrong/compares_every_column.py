# %% [markdown]
# 두 표에 함께 있는 열을 모두 견줍니다.
#
# loses: count_reidentified_people
# caught by: 부상을 모르는

# %% solution="count_reidentified"
def count_reidentified(roster, released, quasi):
    a = roster.drop_duplicates(quasi, keep=False)
    b = released.drop_duplicates(quasi, keep=False)
    return len(a.merge(b))
