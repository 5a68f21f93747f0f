# %% [markdown]
# 명부를 보지 않고, 내보낼 표에서 혼자뿐인 줄을 셉니다.
#
# loses: count_reidentified_people
# caught by: 재식별된 사람

# %% solution="count_reidentified"
def count_reidentified(roster, released, quasi):
    return int((~released.duplicated(quasi, keep=False)).sum())
