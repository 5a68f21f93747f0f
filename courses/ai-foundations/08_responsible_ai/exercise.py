# %% [markdown]
# # 내 모델의 설명서 쓰기
#
# 서구의 도금 공장이 검사 모델을 현장에 내놓기 전에 여러분에게 점검을 맡겼습니다. 재는 도구를 먼저 만들고, 잰 것을 **글로** 옮깁니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 60분 | 0.2 GB | 필요 없음 | 합성 데이터: 검사 기록 4,000줄, 직원 명부 600줄 (씨앗 41) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np
import pandas as pd

generator = np.random.default_rng(41)
inspections = pd.DataFrame(
    {
        "line": generator.choice(["1라인", "2라인", "3라인"], 4000, p=[0.5, 0.4, 0.1]),
        "shift": generator.choice(["주간", "야간"], 4000, p=[0.7, 0.3]),
        "finish": generator.choice(["유광", "무광"], 4000),
        "is_defect": generator.random(4000) < 0.2,
    }
)
weak = (inspections["shift"] == "야간") & (inspections["finish"] == "유광")  # glare of the lamps
chance = np.where(inspections["is_defect"], 0.75, 0.2) + generator.normal(0, 0.15, 4000)
chance = chance + weak * generator.normal(-0.1, 0.3, 4000)
inspections["chance"] = np.clip(chance, 0.01, 0.99).round(3)  # of a defect, says the model
inspections["flagged"] = inspections["chance"] >= 0.5
inspections["is_wrong"] = inspections["flagged"] != inspections["is_defect"]
staff = pd.DataFrame(
    {
        "team": generator.choice(["도금", "검사", "물류"], 600, p=[0.6, 0.3, 0.1]),
        "born": generator.integers(1965, 2005, 600) // 10 * 10,
        "sex": generator.choice(["여", "남"], 600),
        "licence": generator.choice(["기능사", "산업기사", None], 600, p=[0.3, 0.1, 0.6]),
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
# ## 1. 집단마다 재기 (4점)
#
# 참/거짓 열 `selected`(뽑혔는가)와 `able`(실제로 잘하는가), 집단을 적은 열 `group`이 있는 표를 받아, 집단을 줄 이름으로 하는 표를 돌려주세요.
#
# | 열 | 뜻 |
# |---|---|
# | `count` | 사람 수 |
# | `selected_percent` | 뽑힌 비율(%) |
# | `found_percent` | **잘하는 사람 가운데** 뽑힌 비율(%). 잘하는 사람이 하나도 없으면 `np.nan` |
#
# 모든 집단이 표에 나와야 하고, 받은 표에 열을 더하지 마세요.


# %% solution="group_rates"
def group_rates(table):
    """One row per group (as the index): count, selected_percent, found_percent."""
    ### BEGIN SOLUTION
    marked = table.assign(
        selected_percent=100.0 * table["selected"],
        found_percent=(100.0 * table["selected"]).where(table["able"]),
    )
    return marked.groupby("group").agg(
        count=("selected", "size"),
        selected_percent=("selected_percent", "mean"),
        found_percent=("found_percent", "mean"),
    )
    ### END SOLUTION


# %% grade="group_rates_with_counts" points=4
_people = pd.DataFrame(
    {
        "group": ["가", "가", "가", "가", "나", "나", "나", "나", "나"],
        "selected": [True, True, False, False, True, False, False, False, False],
        "able": [True, False, True, True, True, True, False, False, False],
    }
)
_table = group_rates(_people.copy())
check("사람 수", _table["count"], [4, 5])
check("뽑힌 비율(%)", _table["selected_percent"], [50, 20])
check("잘하는 사람 가운데 뽑힌 비율(%)", _table["found_percent"], [100 / 3, 50])
### BEGIN HIDDEN TESTS
_none_able = _people.assign(able=_people["able"] & (_people["group"] == "가"))
# catches a group without able people that is dropped or gets 0
check("잘하는 사람이 없는 집단", group_rates(_none_able)["found_percent"], [100 / 3, np.nan])
# catches the count of able people taken for the count of the group
check("그 집단의 사람 수", group_rates(_none_able)["count"], [4, 5])
_none_selected = _people.assign(selected=_people["selected"] & (_people["group"] == "나"))
# catches able among selected (precision) in place of selected among able (recall)
check("아무도 뽑히지 않은 집단", group_rates(_none_selected)["found_percent"], [0, 50])
_given = _people.copy()
group_rates(_given)
# catches a column added to the caller's table
check("받은 표의 열 수", len(_given.columns), 3)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 지문이 되는 줄 (3점)
#
# 표와 열 이름들을 받아, 그 열들의 값이 **모두 같은 줄이 자기를 포함해 `k`개보다 적으면** 참인 배열을 돌려주세요. 이런 줄은 누구인지 짐작하기 쉽습니다. 순서는 표의 줄
# 순서와 같습니다. 빈칸(`None`, `NaN`)도 하나의 값입니다. "자격증 없음"도 사람을 가려내는 정보이니까요.


# %% solution="find_rare"
def find_rare(table, columns, k=5):
    """True for rows whose values in `columns` are shared by fewer than `k` rows; (rows,) bool."""
    ### BEGIN SOLUTION
    groups = table.assign(_one=1).groupby(list(columns), dropna=False)["_one"]
    return (groups.transform("size") < k).to_numpy()
    ### END SOLUTION


# %%
try:
    for columns in [["team"], ["team", "born"], ["team", "born", "sex", "licence"]]:
        print(f"{', '.join(columns)}: 다섯 명이 안 되는 줄 {find_rare(staff, columns).mean():.0%}")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="find_rare_combinations" points=3
_few = pd.DataFrame(
    {"team": ["가", "가", "가", "나", "나"], "sex": ["여", "여", "남", "남", "남"]},
    index=[9, 8, 7, 6, 5],
)
check("둘이 안 되는 줄", find_rare(_few, ["team", "sex"], k=2), [0, 0, 1, 0, 0])
check("셋이 안 되는 줄", find_rare(_few, ["team"], k=3), [0, 0, 0, 1, 1])
### BEGIN HIDDEN TESTS
# catches columns looked at one by one instead of together
check("겹친 값", find_rare(_few, ["team", "sex"], k=3), [1, 1, 1, 1, 1])
_blank = pd.DataFrame({"licence": [None, None, "기능사", None], "team": ["가", "가", "가", "나"]})
# catches blanks that are left out of the groups
check("빈칸이 있는 줄", find_rare(_blank, ["licence", "team"], k=2), [0, 0, 1, 1])
# catches <= written for <
check("딱 k개", find_rare(_few, ["sex"], k=2), [0, 0, 0, 0, 0])
# catches rows counted by a column that may be blank
check("빈칸이 뒤에 있을 때", find_rare(_blank, ["team", "licence"], k=2), [0, 0, 1, 1])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 가장 약한 조각 (3점)
#
# 참/거짓 열 `is_wrong`이 있는 표와 열 이름들을 받아, **열을 하나씩** 잘라 보고 틀린 비율이 가장 높은 조각을 찾으세요. `(열 이름, 값, 틀린 비율(%))`의 튜플을
# 돌려줍니다. 줄이 `least`개보다 **적은** 조각은 우연에 흔들리니 보지 않습니다. 같은 비율은 나오지 않는다고 보아도 됩니다.


# %% solution="worst_slice"
def worst_slice(table, columns, least=30):
    """The slice (column, value, percent wrong) with most errors among those of `least` rows."""
    ### BEGIN SOLUTION
    found = []
    for column in columns:
        slices = table.groupby(column)["is_wrong"].agg(["size", "mean"])
        for value, row in slices[slices["size"] >= least].iterrows():
            found.append((float(100 * row["mean"]), column, value))
    percent, column, value = max(found)
    return column, value, percent
    ### END SOLUTION


# %%
try:
    print("가장 약한 조각:", worst_slice(inspections, ["line", "shift", "finish"]))
    crossed = inspections.assign(both=inspections["shift"] + " " + inspections["finish"])
    print("두 열을 겹치면:", worst_slice(crossed, ["both"]))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="worst_slice_large_enough" points=3
_runs = pd.DataFrame(
    {
        "line": ["가"] * 50 + ["나"] * 40 + ["다"] * 10,
        "light": ["밝음", "어둠"] * 50,
        "is_wrong": [True] * 5 + [False] * 45 + [True] * 14 + [False] * 26 + [True] * 10,
    }
)
_worst = worst_slice(_runs, ["line", "light"], least=30)
assert tuple(_worst[:2]) == ("line", "나"), f"가장 약한 조각이 {_worst[:2]}입니다."
check("틀린 비율(%)", _worst[2], 35)
### BEGIN HIDDEN TESTS
_worst = worst_slice(_runs, ["line"], least=10)
# catches > written for >=, and a fixed least
assert tuple(_worst[:2]) == ("line", "다"), (
    f"least와 줄 수가 같은 조각이 빠져 {_worst[:2]}이(가) 나왔습니다."
)
_runs["camera"] = ["A"] * 35 + ["B"] * 65
# catches the most errors counted instead of the highest share
assert tuple(worst_slice(_runs, ["camera", "line"], least=40)[:2]) == ("camera", "B"), (
    "여러 열 가운데 비율이 가장 높은 조각이 아닙니다."
)
_uneven = pd.DataFrame(
    {
        "line": ["가"] * 200 + ["나"] * 40,
        "is_wrong": [True, False] * 10 + [False] * 180 + [True] * 8 + [False] * 32,
    }
)
# catches the slice with the most errors in number
assert worst_slice(_uneven, ["line"])[1] == "나", (
    "틀린 개수가 많은 조각과 틀린 비율이 높은 조각은 다릅니다."
)
# catches a search that ends with the first column
assert tuple(worst_slice(_runs, ["light", "line"])[:2]) == ("line", "나"), (
    "뒤에 온 열의 조각이 더 약한데 앞 열의 조각이 나왔습니다."
)
# catches nothing found where nothing is wrong
_good = pd.DataFrame({"line": ["가"] * 40, "is_wrong": [False] * 40})
_worst = worst_slice(_good, ["line"])
assert tuple(_worst) == ("line", "가", 0), f"틀린 것이 없는 표의 답이 {_worst}입니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 답하거나, 넘기거나 (3점)
#
# 부품마다 종류별 확률이 적힌 `chances` (부품, 종류)를 받습니다. 가장 큰 확률이 `least` **이상**이면 그 종류의 번호를, 아니면 **-1**(사람에게 넘김)을 적은 배열을 돌려주는
# `answer_or_refuse`와, 그 답(`answers`)과 정답(`truth`)으로 **(답한 비율 %, 답한 것 가운데 맞힌 비율 %)** 를 돌려주는 `report`를 완성하세요. 하나도 답하지 않았다면 맞힌
# 비율은 `np.nan`이고, 경고가 나오면 안 됩니다.


# %% solution="refuse"
def answer_or_refuse(chances, least):
    """The likeliest class of each row, -1 where its chance is below `least`; (parts,) int."""
    ### BEGIN SOLUTION
    return np.where(chances.max(axis=1) >= least, chances.argmax(axis=1), -1)
    ### END SOLUTION


def report(answers, truth):
    """Percent answered, and percent right of those (NaN if none was answered)."""
    ### BEGIN SOLUTION
    answered = answers >= 0
    right = 100.0 * np.mean(answers[answered] == truth[answered]) if answered.any() else np.nan
    return 100.0 * np.mean(answered), right
    ### END SOLUTION


# %%
try:
    chances = np.column_stack([1 - inspections["chance"], inspections["chance"]])
    for least in [0.5, 0.7, 0.9]:
        answered, right = report(
            answer_or_refuse(chances, least), inspections["is_defect"].to_numpy().astype(int)
        )
        print(f"{least}부터 답하면: 답한 비율 {answered:.0f} %, 맞힌 비율 {right:.1f} %")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="refuse_below_the_level" points=3
_chances = np.array([[0.9, 0.1, 0.0], [0.4, 0.35, 0.25], [0.2, 0.1, 0.7], [0.3, 0.5, 0.2]])
check("답", answer_or_refuse(_chances, 0.6), [0, -1, 2, -1])
check("보고", report(np.array([0, -1, 2, -1]), np.array([0, 1, 1, 1])), [50, 50])
### BEGIN HIDDEN TESTS
# catches > written for >=
check("기준과 같은 확률", answer_or_refuse(_chances, 0.5), [0, -1, 2, 1])
# catches refusals counted as errors
check("모두 맞힌 답", report(np.array([1, -1, -1, -1]), np.array([1, 0, 0, 0])), [25, 100])
import warnings as _warnings

with _warnings.catch_warnings():
    _warnings.simplefilter("error")  # catches the mean of nothing
    check("모두 넘김", report(np.array([-1, -1]), np.array([0, 1])), [0, np.nan])
# catches the first class that is likely enough in place of the likeliest
check("둘이 기준을 넘을 때", answer_or_refuse(np.array([[0.35, 0.4, 0.25]]), 0.3), [1])
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 표시 없이는 내보내지 않기 (2점)
#
# 공장이 고객에게 **생성형 AI**의 글을 보내려고 합니다. 글을 내보내기 전의 문을 만드세요.
#
# - 이용자에게 미리 알리지 않았다면(`was_told`가 거짓) 글을 내보내지 말고 `ValueError`를 일으킵니다.
# - 알렸다면 글 앞에 `"[AI가 만든 글] "`을 붙여 돌려줍니다. **이미 그 말로 시작하면** 두 번 붙이지 않습니다.
#
# (법률 자문이 아닌 연습입니다. 수업 5절의 표를 다시 보세요.)


# %% solution="publish"
def publish(text, was_told):
    """`text` with its mark, once; raises ValueError if the user was not told beforehand."""
    ### BEGIN SOLUTION
    if not was_told:
        raise ValueError("tell the user first that an AI answers")
    mark = "[AI가 만든 글] "
    return text if text.startswith(mark) else mark + text
    ### END SOLUTION


# %% grade="publish_marks_once" points=2
_published = publish("내일 오전에 도착합니다.", was_told=True)
assert _published == "[AI가 만든 글] 내일 오전에 도착합니다.", f"내보낸 글이 {_published!r}입니다."
try:
    _published = publish("내일 오전에 도착합니다.", was_told=False)
except ValueError:
    _published = None
assert _published is None, "알리지 않았는데 글을 내보냈습니다."
### BEGIN HIDDEN TESTS
# catches a mark set twice
assert publish(publish("도착", True), True) == "[AI가 만든 글] 도착", "표시가 두 번 붙었습니다."
# catches a mark looked for anywhere in the text
assert publish("고객의 글에 [AI가 만든 글] 이라는 말이 있음", True).startswith(
    "[AI가 만든 글] 고객"
), "글 가운데에 그 말이 있다고 표시를 빠뜨렸습니다."
try:
    _published = publish("[AI가 만든 글] 도착", was_told=False)
except ValueError:
    _published = None
# catches a marked text that leaves without prior notice
assert _published is None, "표시가 있다고 해서 미리 알리는 일을 건너뛸 수는 없습니다."
# catches every bracket taken for the mark, and letters of the text that are cut off with it
_published = publish("[AI 소식] 내일 쉽니다.", True)
assert _published == "[AI가 만든 글] [AI 소식] 내일 쉽니다.", f"내보낸 글이 {_published!r}입니다."
# catches a text that is changed behind its mark
_published = publish(" 글에 [AI가 만든 글] 이라는 말\n", True)
assert _published == "[AI가 만든 글]  글에 [AI가 만든 글] 이라는 말\n", (
    f"표시 뒤의 글이 달라져 {_published!r}입니다."
)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 모델 카드 (3점, 강사가 읽고 채점)
#
# 3번과 4번의 출력을 다시 보고, 이 검사 모델의 카드를 아래 셀에 **여섯 줄 안팎**으로 쓰세요. ① 하는 일과 **하면 안 되는 일**, ② 전체가 아니라 **조각의** 성적을 숫자와
# 함께, ③ 언제 사람에게 넘기는지와 그렇게 정한 까닭, ④ 틀린 것을 발견한 사람이 할 일.

# %% [markdown] answer="model_card" points=3
# ### BEGIN SOLUTION
# (모범 답의 예) 이 모델은 도금 부품의 사진에서 불량 가능성을 알려 주며, 출하를 혼자 결정하거나 작업자를 평가하는 데 쓰면 안 됩니다. 한 열씩 보면 야간에 가장 약하고,
# 두 열을 겹치면 야간의 유광 부품이 가장 많이 틀립니다(3번이 출력한 비율). 확률이 0.7보다 낮으면 검사원에게 넘깁니다. 4번에서 답하는 비율은 줄지만 맞힌 비율이 올라가기
# 때문이며, 검사원이 하루에 볼 수 있는 양을 보고 다시 정합니다. 야간 유광 부품은 조명을 고칠 때까지 확률과 상관없이 사람이 봅니다. 틀린 것을 발견하면 부품 번호와 사진을
# 품질팀에 보내고, 품질팀은 매주 조각마다 다시 잽니다.
#
# 채점: ① 하면 안 되는 일까지 0.5점, ② 야간 유광을 3번의 숫자와 함께 1점, ③ 기준과 까닭 1점, ④ 실제로 할 수 있는 절차 0.5점. 공손한 문장이라도 숫자가 없으면 ②는 0점.
# ### END SOLUTION

# %% [markdown]
# ## 7. 인사팀의 물음 (2점, 강사가 읽고 채점)
#
# 인사팀이 묻습니다. "지난 10년의 합격 기록으로 서류 심사 모델을 만들었습니다. 성별과 나이 칸은 지웠으니 공평하지요? 정확도도 높습니다." 아래 셀에 세 문장으로 답하세요.
# ① 칸을 지워도 남는 문제, ② 그 정확도가 말해 주지 않는 것, ③ 쓰기 전에 잴 것 한 가지와 물어볼 사람.

# %% [markdown] answer="reply_to_personnel" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 경력 공백이나 졸업 연도처럼 성별과 나이를 대신 말하는 칸이 남아 있으면 모델은 여전히 집단을 가를 수 있습니다. 정확도는 지난 결정을 얼마나 따라 했는지일
# 뿐이어서, 그 결정이 기울었다면 기운 것을 잘 따라 한 점수이고 누가 일을 잘하는지는 말해 주지 않습니다. 집단마다 사람 수와 함께 뽑힌 비율과 잘할 사람 중 뽑힌 비율을 재고,
# 기준을 정하는 일은 인사 담당자와 법률 전문가에게 함께 묻겠습니다.
#
# 채점: ① 대리 변수 0.5점, ② 정답지 자체가 기울 수 있음 1점, ③ 집단마다 재기와 물어볼 사람 0.5점.
# ### END SOLUTION
