# %% [markdown]
# # 내보내기 전에 찾아 가리기
#
# 연수구의 한 의료기기 회사가 상담 기록을 바깥 연구소에 보내려고 합니다. 그 전에 개인정보를 찾아 가릴 도구가 필요합니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 55분 | 0.2 GB | 필요 없음 | 합성 데이터: 정답이 달린 상담 기록 400건, 고객 표 6줄 (씨앗 43) |
#
# 이름은 이름으로 쓰지 않는 말이고, 주민등록번호는 모두 2060년 뒤에 태어난 사람의 것이며, 전화번호는 쓰지 않는 010-0000에서 010-1999까지의 번호입니다. 실제 사람일 수 없습니다.
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import re

import numpy as np
import pandas as pd

generator = np.random.default_rng(43)
wide = str.maketrans("0123456789-", "０１２３４５６７８９－")
memos, truth = [], []  # texts, and for each the place (start, end) of its number
for _ in range(400):
    year, month, day, century = generator.integers([60, 1, 1, 3], [100, 13, 29, 5])
    tail = f"{generator.integers(0, 10**6):06d}"
    first12 = f"{year}{month:02d}{day:02d}{century}{tail[:5]}"
    total = sum(
        w * int(d) for w, d in zip([2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5], first12, strict=True)
    )
    is_new = generator.random() < 0.3  # given in October 2020 or later: the last digit is random
    digits = first12 + (tail[5] if is_new else str((11 - total % 11) % 10))
    number = digits[:6] + str(generator.choice(["-", "-", " ", "", "–"])) + digits[6:]
    before, after = [("번호는 ", "입니다."), ("본인 확인 ", " 완료"), ("조회", "으로 함")][
        generator.integers(3)
    ]
    number = number.translate(wide) if generator.random() < 0.1 else number
    memos.append(before + number + after)
    truth.append((len(before), len(before + number)))
customers = pd.DataFrame(
    {
        "고객명": ["김합성", "이가상", "박예시", "최모의", "정견본", "강합성"],
        "구분": ["9001013123454", "6810283083111", "9109083453114", None, None, "8805243299849"],
        "동네": ["송도동", "동춘동", "송도동", "옥련동", "송도동", "청학동"],
        "비고": [None, "회신은 900101-3123454으로", None, "없음", None, "기기 991330-1234567"],
    }
)


# %% locked="check"
def check(name, mine, reference):
    """Stop with the difference when `mine` is not `reference`."""
    assert mine is not None, f"{name}: 함수가 None을 돌려주었습니다. return을 빠뜨리지 않았나요?"
    mine, reference = np.asarray(mine, dtype=float), np.asarray(reference, dtype=float)
    assert mine.shape == reference.shape, (
        f"{name}: 모양이 {mine.shape}입니다. 기대하는 모양은 {reference.shape}입니다."
    )
    wrong = ~np.isclose(mine, reference, equal_nan=True)
    if wrong.any():
        where = tuple(int(index) for index in np.argwhere(wrong)[0])
        place = f"{where} 자리의 값이 " if where else "값이 "
        raise AssertionError(
            f"{name}: {place}{mine[where]:.6g}입니다. 기대하는 값은 {reference[where]:.6g}입니다."
        )


# %% [markdown]
# ## 1. 모양 맞추기 (2점)
#
# 전각 숫자 `０`–`９`는 `0`–`9`로, 아래 `DASHES`에 있는 줄표는 모두 `-`로 바꾼 글을 돌려주세요. 나머지 글자는 **그대로** 두고, 글의 **길이도 그대로**여야 합니다.

# %% locked="dashes"
DASHES = "－–—‐‑"


# %% solution="normalise_text"
def normalise_text(text):
    """`text` with plain digits and plain dashes; every other character and the length stay."""
    ### BEGIN SOLUTION
    return text.translate(str.maketrans("０１２３４５６７８９" + DASHES, "0123456789-----"))
    ### END SOLUTION


