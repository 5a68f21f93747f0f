# %% [markdown]
# 둘째 나머지(% 10)를 빠뜨려, 끝자리가 10이나 11이 되는 번호를 놓칩니다.
#
# loses: confidence_by_check_digit
# caught by: 끝자리가 0이나 1로 돌아오는

# %% solution="confidence"
def confidence(digits):
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    total = sum(w * int(d) for w, d in zip(weights, digits, strict=False))
    if digits[6] in "5678":
        return "높음" if int(digits[12]) == (13 - total % 11) % 10 else "보통"
    return "높음" if int(digits[12]) == 11 - total % 11 else "보통"
