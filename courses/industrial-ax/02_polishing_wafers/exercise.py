# %% [markdown]
# # 연마기 보고서를 다시 쓰다
#
# 송도의 한 회사가 연마기 두 대의 기록과, 외주 업체가 써 준 보고서를 보내왔습니다. 보고서의 숫자가 너무 좋습니다. 정직한 숫자를 내는 연장을 하나씩
# 만들어, 보고서를 다시 써 보세요.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.2 GB | 필요 없음 | 합성 데이터: 패드 18장의 연마 기록 1,080줄 (씨앗 52) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np
import pandas as pd

generator = np.random.default_rng(52)
pad = np.repeat(np.arange(18), 60)
wafer = np.tile(np.repeat(np.arange(30), 2), 18)
minutes = 15.0 * wafer + np.tile([1.0, 5.0], 540)
own, film = generator.normal(0, 0.06, 18), generator.normal(0, 0.03, (18, 30))
runs = pd.DataFrame(
    {
        "PAD_ID": pad,
        "WAFER_ID": 1000 * pad + wafer,
        "STAGE": np.tile(["A", "B"], 540),
        "USAGE_OF_POLISHING_TABLE": minutes,
    }
)
log_k = own[pad] + film[pad, wafer] - minutes / 1400
runs["AVG_REMOVAL_RATE"] = np.where(runs["STAGE"] == "A", 150, 80) * np.exp(log_k)
runs["AVG_REMOVAL_RATE"] *= generator.normal(1, 0.012, 1080)
runs.loc[generator.choice(1080, 3, replace=False), "AVG_REMOVAL_RATE"] *= 30


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
# ## 1. 잘 차린 단순한 방법 (3점)
#
# 학습 표와 시험 표를 받아, 시험의 줄마다 **학습에서 구한 그 단계(`STAGE`)의 제거율 중앙값**을 예측으로 돌려주세요. 시험 표와 줄 번호(index)가 같은
# 열(Series)이면 됩니다.
#
# - 제거율이 `limit` **이상**인 학습 줄은 측정기의 오류이니 중앙값을 구할 때 뺍니다.
# - 학습에 없던 단계가 시험에 나오면, (오류를 뺀) 학습 **전체**의 중앙값을 씁니다.
# - 시험 표의 제거율은 보면 안 됩니다.


# %% solution="stage_median"
def stage_median(learning, test, limit=1000.0):
    """The median rate of each test row's stage among the learning rows; index of `test`."""
    ### BEGIN SOLUTION
    kept = learning[learning["AVG_REMOVAL_RATE"] < limit]
    medians = kept.groupby("STAGE")["AVG_REMOVAL_RATE"].median()
    return test["STAGE"].map(medians).fillna(kept["AVG_REMOVAL_RATE"].median())
    ### END SOLUTION


# %% grade="stage_median_learns_from_learning" points=3
_learning = pd.DataFrame(
    {"STAGE": list("AAAABB"), "AVG_REMOVAL_RATE": [100.0, 110.0, 130.0, 4000.0, 60.0, 80.0]}
)
_test = pd.DataFrame(
    {"STAGE": ["B", "A", "A"], "AVG_REMOVAL_RATE": [1.0, 2.0, 3.0]}, index=[9, 4, 7]
)
check("단계의 중앙값", stage_median(_learning, _test), [70, 110, 110])
check("줄 번호", stage_median(_learning, _test).index, [9, 4, 7])
### BEGIN HIDDEN TESTS
# catches a stage without learning rows that becomes NaN
_new = pd.DataFrame({"STAGE": ["C", "A"], "AVG_REMOVAL_RATE": [5.0, 5.0]})
check("처음 보는 단계", stage_median(_learning, _new), [100, 110])
# catches a limit written into the body, and > for >=
check("다른 한계", stage_median(_learning, _test, limit=130.0), [70, 105, 105])
# catches a look at the rates of the test
check("제거율을 모르는 시험", stage_median(_learning, _test[["STAGE"]]), [70, 110, 110])
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 두 쪽에 다 있는 웨이퍼 (2점)
#
# 학습 줄의 웨이퍼 번호들과 시험 줄의 웨이퍼 번호들을 받아, **시험 줄** 가운데 그 웨이퍼가 학습에도 나오는 줄의 비율을 0과 1 사이의 수로 돌려주세요.
# 번호는 여러 번 나올 수 있습니다.


