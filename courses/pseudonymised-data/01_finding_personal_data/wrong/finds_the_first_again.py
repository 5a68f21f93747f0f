# %% [markdown]
# 번호의 글자로 자리를 찾아, 같은 번호가 두 번 나오면 첫 자리를 두 번 말합니다.
#
# loses: find_numbers_in_korean
# caught by: 같은 번호 둘

# %% solution="find_numbers"
def find_numbers(text):
    pattern = r"(?<!\d)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])[ -]?[1-8]\d{6}(?!\d)"
    plain = normalise_text(text)
    return [(plain.find(n), plain.find(n) + len(n)) for n in re.findall(pattern, plain)]
