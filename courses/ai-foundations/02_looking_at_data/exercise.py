# %% [markdown]
# # 믿을 수 있는 표로 만들기
#
# 서구의 금속 열처리 공장에서 설비 기록을 보내왔습니다. 그대로 쓰면 안 되는 표입니다. 수업에서 밟은 함정을 하나씩 함수로 막아 보세요.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 45분 | 0.2 GB | 필요 없음 | 합성 데이터: 설비 기록 2,040줄, 냉각수 온도 1,440분, 생산 기록 120줄 (씨앗 23) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np
import pandas as pd

generator = np.random.default_rng(23)
log = pd.DataFrame(
    {
        "machine": np.repeat(["담금질로", "뜨임로"], 1000),
        "measured_at": np.tile(pd.date_range("2026-10-01", periods=1000, freq="10min"), 2),
        "temperature": np.concatenate(
            [generator.normal(850, 6, 1000), generator.normal(400, 4, 1000) * 9 / 5 + 32]
        ).round(1),
        "unit": np.repeat(["C", "F"], 1000),
    }
)
log["sent_at"] = log["measured_at"] + pd.to_timedelta(generator.integers(1, 60, 2000), unit="s")
corrected = log.sample(40, random_state=23)
corrected = corrected.assign(
    temperature=corrected["temperature"] + 2, sent_at=corrected["sent_at"] + pd.Timedelta("1h")
)
log = pd.concat([log, corrected]).sample(frac=1, random_state=23, ignore_index=True)
brine_c = generator.normal(-18, 0.1, 1440)  # (minutes,) coolant of the freezer, below zero
brine_c += (
    5
    * np.clip((np.arange(1440) - 600) / 12, 0, None)
    * np.exp(1 - np.clip((np.arange(1440) - 600) / 12, 0, None))
)
brine_c[[200, 905]] = [85.0, -127.0]


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
# ## 1. "모른다"를 모른다고 적기 (2점)
#
# 이 공장의 기계는 값을 못 읽으면 `-999`나 `-127`을 적습니다. 열(Series) 하나와 결측 코드들을 받아, 코드 자리를 `np.nan`으로 바꾼 **새**
# 열을 돌려주세요. 냉동기의 냉각수처럼 **진짜로 0보다 낮은 온도**도 있고, 진짜 0도 있습니다. 받은 열은 바꾸지 마세요.


# %% solution="hide_codes"
def hide_codes(column, codes=(-999.0, -127.0)):
    """A new column with NaN wherever `column` holds one of `codes`."""
    ### BEGIN SOLUTION
    return column.mask(column.isin(codes))
    ### END SOLUTION


# %% grade="hide_codes_keeps_true_values" points=2
check(
    "결측 코드", hide_codes(pd.Series([21.5, -999.0, 22.0, -127.0])), [21.5, np.nan, 22.0, np.nan]
)
check("진짜 0과 진짜 영하", hide_codes(pd.Series([0.0, -18.2, 3.1])), [0.0, -18.2, 3.1])
### BEGIN HIDDEN TESTS
# catches codes written into the body
check("다른 코드", hide_codes(pd.Series([9999.0, -999.0]), codes=[9999.0]), [np.nan, -999.0])
_given = pd.Series([-999.0, 1.0])
hide_codes(_given)
# catches a column changed in place
check("받은 열", _given, [-999.0, 1.0])
# catches "everything below a limit"
check("코드가 아닌 낮은 값", hide_codes(pd.Series([-128.0, -126.9])), [-128.0, -126.9])
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 고쳐 보낸 기록 (3점)
#
# 기계(`machine`)와 측정 시각(`measured_at`)이 같으면 **같은 측정**입니다. 기계는 나중에 값을 고쳐 다시 보내기도 합니다. 같은 측정이 여러 줄이면
# **가장 나중에 보낸**(`sent_at`) 줄 하나만 남기세요. 결과는 기계, 측정 시각 순서로 놓고 줄 번호는 0부터 새로 매깁니다.
#
# 표에 적힌 순서는 보낸 순서가 **아닙니다**.