# %% solution="shared_share"
def shared_share(learning_wafers, test_wafers):
    """Share of the test rows whose wafer also occurs in learning."""
    ### BEGIN SOLUTION
    return np.isin(test_wafers, learning_wafers).mean()
    ### END SOLUTION


# %% grade="shared_share_counts_rows" points=2
check("비율", shared_share(np.array([1, 2, 2, 3]), np.array([3, 4, 5, 6])), 0.25)
check("겹치지 않을 때", shared_share(np.array([1, 2]), np.array([3])), 0)
### BEGIN HIDDEN TESTS
# catches a share of the learning rows
check("학습이 훨씬 많을 때", shared_share(np.arange(100), np.array([5, 6])), 1)
# catches different wafers counted, not rows
check("한 웨이퍼의 여러 줄", shared_share(np.array([1]), np.array([1, 1, 1, 2])), 0.75)
# catches the rows of learning counted
check("학습에 두 번 나온 웨이퍼", shared_share(np.array([2, 2, 3]), np.array([2, 5])), 0.5)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 통째로 떼기 (3점)
#
# 줄마다의 묶음 번호 배열(예: `PAD_ID`)과 몫 `share`, 난수 생성기를 받아, 시험이면 참인 **참/거짓 배열**을 돌려주세요.
#
# - 한 묶음의 줄은 **모두 같은 쪽**에 있어야 합니다.
# - 시험 묶음의 수는 `round(share × 묶음의 수)`입니다. 다만 **적어도 하나**는 시험에, **적어도 하나**는 학습에 있어야 합니다. 묶음은 둘 이상입니다.
# - 어느 묶음이 시험이 될지는 받은 생성기로 뽑습니다. 함수 안에 씨앗을 적지 마세요.


# %% solution="split_groups"
def split_groups(groups, share, generator):
    """True for test rows; every group lies wholly on one side; (rows,) bool."""
    ### BEGIN SOLUTION
    names = np.unique(groups)
    count = int(np.clip(round(share * len(names)), 1, len(names) - 1))
    return np.isin(groups, generator.choice(names, count, replace=False))
    ### END SOLUTION


# %%
try:
    is_test = split_groups(runs["PAD_ID"].to_numpy(), 0.25, np.random.default_rng(1))
    print("시험 패드:", np.unique(runs["PAD_ID"][is_test]))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="split_groups_keeps_them_whole" points=3
_groups = np.repeat(np.arange(8), 5)
_mask = np.asarray(split_groups(_groups, 0.25, np.random.default_rng(1)))
check("시험 줄의 수", _mask.sum(), 10)
check("시험 묶음의 수", len(np.unique(_groups[_mask])), 2)
### BEGIN HIDDEN TESTS
# catches a share of rows where groups differ in size, and rows of a group on both sides
_uneven = np.array([7] * 50 + [3] * 2 + [5] * 2 + [9] * 2)
for _seed in range(6):
    _mask = np.asarray(split_groups(_uneven, 0.5, np.random.default_rng(_seed)))
    _test, _learning = set(_uneven[_mask]), set(_uneven[~_mask])
    check("크기가 다른 묶음: 시험 묶음의 수", len(_test), 2)
    check("크기가 다른 묶음: 두 쪽에 다 있는 묶음", len(_test & _learning), 0)
