# %% [markdown]
# 맞는 줄이 여럿이어도 모두 재식별이라고 셉니다.
#
# loses: count_reidentified_people
# caught by: 구만 안다면

# %% solution="count_reidentified"
def count_reidentified(roster, released, quasi):
    return len(roster.merge(released, on=quasi))