# %%
try:
    print(normalise_text("번호는 ９００１０１－３１２３４５４입니다."))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="normalise_text_keeps_places" points=2
_mine = normalise_text("９００１０１－３１２３４５４, 010–0123—4567")
assert _mine == "900101-3123454, 010-0123-4567", f"바꾼 글이 {_mine!r}입니다."
### BEGIN HIDDEN TESTS
# catches NFKC, which makes three characters of one and shifts every place behind it
_text = "㈜예시 ℡ ½ 010-0123-4567"
assert len(normalise_text(_text)) == len(_text), "글의 길이가 달라졌습니다."
# catches everything that is no digit thrown away
assert normalise_text("회신 부탁, １층") == "회신 부탁, 1층", (
    "숫자와 줄표가 아닌 글자가 달라졌습니다."
)
# catches some of the dashes forgotten
assert normalise_text("1－2–3—4‐5‑6-7") == "1-2-3-4-5-6-7", "바꾸지 않은 줄표가 있습니다."
# catches digits of other kinds, wide letters, minus signs and blanks that were not asked for
_text = " ①²٣Ａ！−–— "
assert normalise_text(_text) == " ①²٣Ａ！−-- ", "그대로 두어야 할 글자가 달라졌습니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 번호 찾기 (4점)
#
# 글에서 주민등록번호와 외국인등록번호를 찾아 `(시작, 끝)`의 리스트를 **나오는 순서대로** 돌려주세요. `text[시작:끝]`이 번호이고, 자리는 **받은 글**의 자리입니다.
#
# - 여섯 자리와 일곱 자리이고, 그 사이에는 하이픈 하나나 빈칸 하나가 있거나 아무것도 없습니다. 전각 글자와 여러 줄표도 찾습니다.
# - 양옆에 숫자가 더 이어지면 번호가 아닙니다. 글자(조사)는 붙어 있어도 됩니다.
# - 달은 1–12, 날은 1–31, 일곱째 숫자는 1–8이어야 합니다.
# - 검사 숫자는 **보지 않습니다.** 까닭은 수업 3절에 있습니다.


# %% solution="find_numbers"
def find_numbers(text):
    """Places (start, end) of resident and foreigner registration numbers, in order."""
    ### BEGIN SOLUTION
    pattern = r"(?<!\d)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[- ]?[1-8]\d{6}(?!\d)"
    return [match.span() for match in re.finditer(pattern, normalise_text(text))]
    ### END SOLUTION