# catches an empty test, and an empty learning part
_pair = np.array([1, 1, 2])
check("작은 몫", len(set(_pair[split_groups(_pair, 0.01, np.random.default_rng(0))])), 1)
check("큰 몫", len(set(_pair[split_groups(_pair, 0.99, np.random.default_rng(0))])), 1)
# catches a seed of its own, or always the first groups
_drawn = {tuple(split_groups(_groups, 0.25, np.random.default_rng(_seed))) for _seed in range(8)}
assert len(_drawn) > 1, "뽑기: 생성기를 여덟 번 바꿔도 늘 같은 묶음이 뽑힙니다."
_twice = [split_groups(_groups, 0.25, np.random.default_rng(3)) for _ in range(2)]
# catches draws from another generator than the given one
check("씨앗이 같을 때", _twice[0], _twice[1])
_six = np.repeat([10, 20, 30, 40, 50, 60], 3)
for _share, _count in ((0.3, 2), (0.4, 2)):
    for _seed in range(6):
        _test = _six[np.asarray(split_groups(_six, _share, np.random.default_rng(_seed)))]
        # catches shares rounded down or up, and groups drawn with replacement
        check(f"여섯 묶음의 {_share}", len(set(_test)), _count)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 정직한 폭 (4점)
#
# 떼어 놓은 자료에서 모은 빗나감 배열(부호가 있습니다)과 약속할 비율 `coverage`를 받아 폭을 돌려주세요.
#
# - 빗나감의 **크기**(절댓값)를 작은 것부터 늘어놓고, 앞에서 $\lceil (n + 1) \times coverage \rceil$번째 값을 고릅니다. $n$은 개수, $\lceil\ \rceil$는
#   올림이고 첫 번째가 1번입니다.
# - 그 번호가 $n$보다 크면 그만큼 약속할 자료가 없다는 뜻이니 `np.inf`를 돌려주세요.
#
# $n$ 대신 $n + 1$을 쓰는 까닭은 앞으로 올 하나까지 함께 줄을 세우기 때문입니다. (도움말: 소수 계산에서는 `100 * 0.55`가 55보다 아주 조금 커서
# 올리면 56이 됩니다. 올리기 전에 `1e-9`를 빼세요.)


# %% solution="margin"
def margin(misfits, coverage):
    """The size of misfit that a new one stays within with chance `coverage`; may be infinite."""
    ### BEGIN SOLUTION
    ranked = np.sort(np.abs(misfits))
    place = int(np.ceil((len(ranked) + 1) * coverage - 1e-9))
    return ranked[place - 1] if place <= len(ranked) else np.inf
    ### END SOLUTION


# %% grade="margin_promises_no_more_than_it_has" points=4
_misfits = np.array([3.0, -1.0, 2.0, -9.0, 5.0, 4.0, -6.0, 8.0, 7.0])
check("아홉 개로 80 %", margin(_misfits, 0.8), 8)
check("아홉 개로 절반", margin(_misfits, 0.5), 5)
### BEGIN HIDDEN TESTS
# catches a promise that so few cannot give
check("아홉 개로 95 %", margin(_misfits, 0.95), np.inf)
# catches n for n + 1, which promises too much
check("네 개로 80 %", margin(np.array([1.0, 2.0, 3.0, 4.0]), 0.8), 4)
# catches an interpolated quantile
check("네 개로 절반", margin(np.array([1.0, 2.0, 4.0, 8.0]), 0.5), 4)
# catches misfits that are not made absolute
check("모두 모자랄 때", margin(np.array([-1.0, -2.0, -3.0]), 0.75), 3)
# catches the dust of 100 * 0.55, which is a little more than 55
check("소수 계산의 먼지", margin(np.arange(1.0, 100.0), 0.55), 55)
# catches equal misfits counted once
check("크기가 같은 빗나감", margin(np.array([1.0, -1.0, 1.0, 5.0]), 0.5), 1)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 누구에게 지킨 약속인가 (3점)
#
# 실제 값, 폭의 아래 끝과 위 끝, 묶음 이름(모두 같은 길이의 배열)을 받아, 묶음마다 **폭 안에 들어온 비율(%)** 을 열(Series)로 돌려주세요. 줄 이름은 묶음
# 이름이고 **비율이 낮은 묶음부터** 놓습니다. 끝과 같은 값은 들어온 것입니다. 하나도 들어오지 않은 묶음도 0으로 나와야 합니다.


