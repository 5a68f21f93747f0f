# %% [markdown]
# 받은 열을 그 자리에서 고칩니다.
#
# loses: hide_codes_keeps_true_values
# caught by: 받은 열

# %% solution="hide_codes"
def hide_codes(column, codes=(-999.0, -127.0)):
    column[column.isin(codes)] = np.nan
    return column
