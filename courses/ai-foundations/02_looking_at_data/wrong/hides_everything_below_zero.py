# %% [markdown]
# 0보다 낮은 값을 모두 지웁니다. 냉동기의 진짜 온도까지 사라집니다.
#
# loses: hide_codes_keeps_true_values
# caught by: 진짜 0과 진짜 영하

# %% solution="hide_codes"
def hide_codes(column, codes=(-999.0, -127.0)):
    return column.mask(column < 0)
