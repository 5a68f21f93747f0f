# %% [markdown]
# 검사 숫자가 틀린 번호를 버려, 2020년 10월 뒤에 받은 번호를 놓칩니다.
#
# loses: find_numbers_in_korean, scan_columns_by_value
# caught by: 새로 받은 번호

# %% solution="find_numbers"
def find_numbers(text):
    pattern = r"(?<!\d)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[- ]?[1-8]\d{6}(?!\d)"
    spans = []
    for match in re.finditer(pattern, normalise_text(text)):
        digits = [int(each) for each in match[0] if each.isdigit()]
        total = sum(
            w * d for w, d in zip([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5], digits, strict=False)
        )
        if digits[12] == (11 - total % 11) % 10:
            spans.append(match.span())
    return spans
