# %% [markdown]
# 외국인등록번호에도 주민등록번호의 식을 씁니다.
#
# loses: confidence_by_check_digit
# caught by: 세 번호의 답이

# %% solution="confidence"
def confidence(digits):
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    total = sum(w * int(d) for w, d in zip(weights, digits, strict=False))
    return "높음" if int(digits[12]) == (11 - total % 11) % 10 else "보통"
