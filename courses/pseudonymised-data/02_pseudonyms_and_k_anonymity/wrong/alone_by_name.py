# %% [markdown]
# 이름까지 보아 혼자라고 합니다. 준식별자로는 둘입니다.
#
# loses: count_reidentified_people
# caught by: 이름만 다른

# %% solution="count_reidentified"
def count_reidentified(roster, released, quasi):
    a = roster.drop_duplicates(keep=False)[quasi]
    b = released.drop_duplicates(quasi, keep=False)[quasi]
    return len(a.merge(b, on=quasi))