# %% solution="coverage_by_group"
def coverage_by_group(actual, low, high, groups):
    """Percent inside of low..high by group, the worst first."""
    ### BEGIN SOLUTION
    inside = pd.Series((actual >= low) & (actual <= high))
    return (100.0 * inside.groupby(np.asarray(groups)).mean()).sort_values()
    ### END SOLUTION


# %% grade="coverage_by_group_shows_the_worst" points=3
_actual = np.array([5.0, 6.0, 7.0, 8.0, 20.0, 1.0])
_low, _high = np.full(6, 5.0), np.full(6, 7.5)
_table = coverage_by_group(_actual, _low, _high, np.array([1, 1, 1, 1, 2, 2]))
check("비율(%)", _table, [0, 75])
check("묶음 이름", _table.index, [2, 1])
### BEGIN HIDDEN TESTS
# catches ends that do not count as inside
_ends = coverage_by_group(np.array([5.0, 7.5]), _low[:2], _high[:2], np.array([3, 3]))
check("끝과 같은 값", _ends, [100])
# catches the order of names for the order of shares
_three = coverage_by_group(
    np.array([6.0, 6.0, 9.0, 9.0, 6.0]), _low[:5], _high[:5], np.array([1, 2, 2, 3, 1])
)
check("낮은 묶음부터", _three.index, [3, 2, 1])
# catches a width that is the same for all rows
_wide = coverage_by_group(
    np.array([1.0, 1.0]), np.array([0.0, 2.0]), np.array([2.0, 3.0]), np.array([4, 5])
)
check("줄마다 다른 폭", _wide, [0, 100])
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 배운 적 없는 곳 (3점)
#
# 학습 특성 `(줄, 특성)`과 새 특성 `(줄, 특성)` 배열을 받아, 새 줄마다 **한 특성이라도** 학습에서 본 가장 작은 값과 가장 큰 값의 **밖**에 있으면 참인 배열을
# 돌려주세요. 끝과 같으면 안입니다. 새 특성에 값이 없으면(`np.nan`) 모르는 곳이니 **밖**입니다. 학습에는 값이 다 있습니다.


# %% solution="is_outside"
def is_outside(learning, new):
    """True where a row leaves the range that was learnt, or is unknown; (rows,) bool."""
    ### BEGIN SOLUTION
    inside = (new >= learning.min(axis=0)) & (new <= learning.max(axis=0))
    return ~inside.all(axis=1)
    ### END SOLUTION


# %% grade="is_outside_of_what_was_learnt" points=3
_learning = np.array([[0.0, 100.0], [400.0, 120.0], [200.0, 110.0]])
_new = np.array([[200.0, 105.0], [500.0, 105.0], [200.0, 90.0]])
check("밖에 있는 줄", is_outside(_learning, _new), [0, 1, 1])
### BEGIN HIDDEN TESTS
# catches ends that count as outside
check("끝과 같은 값", is_outside(_learning, np.array([[0.0, 120.0], [400.0, 100.0]])), [0, 0])
# catches an unknown that passes for known
check("값이 없는 줄", is_outside(_learning, np.array([[np.nan, 110.0]])), [1])
# catches rows that must be outside in every feature
check("한 특성만 밖", is_outside(_learning, np.array([[-1.0, 110.0], [200.0, 121.0]])), [1, 1])
# catches one range for all features together
check("다른 특성의 범위", is_outside(_learning, np.array([[200.0, 300.0]])), [1])
_three = np.array([[1.0, 1.0, 1.0], [2.0, 2.0, 2.0], [0.0, 0.0, 0.0]])
# catches most features that must be outside, and two learnt rows taken for all
_one_off, _inside = [1.0, 1.0, 3.0], [0.5, 0.5, 0.5]
check("세 특성 가운데 하나", is_outside(_three, np.array([_one_off, _inside])), [1, 0])
### END HIDDEN TESTS

