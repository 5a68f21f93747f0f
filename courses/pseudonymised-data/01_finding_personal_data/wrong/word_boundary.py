# %% [markdown]
# 조사가 붙으면 사라지는 낱말의 경계를 씁니다.
#
# loses: find_numbers_in_korean, scan_columns_by_value
# caught by: 조사가 붙은 번호

# %% solution="find_numbers"
def find_numbers(text):
    pattern = r"\b\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[- ]?[1-8]\d{6}\b"
    return [match.span() for match in re.finditer(pattern, normalise_text(text))]
