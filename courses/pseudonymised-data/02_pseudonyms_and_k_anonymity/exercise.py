# %% [markdown]
# # 연구팀에 보낼 표 만들기
#
# 부평의 한 재활 병원이 퇴원 환자의 기록을 대학 연구팀에 보내려고 합니다. 물음은 "직업과 나이에 따라 어떤 부상이 많은가"입니다. 가명으로 바꾸고, 뭉뚱그리고, 스스로 공격해 본 다음 보냅니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 60분 | 0.2 GB | 필요 없음 | 합성 데이터: 퇴원 기록 900줄 (씨앗 47) |
#
# 이름은 이름으로 쓰지 않는 말이고, 전화번호는 쓰지 않는 010-00으로 시작합니다. 실제 환자일 수 없습니다.
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import hmac
import re

import numpy as np
import pandas as pd

generator = np.random.default_rng(47)
areas = ["부평구 부평동", "부평구 삼산동", "부평구 갈산동", "미추홀구 주안동", "계양구 작전동"]
age = np.clip(generator.normal(47, 15, 900), 18, 86).astype(int)
job = generator.choice(["기계", "운송", "요리", None], 900, p=[0.4, 0.3, 0.2, 0.1])
injuries = np.where(job == "기계", "손", np.where(job == "운송", "허리", "화상"))
patients = pd.DataFrame(
    {
        "이름": generator.choice(["합성", "가상", "예시", "모의"], 900),
        "전화": [
            f"010-00{n // 10**4:02d}-{n % 10**4:04d}" for n in generator.integers(0, 10**6, 900)
        ],
        "동네": generator.choice(areas, 900, p=[0.4, 0.2, 0.15, 0.15, 0.1]),
        "나이": age,
        "직업": job,
        "부상": np.where(
            generator.random(900) < 0.6, injuries, generator.choice(["무릎", "어깨"], 900)
        ),
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
# ## 1. 깨지지 않는 가명 (3점)
#
# 전화번호와 비밀 열쇠를 받아 가명을 돌려주는 `make_token`을 완성하세요. 전화번호에서 **숫자만** 남기고, 열쇠로 **HMAC-SHA256**을 계산한 16진수 글자 가운데 **앞 16글자**입니다. `010-0012-3456`과
# `01000123456`은 같은 사람이니 가명도 같아야 합니다.
#
# 도움말: `hmac.new(열쇠.encode(), 글.encode(), "sha256").hexdigest()`


# %% solution="make_token"
def make_token(phone, key):
    """Sixteen hexadecimal characters that only the holder of `key` can make from `phone`."""
    ### BEGIN SOLUTION
    digits = re.sub(r"\D", "", phone)
    return hmac.new(key.encode(), digits.encode(), "sha256").hexdigest()[:16]
    ### END SOLUTION


# %%
try:
    print(make_token("010-0012-3456", "연습용 열쇠"))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="make_token_needs_the_key" points=3
_token = make_token("010-0012-3456", "연습용 열쇠")
assert _token == "4a74fcd79684f826", f"가명이 {_token!r}입니다."
assert _token != make_token("010-0012-3456", "다른 열쇠"), "열쇠가 달라도 가명이 같습니다."
### BEGIN HIDDEN TESTS
# catches one person who gets two pseudonyms because of hyphens and blanks
_tokens = [make_token(each, "ㄱ") for each in ["010-0012-3456", "01000123456", "010 0012 3456"]]
assert len(set(_tokens)) == 1, f"쓰는 모양이 다르면 가명이 달라져 {_tokens}입니다."
# catches a plain hash of key and number put side by side: then the border between them is lost
assert make_token("0012", "열쇠01") != make_token("010012", "열쇠"), (
    "열쇠와 번호를 이어 붙이기만 했습니다. HMAC을 쓰세요."
)
# catches a key written into the body, and the whole digest
assert make_token("010-0999-0000", "k2") == "edee1be0c24ee87d", (
    "다른 번호와 열쇠의 가명이 다릅니다."
)
# catches only hyphens and blanks taken out
assert make_token("(010) 0012.3456", "ㄱ") == _tokens[0], "괄호나 점으로 쓰면 가명이 달라집니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 뭉뚱그리기 (3점)
#
# 표를 받아 **새 표**를 돌려주세요. 열은 다음 순서입니다.
#
# | 열 | 뜻 |
# |---|---|
# | `구` | `동네`의 첫 낱말 |
# | `나이대` | 30보다 적으면 `"29 이하"`, 70 이상이면 `"70 이상"`, 나머지는 `"30대"`부터 `"60대"` |
# | `직업`, `부상` | 그대로(빈칸도 그대로) |
#
# 이름, 전화, 동네, 나이는 남아 있으면 안 됩니다. 줄의 순서와 번호는 그대로 둡니다.


# %% solution="generalise"
def generalise(table):
    """A table of 구, 나이대, 직업 and 부상; rows and index as given."""
    ### BEGIN SOLUTION
    decade = table["나이"] // 10 * 10
    band = decade.astype(str) + "대"
    band = band.mask(table["나이"] < 30, "29 이하").mask(table["나이"] >= 70, "70 이상")
    district = table["동네"].str.split().str[0]
    return table.assign(구=district, 나이대=band)[["구", "나이대", "직업", "부상"]]
    ### END SOLUTION


# %%
try:
    print(generalise(patients).head(3))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="generalise_without_leftovers" points=3
_few = pd.DataFrame(
    {
        "이름": ["합성", "가상", "예시", "모의"],
        "전화": ["010-0000-0001", "010-0000-0002", "010-0000-0003", "010-0000-0004"],
        "동네": ["부평구 부평동", "계양구 작전동", "미추홀구 주안동", "부평구 삼산동"],
        "나이": [29, 35, 70, 64],
        "직업": ["기계", None, "요리", "운송"],
        "부상": ["손", "무릎", "화상", "허리"],
    },
    index=[7, 3, 5, 1],
)
_coarse = generalise(_few)
assert list(_coarse.columns) == ["구", "나이대", "직업", "부상"], (
    f"열이 {list(_coarse.columns)}입니다."
)
_bands = list(_coarse["나이대"])
assert _bands == ["29 이하", "30대", "70 이상", "60대"], f"나이대가 {_bands}입니다."
### BEGIN HIDDEN TESTS
# catches a district cut after two or three characters
_districts = list(_coarse["구"])
assert _districts == ["부평구", "계양구", "미추홀구", "부평구"], f"구가 {_districts}입니다."
# catches ages rounded instead of cut, and limits on the wrong side
_ages = [30, 39, 40, 69, 85, 18, 55]
_bands = list(generalise(pd.concat([_few, _few]).head(7).assign(나이=_ages))["나이대"])
assert _bands == ["30대", "30대", "40대", "60대", "70 이상", "29 이하", "50대"], (
    f"나이 {_ages}의 나이대가 {_bands}입니다."
)
# catches a new index
check("줄 번호", _coarse.index, [7, 3, 5, 1])
# catches blanks turned into text or rows with blanks thrown away
check("빈 직업", _coarse["직업"].isna(), [0, 1, 0, 0])
# catches columns added to the caller's table
_given = _few.copy()
generalise(_given)
check("받은 표의 열 수", len(_given.columns), 6)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. k와 혼자뿐인 사람 (3점)
#
# 표와 준식별자 이름들을 받아 `(k, 혼자뿐인 줄의 비율 %)`을 돌려주세요. k는 준식별자가 **모두 같은** 묶음 가운데 가장 작은 것의 줄 수입니다. 빈칸도 하나의 값이고, 빈 표는 `(0, 0.0)`입니다.


# %% solution="anonymity"
def anonymity(table, quasi):
    """The smallest group of equal `quasi` values, and the percent of rows that are alone."""
    ### BEGIN SOLUTION
    if table.empty:
        return 0, 0.0
    sizes = table.groupby(list(quasi), dropna=False).size()
    return int(sizes.min()), float(100 * (sizes == 1).sum() / len(table))
    ### END SOLUTION


# %%
try:
    print("그대로:", anonymity(patients, ["동네", "나이", "직업"]))
    print("뭉뚱그리면:", anonymity(generalise(patients), ["구", "나이대", "직업"]))
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% grade="anonymity_of_the_weakest" points=3
_people = pd.DataFrame(
    {
        "구": ["가", "가", "가", "나", "나", "나"],
        "직업": ["기계", "기계", "요리", "기계", "기계", "기계"],
    }
)
check("k와 혼자뿐인 비율(%)", anonymity(_people, ["구", "직업"]), [1, 100 / 6])
check("구만 보면", anonymity(_people, ["구"]), [3, 0])
### BEGIN HIDDEN TESTS
# catches columns looked at one by one
_crossed = pd.DataFrame({"구": ["가", "가", "나", "나"], "직업": ["기계", "요리", "기계", "요리"]})
check("겹쳐야 드러나는 사람", anonymity(_crossed, ["구", "직업"]), [1, 100])
_blank = pd.DataFrame({"구": ["가", "가", "가", "나"], "직업": ["기계", "기계", None, None]})
# catches rows with blanks left out of the groups
check("빈칸이 있는 표", anonymity(_blank, ["구", "직업"]), [1, 50])
# catches the mean or the most common size
_uneven = pd.DataFrame({"구": ["가"] * 7 + ["나"] * 2 + ["다"] * 3})
check("크기가 다른 묶음", anonymity(_uneven, ["구"]), [2, 0])
# catches the share of groups instead of the share of rows
_alone = pd.DataFrame({"구": ["가"] * 8 + ["나", "다"]})
check("혼자뿐인 줄(%)", anonymity(_alone, ["구"]), [1, 20])
# catches an empty table
check("빈 표", anonymity(_alone.head(0), ["구"]), [0, 0])
### END HIDDEN TESTS

# %% [markdown]
# ## 4. k와 l을 함께 지키기 (3점)
#
# 묶음의 줄이 `k`개 **이상**이고, 그 묶음의 민감한 값(`sensitive` 열)이 `kinds`가지 **이상**인 줄만 남긴 표를 돌려주세요. 순서와 줄 번호는 그대로입니다. 준식별자의 빈칸도 하나의 값이고, 민감한
# 값에는 빈칸이 없다고 보아도 됩니다. 열을 더하지 마세요.


# %% solution="protect"
def protect(table, quasi, sensitive, k, kinds):
    """The rows whose group has `k` rows and `kinds` different sensitive values or more."""
    ### BEGIN SOLUTION
    groups = table.groupby(list(quasi), dropna=False)[sensitive]
    return table[(groups.transform("size") >= k) & (groups.transform("nunique") >= kinds)]
    ### END SOLUTION


# %% grade="protect_both_ways" points=3
_rows = pd.DataFrame(
    {
        "구": ["가", "나", "가", "나", "가", "다", "나", "다"],
        "부상": ["손", "손", "허리", "손", "손", "손", "손", "허리"],
    },
    index=[10, 11, 12, 13, 14, 15, 16, 17],
)
check("k=3, l=2", protect(_rows, ["구"], "부상", 3, 2).index, [10, 12, 14])
check("k=2, l=2", protect(_rows, ["구"], "부상", 2, 2).index, [10, 12, 14, 15, 17])
### BEGIN HIDDEN TESTS
# catches > written for >=
check("k=3, l=1", protect(_rows, ["구"], "부상", 3, 1).index, [10, 11, 12, 13, 14, 16])
# catches l counted in rows instead of kinds
check("k=1, l=3", len(protect(_rows, ["구"], "부상", 1, 3)), 0)
# catches groups with blanks that vanish
_blank = pd.DataFrame({"구": ["가", None, None], "부상": ["손", "손", "허리"]})
check("빈칸이 있는 묶음", protect(_blank, ["구"], "부상", 2, 2).index, [1, 2])
# catches columns added for the work
check("열의 수", len(protect(_rows, ["구"], "부상", 2, 2).columns), 2)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 스스로 공격하기 (3점)
#
# 공격자의 명부(`roster`)와 내보낼 표(`released`), 준식별자를 받아 **재식별되는 사람의 수**를 돌려주세요. 명부의 한 사람이 재식별되는 것은 다음 **둘 다** 맞을 때입니다.
#
# - 그 사람과 준식별자가 모두 같은 줄이 내보낼 표에 **딱 하나**입니다.
# - 명부 안에도 그 준식별자를 가진 사람이 **그 사람뿐**입니다. (둘이면 누구의 줄인지 알 수 없습니다.)
#
# 준식별자에 빈칸은 없다고 보아도 됩니다.


# %% solution="count_reidentified"
def count_reidentified(roster, released, quasi):
    """People of the roster who match exactly one released row, and that row only them."""
    ### BEGIN SOLUTION
    quasi = list(quasi)
    people = roster.groupby(quasi).size()
    rows = released.groupby(quasi).size()
    both = pd.concat([people, rows], axis=1, join="inner")
    return int(((both[0] == 1) & (both[1] == 1)).sum())
    ### END SOLUTION


# %%
try:
    coarse, quasi = generalise(patients).dropna(), ["구", "나이대", "직업"]
    club = coarse.sample(100, random_state=47)[quasi]
    for k in [1, 2, 5]:
        table = protect(coarse, quasi, "부상", k, 1)
        print(f"k={k}: 남은 {len(table)}줄, 재식별 {count_reidentified(club, table, quasi)}명")
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% grade="count_reidentified_people" points=3
_released = pd.DataFrame({"구": ["가", "가", "나", "다"], "직업": ["기계", "요리", "기계", "기계"]})
_roster = pd.DataFrame(
    {"직업": ["기계", "요리", "기계"], "이름": ["합성", "가상", "예시"], "구": ["가", "가", "라"]}
)
check("재식별된 사람", count_reidentified(_roster, _released, ["구", "직업"]), 2)
check("구만 안다면", count_reidentified(_roster, _released, ["구"]), 0)
### BEGIN HIDDEN TESTS
# catches every match counted, also where several rows fit
_twice = pd.concat([_released, _released.head(1)])
check("맞는 줄이 둘", count_reidentified(_roster, _twice, ["구", "직업"]), 1)
# catches two people of the roster who share one row
_twins = pd.concat([_roster, _roster.tail(2), _roster.head(1)])
check("명부에 같은 사람 둘", count_reidentified(_twins, _released, ["구", "직업"]), 0)
# catches rows counted that nobody in the roster has
check("명부가 빈다면", count_reidentified(_roster.head(0), _released, ["구", "직업"]), 0)
_known = pd.DataFrame({"구": ["나", "나", "다"], "이름": ["합성", "가상", "예시"]})
# catches people who are alone only by name
check("이름만 다른 두 사람", count_reidentified(_known, _released, ["구"]), 1)
_hurt = pd.DataFrame({"구": ["가", "가", "나"], "부상": ["손", "허리", "손"]})
# catches rows that are alone only by what is not known
check("부상만 다른 두 줄", count_reidentified(_roster.tail(2), _hurt, ["구"]), 0)
# catches a comparison by every column that both have
_told = pd.DataFrame({"구": ["나"], "부상": ["모름"]})
check("부상을 모르는 사람", count_reidentified(_told, _hurt, ["구"]), 1)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 어느 표를 보낼까요? (3점, 강사가 읽고 채점)
#
# 아래 셀을 실행하면 보낼 수 있는 표 세 가지가 나옵니다. 마지막 칸은 연구팀의 물음에 쓰는 숫자, 곧 남은 표에서 '기계' 일을 하는 사람 가운데 손을 다친 비율입니다. 원래 표에서는 첫 줄의 값입니다.

# %%
try:
    quasi = ["구", "나이대", "직업"]
    everyone = generalise(patients)
    for name, k, kinds in [("가", 1, 1), ("나", 5, 2), ("다", 25, 3)]:
        table = protect(everyone, quasi, "부상", k, kinds)
        hands = np.mean(table.loc[table["직업"] == "기계", "부상"] == "손")
        old = np.mean(table["나이대"] == "70 이상")
        print(f"{name}: {len(table)}줄, (k, 혼자 %) {anonymity(table, quasi)}", end=", ")
        print(f"70 이상 {old:.1%}, 기계에서 손 부상 {hands:.1%}")
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown]
# 아래 셀에 **네 문장 안팎**으로 쓰세요. ① 어느 표를 보낼지, 숫자를 들어, ② 그 표에서 **누가 빠졌고** 연구팀에 무엇이라고 알릴지, ③ k와 l을 지켰는데도 남는 위험 한 가지.

# %% [markdown] answer="which_table" points=3
# ### BEGIN SOLUTION
# (모범 답의 예) '나'를 보내겠습니다. '가'는 혼자뿐인 사람이 있고, '다'는 줄을 열에 넷이나 잃고 70 이상이 하나도 남지 않지만, '나'는 k가 5 이상이고 혼자뿐인 사람이 없으면서 손 부상의 비율이 '가'와 거의 같기 때문입니다. '나'에서도 70 이상이 원래보다
# 줄었으므로(출력의 비율) "작은 묶음의 줄을 뺐고, 고령자와 드문 직업이 실제보다 적다"고 뺀 줄의 수와 함께 알립니다. 그래도 어떤 묶음에서 한 부상이 대부분이면 높은 확률로 짐작할 수 있고, 공격자가 우리가 세지 않은
# 정보(입원한 날 따위)를 알면 묶음은 더 작아집니다.
#
# 채점: ① 고른 까닭을 k와 쓸모의 숫자 둘 다로 1점(하나만 0.5점), ② 빠진 사람과 알릴 말 1점, ③ 치우친 묶음이나 바깥 지식처럼 실제로 남는 위험 1점. '다'를 골라도 받는 곳이 불특정 다수라는 까닭이 있으면 만점.
# ### END SOLUTION

# %% [markdown]
# ## 7. 열쇠와 호기심 (2점, 강사가 읽고 채점)
#
# 두 가지 일이 생겼습니다. ㉠ 동료가 "나중에 편하게 `key.txt`를 보낼 표와 같은 폴더에 두자"고 합니다. ㉡ 연구원이 "줄 하나가 제가 아는 분 같아서 이름을 확인해 보려고요"라고 합니다. 수업 6절의 표에서
# 맞는 조문을 들어 아래 셀에 **각각 한두 문장**으로 답하세요.

# %% [markdown] answer="key_and_curiosity" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) ㉠ 열쇠는 원래의 상태로 복원하는 데 쓰이는 추가 정보이므로 「개인정보 보호법」 제28조의4에 따라 따로 떼어 보관하고, 볼 수 있는 사람도 나누어야 합니다. ㉡ 특정 개인을 알아보기 위한 목적의 처리는
# 제28조의5 제1항이 금지하므로 확인해서는 안 되고, 이미 누구인지 알 수 있게 되었다면 같은 조 제2항에 따라 즉시 멈추고 우리에게 알려 그 줄을 회수·파기해야 합니다.
#
# 채점: ㉠ 추가 정보를 따로 보관(제28조의4) 1점, ㉡ 금지와 멈춤·회수·파기(제28조의5) 1점. 조문 번호 없이 뜻만 맞으면 각각 0.5점.
# ### END SOLUTION