# %% [markdown]
# ## 7. 외주 업체의 보고서 (2점, 강사가 읽고 채점)
#
# 외주 업체의 보고서에는 이렇게 적혀 있습니다. "특성에서 웨이퍼 번호를 **뺐으므로** 누설이 없습니다. 무작위 4분의 1로 시험해 90 % 폭 ±3 %를 얻었습니다."
#
# 다음 셀은 읽지 않아도 됩니다. 제거율에서 마모와 단계의 몫을 빼고 로그로 나타낸 높이를 만든 다음, 두 가지 예측의 빗나감을 구해 둡니다. `copied`는 **같은
# 웨이퍼의 다른 줄**을 베낀 예측, `honest`는 **다른 패드들의 평균**만 보고 한 예측입니다.

# %% locked="misfits"
clean = runs[runs["AVG_REMOVAL_RATE"] < 1000]
clean = clean[clean["WAFER_ID"].duplicated(keep=False)].reset_index(drop=True)
height = np.log(clean["AVG_REMOVAL_RATE"] / np.where(clean["STAGE"] == "A", 150, 80))
height += clean["USAGE_OF_POLISHING_TABLE"] / 1400
other_row = height.groupby(clean["WAFER_ID"]).transform(lambda pair: pair.to_numpy()[::-1])
copied = (height - other_row).to_numpy()  # (rows,)
of_pad = height.groupby(clean["PAD_ID"])
others = len(height) - of_pad.transform("size")
honest = (height - (height.sum() - of_pad.transform("sum")) / others).to_numpy()  # (rows,)

# %%
try:
    is_test = np.random.default_rng(5).random(len(clean)) < 0.25
    wafers, pads = clean["WAFER_ID"].to_numpy(), clean["PAD_ID"].to_numpy()
    print(f"섞어서 떼면 겹치는 시험 줄 {shared_share(wafers[~is_test], wafers[is_test]):.0%}")
    print(f"같은 웨이퍼의 답을 베낀 90 % 폭 ±{100 * margin(copied, 0.9):.1f} %")
    width = margin(honest, 0.9)
    print(f"다른 패드만 보고 답한 90 % 폭 ±{100 * width:.1f} %. 가장 나쁜 패드들:")
    ends = np.full(len(honest), width)
    print(coverage_by_group(honest, -ends, ends, pads).round().head(4).to_string())
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown]
# 아래 셀에 **세 문장**으로 답하세요. ① 번호를 뺐는데도 누설인 까닭, ② 새 패드에 쓰려면 무엇을 통째로 떼어 다시 시험해야 하는지와 그때 폭이 어떻게
# 달라졌는지 **숫자로**, ③ 다시 얻은 90 %를 현장에 어떤 말과 함께 전할지 적으세요.

# %% [markdown] answer="rewrite_the_report" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 번호를 빼도 패드 사용 시간이 웨이퍼마다 달라 지문 노릇을 하므로, 섞어서 떼면 시험 줄 가운데 넷에 셋은 같은 웨이퍼의 답을 학습에서 베낄 수
# 있습니다. 새 패드에 쓸 모델이니 패드를 통째로 떼어야 하고, 그러면 90 % 폭이 ±2.9 %에서 ±9.8 %로 넓어집니다. 이 90 %는 패드 여러 장을 평균한 약속이라
# 13번처럼 절반만 들어오는 패드도 있으니, 패드를 갈면 처음 몇 장을 재서 확인하고 쓰라고 전하겠습니다.
#
# 채점: ① 사용 시간이 지문이 됨(같은 웨이퍼가 두 쪽에 있음) 0.5점, ② 패드를 통째로 0.5점과 두 폭의 숫자 0.5점, ③ 평균의 약속임 또는 패드마다 다름
# 0.5점.
# ### END SOLUTION
