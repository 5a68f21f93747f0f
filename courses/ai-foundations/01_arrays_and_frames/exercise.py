# %% [markdown]
# # 주조 공장의 한 달
#
# 남동공단의 주조 공장에서 한 달 치 기록을 보내왔습니다. 반장님의 물음에 **반복문 없이** 답해 보세요.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 40분 | 0.2 GB | 필요 없음 | 합성 데이터: 시간별 생산 기록 720줄, 부품 6,000개 (씨앗 11) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np
import pandas as pd

generator = np.random.default_rng(11)
produced = generator.poisson(40, 720)  # (hours,)
produced[generator.random(720) < 0.05] = 0  # the line stood still
defective = generator.binomial(produced, 0.03)  # (hours,)
readings = np.array([700.0, 45.0, 6.2]) + generator.normal(
    0, [4.0, 1.5, 0.1], (720, 3)
)  # (hours, sensors)
parts = pd.DataFrame(
    {
        "furnace": generator.choice(["1호기", "2호기", "3호기"], 6000, p=[0.5, 0.3, 0.2]),
        "shift": generator.choice(["주간", "야간"], 6000),
        "temperature_c": generator.normal(700, 8, 6000).round(1),
    }
)
drop = 0.04 * (parts["furnace"] == "2호기") * (parts["shift"] == "야간")
parts["density"] = (generator.normal(2.66, 0.03, 6000) - drop).round(3)


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
# ## 1. 불량률 (2점)
#
# 생산한 개수와 불량 개수의 배열을 받아 시간마다 **불량률(%)** 의 배열을 돌려주는 `defect_percent`를 완성하세요. 라인이 멈춰
# 하나도 만들지 않은 시간에는 불량률이라는 것이 없습니다. 그 자리에는 `np.nan`을 넣으세요.
#
# 0으로 나누면 NumPy가 경고를 띄웁니다. 경고가 나오지 않게 하는 것도 문제의 일부입니다.


# %% solution="defect_percent"
def defect_percent(produced, defective):
    """Defective parts in percent of all produced, NaN where nothing was produced.

    produced, defective: (hours,) whole numbers
    """
    ### BEGIN SOLUTION
    percent = np.full(len(produced), np.nan)
    running = produced > 0
    percent[running] = 100 * defective[running] / produced[running]
    return percent
    ### END SOLUTION


# %% [markdown]
# 먼저 작은 예로 눈으로 확인해 보세요. 5, nan, 0이 나와야 합니다.

# %%
try:
    print(defect_percent(np.array([40, 0, 10]), np.array([2, 0, 0])))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="defect_percent_handles_standstill" points=2
check("불량률", defect_percent(np.array([40, 0, 10]), np.array([2, 0, 0])), [5.0, np.nan, 0.0])
check("모두 불량일 때", defect_percent(np.array([8]), np.array([8])), [100.0])
### BEGIN HIDDEN TESTS
import warnings as _warnings

with _warnings.catch_warnings():
    _warnings.simplefilter("error")  # catches a division by zero that is only painted over
    _mine = defect_percent(produced, defective)
# catches 0 written where there is no rate
check("한 달 전체", np.isnan(_mine), produced == 0)
# catches parts of good ones as base
check(
    "한 달 평균", np.nanmean(_mine), np.mean(100 * defective[produced > 0] / produced[produced > 0])
)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 센서를 같은 자로 재기 (3점)
#
# `readings`는 시간마다 세 센서(용탕 온도 °C, 금형 냉각수 °C, 사출 압력 MPa)를 잰 (720, 3) 배열입니다. 단위가 다르니 그대로는 비교할
# 수 없습니다. **센서마다** 자기 평균을 빼고 자기 표준편차(`std`)로 나누어 돌려주세요. 이것을 **표준화**라고 합니다.
#
# 받은 배열은 바꾸지 마세요. 반장님도 그 배열을 쓰고 있습니다.


# %% solution="standardise"
def standardise(readings):
    """Each sensor (column) with mean 0 and standard deviation 1; `readings` stays as it is.

    readings: (hours, sensors)
    """
    ### BEGIN SOLUTION
    return (readings - readings.mean(axis=0)) / readings.std(axis=0)
    ### END SOLUTION


# %% grade="standardise_each_sensor" points=3
_before = readings.copy()
_standardised = standardise(readings.copy())
check("센서마다의 평균", np.round(np.mean(_standardised, axis=0), 9), [0, 0, 0])
check("센서마다의 표준편차", np.std(_standardised, axis=0), [1, 1, 1])
### BEGIN HIDDEN TESTS
standardise(readings)
# catches an array that is changed in place
check("받은 배열", readings, _before)
_square = np.array([[1.0, 10.0], [3.0, 30.0]])
# catches axis=1, which fits a square
check("정사각 배열", standardise(_square), [[-1, -1], [1, 1]])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 의심스러운 부품 고르기 (3점)
#
# 다음 **둘 중 하나라도** 해당하면 의심스러운 부품입니다.
#
# - 온도(`temperature_c`)가 `hottest_c`보다 **높다**(같으면 괜찮습니다).
# - 밀도(`density`)가 `lightest`보다 **낮다**(같으면 괜찮습니다).
#
# 의심스러운 줄만 골라, **밀도가 낮은 것부터** 차례로 늘어놓은 표를 돌려주세요. 줄의 번호(index)는 부품 번호이니 그대로 두세요. 받은 표는
# 순서도 열도 바꾸지 마세요.


