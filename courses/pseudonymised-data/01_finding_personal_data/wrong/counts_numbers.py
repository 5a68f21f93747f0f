# %% [markdown]
# 번호가 든 칸이 아니라 번호의 개수를 세어 100 %를 넘기도 합니다.
#
# loses: scan_columns_by_value
# caught by: 한 칸에 번호 둘

# %% solution="scan_columns"
def scan_columns(table):
    percents = {}
    for column in table:
        cells = table[column].dropna()
        count = sum(len(find_numbers(cell)) for cell in cells)
        percents[column] = 100.0 * count / max(len(cells), 1)
    return percents