# %% solution="keep_latest"
def keep_latest(log):
    """One row per machine and measured_at, the one sent last; ordered by both, index from 0."""
    ### BEGIN SOLUTION
    latest = log.sort_values("sent_at").drop_duplicates(["machine", "measured_at"], keep="last")
    return latest.sort_values(["machine", "measured_at"], ignore_index=True)
    ### END SOLUTION


# %%
try:
    print(f"{len(log):,}줄 → {len(keep_latest(log)):,}줄")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="keep_latest_of_each_measurement" points=3
_few = pd.DataFrame(
    {
        "machine": ["b", "a", "a", "a"],
        "measured_at": pd.to_datetime(
            ["2026-10-01 09:00", "2026-10-01 09:10", "2026-10-01 09:00", "2026-10-01 09:00"]
        ),
        "temperature": [400.0, 851.0, 853.0, 850.0],
        "sent_at": pd.to_datetime(
            ["2026-10-01 09:01", "2026-10-01 09:11", "2026-10-01 10:00", "2026-10-01 09:01"]
        ),
    }
)
check("남은 온도", keep_latest(_few)["temperature"], [853.0, 851.0, 400.0])
check("줄 번호", keep_latest(_few).index, [0, 1, 2])
### BEGIN HIDDEN TESTS
_clean = keep_latest(log)
# catches whole rows compared, which keeps the corrected ones twice
check("전체 줄 수", len(_clean), 2000)
# catches the order of the table taken for the order of sending
check(
    "고친 값의 합",
    _clean["temperature"].sum(),
    log.loc[log.groupby(["machine", "measured_at"])["sent_at"].idxmax(), "temperature"].sum(),
)
# catches the largest value of each column, which is the latest only where corrections go up
check(
    "낮추어 고친 값",
    keep_latest(_few.assign(temperature=[400.0, 851.0, 849.0, 850.0]))["temperature"],
    [849.0, 851.0, 400.0],
)
# catches groupby().last(), which takes the last value that is not empty
check(
    "모른다고 고친 값",
    keep_latest(_few.assign(temperature=[400.0, 851.0, np.nan, 850.0]))["temperature"],
    [np.nan, 851.0, 400.0],
)
# catches rows ordered by time first
check(
    "기계 순서",
    keep_latest(_few.assign(machine=["a", "b", "b", "b"]))["temperature"],
    [400.0, 853.0, 851.0],
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 자를 하나로 (3점)
#
# `unit` 열이 `"F"`인 줄은 화씨입니다. 모든 줄의 온도를 **섭씨**로 바꾼 열(Series)을 돌려주세요. 섭씨 = (화씨 − 32) × 5 / 9 입니다. 모르는 단위가
# 적혀 있으면 조용히 넘어가지 말고 `ValueError`를 일으키세요. 틀린 숫자보다 멈춘 프로그램이 낫습니다. 줄 번호(index)는 받은 표와 같아야 합니다.


# %% solution="to_celsius"
def to_celsius(log):
    """The column `temperature` in degrees Celsius; `log` stays as it is.

    Raises ValueError for a unit that is neither "C" nor "F".
    """
    ### BEGIN SOLUTION
    unknown = set(log["unit"]) - {"C", "F"}
    if unknown:
        raise ValueError(f"unknown unit: {unknown}")
    celsius = (log["temperature"] - 32) * 5 / 9
    return log["temperature"].where(log["unit"] == "C", celsius)
    ### END SOLUTION


# %% grade="to_celsius_by_unit" points=3
_mixed = pd.DataFrame({"temperature": [850.0, 1562.0, 212.0], "unit": ["C", "F", "F"]})
check("섭씨", to_celsius(_mixed), [850.0, 850.0, 100.0])
### BEGIN HIDDEN TESTS
_cool = pd.DataFrame({"temperature": [900.0, 77.0, 25.0], "unit": ["C", "F", "C"]}, index=[7, 8, 9])
# catches units guessed from the size
check("낮은 화씨와 높은 섭씨", to_celsius(_cool), [900.0, 25.0, 25.0])
# catches a table changed in place
check("받은 표", _cool["temperature"], [900.0, 77.0, 25.0])
try:
    to_celsius(pd.DataFrame({"temperature": [300.0], "unit": ["K"]}))
except ValueError:
    pass
else:
    # catches unknown units that slip through
    raise AssertionError("모르는 단위 K를 받고도 그냥 넘어갔습니다.")
try:
    to_celsius(pd.DataFrame({"temperature": [20.0, 68.0, 300.0], "unit": ["C", "F", "K"]}))
except ValueError:
    pass
else:
    # catches a look at the first row only, and a stop only where every unit is unknown
    raise AssertionError("아는 단위들 사이에 섞인 K를 그냥 넘어갔습니다.")
_fine = pd.DataFrame({"temperature": [100.0], "unit": ["F"]})
# catches whole degrees
check("100 °F(소수 첫째 자리)", np.round(to_celsius(_fine), 1), [37.8])
# catches a new index, with which the column would slip in the caller's table
check("줄 번호", to_celsius(_cool).index, [7, 8, 9])
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 센서 고장만 골라내기 (4점)
#
# 1분마다 잰 온도 배열을 받아, 같은 길이의 참/거짓 배열을 돌려주세요. 어떤 값이 **바로 앞 값과도, 바로 뒤 값과도** `largest_step`보다 **크게** 다르고,
# 둘 다 **같은 방향**으로(위로 튀었거나 아래로 튀었거나) 다르면 센서 고장입니다. 진짜 온도는 한 번 오르면 한동안 그 근처에 머물기 때문에
# 이 조건에 걸리지 않습니다.
#
# 맨 앞과 맨 뒤의 값은 한쪽 이웃이 없으니 고장이라고 하지 마세요.


# %% solution="find_spikes"
def find_spikes(temperature_c, largest_step=5.0):
    """True where one value sticks out from both of its neighbours; (minutes,) bool."""
    ### BEGIN SOLUTION
    before = temperature_c[1:-1] - temperature_c[:-2]
    after = temperature_c[1:-1] - temperature_c[2:]
    is_spike = np.zeros(len(temperature_c), dtype=bool)
    is_spike[1:-1] = ((before > largest_step) & (after > largest_step)) | (
        (before < -largest_step) & (after < -largest_step)
    )
    return is_spike
    ### END SOLUTION


# %%
try:
    print("고장으로 찾은 시각(분):", np.flatnonzero(find_spikes(brine_c)))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="find_spikes_keeps_real_events" points=4
check("위로 튄 값", find_spikes(np.array([5.0, 5.1, 85.0, 5.0, 5.2])), [0, 0, 1, 0, 0])
check("정말로 오른 온도", find_spikes(np.array([5.0, 5.0, 15.0, 15.2, 15.1])), [0, 0, 0, 0, 0])
### BEGIN HIDDEN TESTS
# catches three sigmas, which take the door for a fault
check("냉각수", np.flatnonzero(find_spikes(brine_c)), [200, 905])
# catches only upward spikes
check("아래로 튄 값", find_spikes(np.array([5.0, 5.0, -127.0, 5.0, 5.0])), [0, 0, 1, 0, 0])
# catches neighbours around the corner
check("맨 앞과 맨 뒤", find_spikes(np.array([85.0, 5.0, 5.0, 85.0])), [0, 0, 0, 0])
# catches steps in opposite directions
check("계단", find_spikes(np.array([0.0, 10.0, 20.0, 30.0])), [0, 0, 0, 0])
# catches a fixed limit
check("다른 기준", find_spikes(np.array([5.0, 8.0, 5.0]), largest_step=2.0), [0, 1, 0])
# catches >= written for >
check("꼭 그만큼 다를 때", find_spikes(np.array([5.0, 10.0, 5.0])), [0, 0, 0])
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 공평하게 견주기 (4점)
#
# 생산 기록에는 공장(`factory`), 부품(`part`), 생산 개수(`produced`), 불량 개수(`defective`)가 있고 같은 공장, 같은 부품이 **여러 줄**에
# 나뉘어 있습니다. 두 공장이 **같은 비율로** 부품을 만들었다고 치고 불량률을 다시 계산하세요.
#
# 1. 공장과 부품마다 개수를 **모두 더한 다음** 불량률(%)을 구합니다.
# 2. 모든 공장을 합친 생산에서 각 부품이 차지하는 몫을 구합니다. 몫을 다 더하면 1입니다.
# 3. 공장마다 (부품의 불량률 × 그 부품의 몫)을 더합니다.
#
# 공장 이름을 줄 이름으로 하는 열(Series)을 돌려주세요. 모든 공장이 모든 부품을 만들었다고 보아도 됩니다.

# %% locked="production"
production = pd.DataFrame(
    {
        "factory": np.repeat(["남동", "서구"], 60),
        "part": np.concatenate(
            [
                np.where(np.arange(60) < 48, "어려움", "쉬움"),
                np.where(np.arange(60) < 6, "어려움", "쉬움"),
            ]
        ),
        "produced": generator.integers(20, 200, 120),
    }
)
production["defective"] = generator.binomial(
    production["produced"],
    0.04 + 0.08 * (production["part"] == "어려움") + 0.015 * (production["factory"] == "서구"),
)


# %% solution="fair_defect_percent"
def fair_defect_percent(production):
    """Defects in percent by factory, had every factory made the parts in the overall mix."""
    ### BEGIN SOLUTION
    counts = production.groupby(["factory", "part"])[["produced", "defective"]].sum()
    percent = 100 * counts["defective"] / counts["produced"]
    share = production.groupby("part")["produced"].sum() / production["produced"].sum()
    return percent.unstack("part").mul(share, axis="columns").sum(axis="columns")
    ### END SOLUTION


# %%
try:
    plain = production.groupby("factory")[["produced", "defective"]].sum()
    table = pd.DataFrame({"합계 불량률": 100 * plain["defective"] / plain["produced"]})
    print(table.assign(공평한_불량률=fair_defect_percent(production)).round(2))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="fair_defect_percent_same_mix" points=4
_pair = pd.DataFrame(
    [
        ["가", "쉬움", 200, 8],
        ["가", "어려움", 800, 96],
        ["나", "쉬움", 900, 45],
        ["나", "어려움", 100, 15],
    ],
    columns=["factory", "part", "produced", "defective"],
)
check("공장 가", fair_defect_percent(_pair)["가"], 4 * 0.55 + 12 * 0.45)
check("공장 나", fair_defect_percent(_pair)["나"], 5 * 0.55 + 15 * 0.45)
### BEGIN HIDDEN TESTS
_split = pd.DataFrame(
    [
        ["가", "쉬움", 10, 5],
        ["가", "쉬움", 190, 3],
        ["가", "어려움", 800, 96],
        ["나", "쉬움", 900, 45],
        ["나", "어려움", 100, 15],
    ],
    columns=["factory", "part", "produced", "defective"],
)
# catches averaged percentages of rows
check("여러 줄에 나뉜 기록", fair_defect_percent(_split)["가"], 4 * 0.55 + 12 * 0.45)
_uneven = _pair.assign(produced=[100, 100, 300, 500], defective=[10, 20, 30, 100])
# catches parts weighted alike
check("몫이 다른 부품", fair_defect_percent(_uneven)["가"], 10 * 0.4 + 20 * 0.6)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 동료의 보고서 (2점, 강사가 읽고 채점)
#
# 동료가 이렇게 보고했습니다. "설비 기록 10분 간격 1,000줄을 **무작위로 섞어** 4분의 1을 떼어 시험했더니 온도 예측 오차가 0.4도였습니다.
# 다음 주부터 현장에 쓰겠습니다." 아래 셀에 세 문장으로 답하세요. ① 이 0.4도를 믿을 수 없는 까닭, ② 어떻게 다시 시험해야 하는지, ③ 다시
# 시험한 오차는 0.4도보다 클지 작을지와 그 이유.

# %% [markdown] answer="reply_to_colleague" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 10분 앞뒤의 온도는 거의 같은데 섞어서 떼면 시험할 줄의 바로 이웃이 학습에 들어 있어, 예측이 아니라 베끼기를 잰 셈입니다.
# 앞의 3주로 배우고 마지막 주를 맞히게 하는 식으로 시간으로 나누어 다시 시험해야 합니다. 현장에서는 이웃의 답을 모르므로 오차는 0.4도보다
# 커질 것입니다.
#
# 채점: ① 이웃(시간)의 누설을 짚음 1점, ② 시간으로 나눔 0.5점, ③ 커진다는 판단과 이유 0.5점.
# ### END SOLUTION