# %% solution="select_suspects"
def select_suspects(parts, hottest_c=715.0, lightest=2.60):
    """Rows that are hotter than `hottest_c` or lighter than `lightest`, lightest first."""
    ### BEGIN SOLUTION
    is_suspect = (parts["temperature_c"] > hottest_c) | (parts["density"] < lightest)
    return parts[is_suspect].sort_values("density")
    ### END SOLUTION


# %%
try:
    print(select_suspects(parts).head())
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="select_suspects_either_reason" points=3
_small = pd.DataFrame(
    {"temperature_c": [700.0, 720.0, 700.0, 720.0], "density": [2.66, 2.67, 2.55, 2.50]},
    index=[10, 11, 12, 13],
)
check("고른 부품 번호", select_suspects(_small).index, [13, 12, 11])
### BEGIN HIDDEN TESTS
_edge = pd.DataFrame({"temperature_c": [715.0, 715.1], "density": [2.60, 2.61]}, index=[5, 6])
# catches >= and <=
check("기준과 같은 부품", select_suspects(_edge).index, [6])
# catches limits written into the body
check("다른 기준", select_suspects(_small, hottest_c=800, lightest=2.52).index, [13])
_alike = pd.DataFrame({"temperature_c": [700.0, 700.0], "density": [2.50, 2.50]}, index=[7, 8])
# catches two parts with the same figures taken for one part
check("숫자가 똑같은 두 부품", len(select_suspects(_alike)), 2)
# catches a column in place of whole rows
check("고른 부품의 온도", select_suspects(_small)["temperature_c"], [720.0, 700.0, 720.0])
_given = _small.copy()
select_suspects(_given)
# catches the caller's table sorted in place
check("받은 표의 부품 번호", _given.index, [10, 11, 12, 13])
# catches a column added to the caller's table
check("받은 표의 열 수", len(_given.columns), 2)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 어느 용해로, 어느 근무조? (4점)
#
# 용해로(`furnace`)와 근무조(`shift`)마다 한 줄씩, 다음 세 열이 있는 표를 돌려주세요. 밀도가 `lightest`보다 낮으면 가벼운 부품입니다.
#
# | 열 | 뜻 |
# |---|---|
# | `count` | 부품 수 |
# | `mean_density` | 평균 밀도 |
# | `light_percent` | 가벼운 부품의 비율(%), 0에서 100 사이 |
#
# 가벼운 부품이 하나도 없는 조합도 표에 **0으로 나와야** 합니다. 빠져 있으면 읽는 사람은 "조사하지 않았다"고 생각합니다. 받은 표에 열을
# 더하지도 마세요. (도움말: 표를 고치기 전에 `parts.assign(새열=...)`을 쓰면 새 표가 생깁니다.)


# %% solution="summarise"
def summarise(parts, lightest=2.60):
    """One row per furnace and shift (as the index): count, mean_density, light_percent."""
    ### BEGIN SOLUTION
    marked = parts.assign(light_percent=100.0 * (parts["density"] < lightest))
    return marked.groupby(["furnace", "shift"]).agg(
        count=("density", "size"),
        mean_density=("density", "mean"),
        light_percent=("light_percent", "mean"),
    )
    ### END SOLUTION


# %%
try:
    print(summarise(parts).round(3))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="summarise_every_group" points=4
_few = pd.DataFrame(
    {
        "furnace": ["1호기", "1호기", "1호기", "1호기", "2호기"],
        "shift": ["주간", "주간", "주간", "주간", "야간"],
        "density": [2.50, 2.70, 2.70, 2.70, 2.80],
    }
)
_table = summarise(_few.copy())
check("1호기 주간의 부품 수", _table.loc[("1호기", "주간"), "count"], 4)
check("1호기 주간의 평균 밀도", _table.loc[("1호기", "주간"), "mean_density"], 2.65)
check("1호기 주간의 가벼운 비율(%)", _table.loc[("1호기", "주간"), "light_percent"], 25)
### BEGIN HIDDEN TESTS
# catches groups without a light part that were filtered away
check("모든 조합", len(_table), 2)
# catches NaN for none
check("가벼운 부품이 없는 조합", _table.loc[("2호기", "야간"), "light_percent"], 0)
# catches a fixed limit
check(
    "다른 기준", summarise(_few.copy(), lightest=2.75).loc[("1호기", "주간"), "light_percent"], 100
)
_given = _few.copy()
summarise(_given)
# catches a column added to the caller's table
check("받은 표의 열 수", len(_given.columns), 3)
# catches <= written for <
check("기준과 같은 밀도", summarise(_few.copy(), 2.70).loc[("1호기", "주간"), "light_percent"], 25)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 반장님께 드리는 말씀 (2점, 강사가 읽고 채점)
#
# `summarise(parts)`가 보여 주는 표를 읽고 아래 셀에 **세 문장**으로 쓰세요. ① 어느 조합이 눈에 띄는지 숫자를 들어 말하고, ② 그 숫자만으로
# 아직 말할 수 **없는** 것 한 가지와, ③ 내일 현장에서 가장 먼저 확인할 것 한 가지를 적으세요.

# %% [markdown] answer="report_to_foreman" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 2호기 야간의 가벼운 부품 비율이 다른 조합보다 몇 배 높습니다. 하지만 2호기의 문제인지, 그 시간에 일한 방식이나 원료의
# 문제인지는 이 표만으로 알 수 없습니다. 내일은 2호기 야간의 탈가스 작업 기록을 먼저 보고, 같은 원료를 1호기에서 녹여 비교하겠습니다.
#
# 채점: ① 2호기 야간과 그 숫자 1점, ② 원인을 단정하지 않음 0.5점, ③ 실제로 할 수 있는 확인 0.5점.
# ### END SOLUTION