# %%
try:
    for memo in memos[:3]:
        print(memo, "→", [memo[start:end] for start, end in find_numbers(memo)])
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% grade="find_numbers_in_korean" points=4
check("반듯한 번호", find_numbers("번호 900101-3123454 확인"), [(3, 17)])
check("조사가 붙은 번호", find_numbers("번호는900101-3123454입니다"), [(3, 17)])
check("번호 둘", find_numbers("9001013123454, 681028 3080171"), [(0, 13), (15, 29)])
check("없는 달", find_numbers("기기 901301-3123456"), [])
### BEGIN HIDDEN TESTS
# catches the text not brought into plain form first
check("전각 글자", find_numbers("㈜예시 ９００１０１－３１２３４５４으로"), [(4, 18)])
# catches thirteen digits cut out of a longer number
check("열여섯 자리", find_numbers("카드 9001013123454789, 주문 1239001013123454"), [])
# catches the check digit used to reject: this one does not fit, as most since October 2020
check("새로 받은 번호", find_numbers("681028-3083112"), [(0, 14)])
# catches foreigners forgotten
check("외국인등록번호", find_numbers("880524-7133995"), [(0, 14)])
# catches days and centuries that do not exist
check("없는 날", find_numbers("기기 900132-3123456, 900100-3123456"), [])
check("없는 세기", find_numbers("주문 260914-9123456과 2609140123456"), [])
# catches the last day of a month cut off
check("31일", find_numbers("901231-4123456"), [(0, 14)])
# catches dates looked up in a calendar: February 30th may be a misprint, but of a number
check("2월 30일", find_numbers("900230-1234567"), [(0, 14)])
# catches a neighbour that is swallowed together with the comma between
check("쉼표로 이은 번호", find_numbers("9001013123454,6810283080171"), [(0, 13), (14, 27)])
# catches more than one hyphen or blank
check("하이픈 둘, 빈칸 둘", find_numbers("900101--3123454, 900101  3123454"), [])
# catches places looked up by the number itself
check("같은 번호 둘", find_numbers("900101-3123454 900101-3123454"), [(0, 14), (15, 29)])
# catches wide characters looked for only where nothing else was found
check("두 모양", find_numbers("900101-3123454 ９００１０１－３１２３４５４"), [(0, 14), (15, 29)])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 얼마나 믿을까 (3점)
#
# 열세 자리 숫자 글자열을 받아, 검사 숫자가 맞으면 `"높음"`, 맞지 않으면 `"보통"`을 돌려주세요. 맞지 않아도 버리지 않습니다.
#
# 앞 열두 자리에 차례로 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5를 곱해 더한 것을 `합`이라 하면 마지막 자리는 다음과 같습니다.
#
# | 일곱째 숫자 | 마지막 자리 |
# |---|---|
# | 1–4 (주민등록번호) | `(11 - 합 % 11) % 10` |
# | 5–8 (외국인등록번호) | `(13 - 합 % 11) % 10` |


# %% solution="confidence"
def confidence(digits):
    """ "높음" when the check digit fits, else "보통"."""
    ### BEGIN SOLUTION
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    total = sum(w * int(d) for w, d in zip(weights, digits[:12], strict=True))
    base = 11 if digits[6] in "1234" else 13
    return "높음" if int(digits[12]) == (base - total % 11) % 10 else "보통"
    ### END SOLUTION


# %% grade="confidence_by_check_digit" points=3
_mine = [confidence(each) for each in ["9108043030978", "9108043030979", "8509127601796"]]
assert _mine == ["높음", "보통", "높음"], f"세 번호의 답이 {_mine}입니다."
### BEGIN HIDDEN TESTS
# catches the second "% 10" forgotten: here 11 - 합 % 11 is 11 or 10
_mine = [confidence(each) for each in ["6810283080171", "9109083453110"]]
assert _mine == ["높음", "높음"], f"끝자리가 0이나 1로 돌아오는 번호의 답이 {_mine}입니다."
# catches the citizens' rule used for foreigners
_mine = [confidence(each) for each in ["8805247133991", "8805247133999", "6101018499652"]]
assert _mine == ["높음", "보통", "높음"], f"외국인등록번호 셋의 답이 {_mine}입니다."
# catches a number thrown away because its check digit does not fit
assert confidence("9009013000000") in {"높음", "보통"}, "맞지 않는 번호도 '보통'입니다."
# catches foreigners counted from six on
assert confidence("8509125601791") == "높음", "일곱째 숫자가 5인 번호의 답이 다릅니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 가리기 (3점)
#
# 글과 `(시작, 끝, 이름표)`의 리스트를 받아, 그 자리들을 이름표로 바꾼 글을 돌려주세요. 리스트의 순서는 **아무렇게나**이고, 자리가 **겹칠** 수도 있습니다. 겹치면 **긴 쪽**만 가립니다(길이가
# 같은 것끼리는 겹치지 않는다고 보아도 됩니다).


# %% solution="redact"
def redact(text, spans):
    """`text` with every (start, end, label) replaced; of two that overlap, only the longer."""
    ### BEGIN SOLUTION
    kept = []
    for start, end, label in sorted(spans, key=lambda span: span[0] - span[1]):
        if all(end <= other[0] or start >= other[1] for other in kept):
            kept.append((start, end, label))
    for start, end, label in sorted(kept, reverse=True):
        text = text[:start] + label + text[end:]
    return text
    ### END SOLUTION


