# %% [markdown]
# 번호 양옆의 글자까지 함께 삼켜, 쉼표 하나로 이은 다음 번호를 놓칩니다.
#
# loses: find_numbers_in_korean
# caught by: 쉼표로 이은

# %% solution="find_numbers"
def find_numbers(text):
    pattern = r"(?:^|\D)(\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?[1-8]\d{6})(?:\D|$)"
    return [m.span(1) for m in re.finditer(pattern, normalise_text(text))]
