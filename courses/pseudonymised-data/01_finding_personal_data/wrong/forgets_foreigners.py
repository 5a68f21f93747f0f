# %% [markdown]
# 일곱째 숫자를 1–4까지만 보아 외국인등록번호를 놓칩니다.
#
# loses: find_numbers_in_korean
# caught by: 외국인등록번호

# %% solution="find_numbers"
def find_numbers(text):
    pattern = r"(?<!\d)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[- ]?[1-4]\d{6}(?!\d)"
    return [match.span() for match in re.finditer(pattern, normalise_text(text))]