# %%
try:
    print(redact("김합성 900101-3123454입니다", [(0, 3, "[이름]"), (4, 18, "[주민등록번호]")]))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="redact_every_place" points=3
_mine = redact("전화 010-0123-4567, 김합성", [(4 - 1, 16, "[전화]"), (18, 21, "[이름]")])
assert _mine == "전화 [전화], [이름]", f"가린 글이 {_mine!r}입니다."
### BEGIN HIDDEN TESTS
# catches a list that is taken to be in order
_mine = redact("가나다라마바", [(4, 5, "[넷]"), (0, 1, "[영]"), (2, 3, "[둘]")])
assert _mine == "[영]나[둘]라[넷]바", f"순서를 섞으면 {_mine!r}입니다."
# catches every place with the same words replaced
_mine = redact("7번 고객 77-7번", [(6, 7, "[번호]")])
assert _mine == "7번 고객 [번호]7-7번", f"다른 자리의 같은 글자까지 바뀌어 {_mine!r}입니다."
# catches both of two that overlap, and the shorter one kept
_mine = redact("주문 9001013123454번", [(3, 14, "[전화]"), (3, 16, "[주민등록번호]")])
assert _mine == "주문 [주민등록번호]번", f"겹친 자리를 가리면 {_mine!r}입니다."
# catches neighbours taken for an overlap
_mine = redact("김합성님", [(0, 3, "[이름]"), (3, 4, "[호칭]")])
assert _mine == "[이름][호칭]", f"맞닿은 자리를 가리면 {_mine!r}입니다."
# catches the first, the outer one, all in one, or the longest label, where two overlap in part
_mine = redact("가나다라마바사아", [(0, 4, "[긴 이름표]"), (2, 7, "[ㄴ]")])
assert _mine == "가나[ㄴ]아", f"한쪽 끝만 겹친 자리를 가리면 {_mine!r}입니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 머리글 대신 값을 보기 (3점)
#
# 글자로 읽은 표를 받아, 열 이름에서 **번호가 든 칸의 비율(%)** 로 가는 사전(`dict`)을 돌려주세요. **비어 있지 않은 칸** 가운데 `find_numbers`가 하나라도 찾은 칸의 비율입니다. 모든 열이 사전에
# 나와야 합니다. 모두 빈 열은 `0.0`입니다.


# %% solution="scan_columns"
def scan_columns(table):
    """Percent of the filled cells with a number, by column."""
    ### BEGIN SOLUTION
    percents = {}
    for column in table:
        cells = table[column].dropna()
        hits = [bool(find_numbers(cell)) for cell in cells]
        percents[column] = 100.0 * sum(hits) / len(hits) if hits else 0.0
    return percents
    ### END SOLUTION


# %%
try:
    print(scan_columns(customers))
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% grade="scan_columns_by_value" points=3
_percents = scan_columns(customers)
check("열의 개수", len(_percents), 4)
check("'구분' 열(%)", _percents["구분"], 100)
check("'동네' 열(%)", _percents["동네"], 0)
### BEGIN HIDDEN TESTS
# catches blanks counted among the cells
check("'비고' 열(%)", _percents["비고"], 100 / 3)
_few = pd.DataFrame({"메모": ["900101-3123454과 681028-3083111", "없음"], "빈 열": [None, None]})
# catches numbers counted instead of cells
check("한 칸에 번호 둘(%)", scan_columns(_few)["메모"], 50)
# catches nothing divided by nothing
check("모두 빈 열(%)", scan_columns(_few)["빈 열"], 0)
# catches the name of the column looked at instead of its values
_named = pd.DataFrame({"주민등록번호": ["모름", "없음"]})
check("머리글만 그런 열(%)", scan_columns(_named)["주민등록번호"], 0)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 어느 탐지기를 쓸까요? (2점, 강사가 읽고 채점)
#
# 아래 셀은 정답이 달린 기록 400건에서 두 탐지기를 견줍니다. ㉮는 여러분의 `find_numbers`, ㉯는 거기서 검사 숫자까지 맞는 것만 남긴 것입니다.

