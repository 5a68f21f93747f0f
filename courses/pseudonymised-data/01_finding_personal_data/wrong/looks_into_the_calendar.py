# %% [markdown]
# 달력에 없는 날을 버립니다. 잘못 적힌 번호도 누군가의 번호입니다.
#
# loses: find_numbers_in_korean
# caught by: 2월 30일

# %% solution="find_numbers"
def find_numbers(text):
    from datetime import datetime

    out = []
    for m in re.finditer(r"(?<!\d)(\d{6})[ -]?[1-8]\d{6}(?!\d)", normalise_text(text)):
        try:
            datetime.strptime("19" + m[1], "%Y%m%d")
        except ValueError:
            continue
        out.append(m.span())
    return out
