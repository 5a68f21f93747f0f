# %% [markdown]
# 빈칸까지 칸으로 세어 비율이 작아 보입니다.
#
# loses: scan_columns_by_value
# caught by: '구분' 열

# %% solution="scan_columns"
def scan_columns(table):
    filled = table.fillna("")
    return {
        column: 100.0 * sum(bool(find_numbers(cell)) for cell in filled[column]) / len(filled)
        for column in filled
    }