# %%
try:
    found = [(find_numbers(memo), place) for memo, place in zip(memos, truth, strict=True)]
    strict = [
        confidence(re.sub(r"\D", "", normalise_text(memo[place[0] : place[1]]))) == "높음"
        for memo, place in zip(memos, truth, strict=True)
    ]
    share = [place in spans for spans, place in found]
    print(f"㉮의 재현율 {np.mean(share):.1%}")
    print(f"㉯의 재현율 {np.mean(np.array(share) & np.array(strict)):.1%}")
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown]
# 바깥 연구소에 보낼 글입니다. 아래 셀에 **세 문장**으로 쓰세요. ① 어느 탐지기를 쓸지 숫자를 들어 말하고, ② ㉯가 놓치는 것이 **어떤 사람들**인지, ③ ㉮의 재현율이 이만큼이어도 실제 기록에서 "다
# 찾았다"고 말할 수 **없는** 까닭과 그것을 확인할 방법 한 가지를 적으세요.

# %% [markdown] answer="which_finder" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 밖으로 나가는 글은 하나만 놓쳐도 사고이므로 400건을 모두 찾은 ㉮를 쓰고, 잘못 찾은 것은 사람이 되살립니다. ㉯가 놓친 4분의 1쯤은 2020년 10월 뒤에 번호를 받은 사람들, 곧 갓 태어난 아이와
# 유출이나 폭력 때문에 번호를 바꾼 사람들입니다. 이 400건은 우리가 만든 글이라 점으로 나눈 번호처럼 생각하지 못한 모양은 들어 있지 않으므로, 실제 기록에서 무작위로 뽑은 수백 건에 권한이 있는 사람 둘이 따로
# 정답을 달아 놓친 비율을 다시 재겠습니다.
#
# 채점: ① ㉮와 두 재현율 0.5점, ② 번호를 새로 받은 사람들 0.5점, ③ 만든 글의 한계 0.5점, 사람이 정답을 단 실제 표본처럼 할 수 있는 확인 0.5점.
# ### END SOLUTION

# %% [markdown]
# ## 7. "구분" 열 앞에서 (2점, 강사가 읽고 채점)
#
# 5번에서 고객 표의 "구분" 열이 주민등록번호라는 것을 알았습니다. 팀장님이 말합니다. "가려서 보내면 되지 않나요? 원본은 예전부터 가지고 있던 것이고요." 수업 7절의 표를 보고 아래 셀에 두세 문장으로
# 답하세요. ① 가리는 것보다 먼저 물어야 할 것(조문을 들어서), ② 오늘 바로 할 일 한 가지.

# %% [markdown] answer="why_do_we_hold_it" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 「개인정보 보호법」 제24조의2에 따라 주민등록번호는 법령이 구체적으로 요구하거나 허용한 경우 등이 아니면 처리할 수 없으므로, 우리가 이 열을 가지고 있을 근거가 있는지부터 확인해야 합니다. 오래
# 가지고 있었다는 것은 근거가 되지 않습니다. 오늘은 이 열을 내보내는 일을 멈추고 개인정보 보호책임자에게 알려, 근거가 없으면 원본에서도 파기하는 절차를 시작하겠습니다.
#
# 채점: ① 제24조의2와 처리 근거 1점(조문 없이 뜻만 맞으면 0.5점), ② 멈추고 책임자에게 알리는 것처럼 실제로 할 수 있는 일 1점. 법률 판단을 혼자 단정하지 않은 답을 높이 봅니다.
# ### END SOLUTION
