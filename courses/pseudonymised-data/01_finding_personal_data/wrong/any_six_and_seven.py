# %% [markdown]
# 날짜를 보지 않아 기기 번호까지 주민등록번호라고 합니다.
#
# loses: find_numbers_in_korean, scan_columns_by_value
# caught by: 없는 달

# %% solution="find_numbers"
def find_numbers(text):
    return [
        m.span() for m in re.finditer(r"(?<!\d)\d{6}[- ]?[1-8]\d{6}(?!\d)", normalise_text(text))
    ]
