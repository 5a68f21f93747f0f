# %% [markdown]
# 양옆을 살피지 않아, 카드번호의 한 토막을 주민등록번호라고 합니다.
#
# loses: find_numbers_in_korean
# caught by: 열여섯 자리

# %% solution="find_numbers"
def find_numbers(text):
    pattern = r"\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[- ]?[1-8]\d{6}"
    return [match.span() for match in re.finditer(pattern, normalise_text(text))]
