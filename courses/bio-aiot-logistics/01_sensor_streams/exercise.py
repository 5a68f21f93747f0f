# %% [markdown]
# # 상자 하나의 여행 기록
#
# 영종도의 항공 화물 창고에 2–8 °C 제품이 도착했습니다. 여행 내내 붙어 있던 기록계에는 공백도 있고, 온도계도 조금 틀렸습니다. 받아도 되는지 말하는 데
# 필요한 함수를 하나씩 만들어 보세요.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.2 GB | 필요 없음 | 합성 데이터: 냉장 상자의 나흘 기록 (씨앗 52) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.
#
# 이 과제에서 온도는 모두 NumPy 배열이고 단위는 섭씨입니다. 모르는 값은 `np.nan`입니다.

# %% locked="setup"
import numpy as np
import pandas as pd

generator = np.random.default_rng(52)
minute = np.arange(4 * 24 * 60)
around_celsius = np.where((minute >= 2000) & (minute < 2420), 14.2, 4.4)  # seven hours outside
true_celsius = np.full(len(minute), 4.4)
for now in range(1, len(minute)):  # Newton's law: the box follows its surroundings within an hour
    true_celsius[now] = true_celsius[now - 1] + (around_celsius[now] - true_celsius[now - 1]) / 60
shown_celsius = (0.95 * true_celsius - 0.2 + generator.normal(0, 0.1, len(minute))).round(1)
heard = (minute % 10 == 0) | (shown_celsius > 8)
heard[700:730] = heard[4400:4720] = False
bath_celsius = np.array([0.0, 0.0, 5.0, 5.0, 10.0, 10.0, 20.0, 20.0])  # the reference thermometer
bath_shown_celsius = np.array([-0.2, -0.1, 4.5, 4.6, 9.3, 9.3, 18.8, 18.8])  # our logger beside it


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
# ## 1. 온도계 교정하기 (3점)
#
# 기록계를 기준 온도계와 나란히 놓고 잰 값이 있습니다. `bath_shown`은 기록계가 보여 준 값, `bath_true`는 기준 온도계의 값입니다. **보여 준 값에서 진짜
# 값으로** 가는 직선을 최소 제곱으로 맞추어(`np.polyfit(x, y, 1)`), 새 기록 `shown`을 교정한 배열을 돌려주세요. 모르는 값(NaN)은 NaN으로 남습니다.


# %% solution="calibrate"
def calibrate(shown, bath_shown, bath_true):
    """`shown` on the scale of the reference thermometer, by a straight line; (readings,)."""
    ### BEGIN SOLUTION
    slope, bias = np.polyfit(bath_shown, bath_true, 1)
    return slope * shown + bias
    ### END SOLUTION


# %%
try:
    print(calibrate(np.array([0.0, 7.4, 14.0]), bath_shown_celsius, bath_celsius).round(2))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="calibrate_by_a_straight_line" points=3
_shown, _true = np.array([1.0, 9.0]), np.array([0.0, 10.0])
check("두 점을 지나는 직선", calibrate(np.array([1.0, 5.0, 9.0]), _shown, _true), [0.0, 5.0, 10.0])
check("모르는 값", calibrate(np.array([np.nan, 5.0]), _shown, _true), [np.nan, 5.0])
### BEGIN HIDDEN TESTS
# catches one offset for all temperatures
check("재어 보지 않은 온도", calibrate(np.array([13.0]), _shown, _true), [15.0])
_scatter = np.array([0.0, 2.0, 1.0, 9.0]), np.array([0.0, 0.0, 4.0, 10.0])
# catches the line of the other direction turned around, which is the same only without scatter
check("흩어진 점", calibrate(np.array([3.0, 5.0]), *_scatter), [3.5, 5.58])
_given = np.array([1.0, 5.0])
calibrate(_given, _shown, _true)
# catches readings changed in place
check("받은 배열", _given, [1.0, 5.0])
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 같은 간격의 칸으로 (3점)
#
# 기록계는 제멋대로 적습니다. `minute`은 시작부터 지난 분(정수, **뒤섞여 있을 수 있음**), `celsius`는 그때의 값입니다. `step_minutes`분짜리 칸 `slots`개로 나누어,
# 칸마다 **평균**을 담은 `(slots,)` 배열을 돌려주세요. 0번 칸은 0분부터 `step_minutes`분 **직전**까지입니다. 기록이 없는 칸은 `np.nan`입니다.
#
# `slots`번째 칸보다 뒤의 기록은 버립니다.


# %% solution="to_grid"
def to_grid(minute, celsius, step_minutes, slots):
    """Mean of the readings in each slot, NaN where there are none; (slots,)."""
    ### BEGIN SOLUTION
    slot = minute // step_minutes
    return pd.Series(celsius).groupby(slot).mean().reindex(range(slots)).to_numpy()
    ### END SOLUTION


# %%
try:
    grid_celsius = to_grid(minute[heard], shown_celsius[heard], 10, 576)
    print(f"기록 {heard.sum():,}줄의 평균 {shown_celsius[heard].mean():.2f} °C")
    print(
        f"칸 576개의 평균 {np.nanmean(grid_celsius):.2f} °C, 빈 칸 {np.isnan(grid_celsius).sum()}개"
    )
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="to_grid_one_value_a_slot" points=3
check(
    "칸마다 평균",
    to_grid(np.array([0, 4, 9, 10]), np.array([4.0, 5.0, 6.0, 8.0]), 10, 2),
    [5.0, 8.0],
)
check("빈 칸", to_grid(np.array([3, 27]), np.array([4.0, 6.0]), 10, 3), [4.0, np.nan, 6.0])
### BEGIN HIDDEN TESTS
# catches readings taken in the order in which they lie
check(
    "뒤섞인 기록", to_grid(np.array([25, 0, 5]), np.array([7.0, 4.0, 6.0]), 10, 3), [5, np.nan, 7]
)
# catches slots that end where the last reading lies
check("뒤쪽의 빈 칸", to_grid(np.array([1]), np.array([4.0]), 10, 3), [4.0, np.nan, np.nan])
# catches slots beyond the last that are kept or folded into it
check("버릴 기록", to_grid(np.array([0, 20, 31]), np.array([4.0, 9.0, 9.0]), 10, 2), [4.0, np.nan])
# catches a width of ten minutes written into the body, and slots closed on the right
check(
    "다른 폭", to_grid(np.array([0, 15, 29, 30]), np.array([1.0, 3.0, 5.0, 7.0]), 15, 3), [1, 4, 7]
)
# catches the middle reading for the mean
check("들쭉날쭉한 기록", to_grid(np.array([0, 1, 2]), np.array([4.0, 4.0, 10.0]), 10, 1), [6.0])
# catches slots that are counted from the first reading
check("늦게 시작한 기록", to_grid(np.array([10, 12]), np.array([4.0, 6.0]), 10, 2), [np.nan, 5.0])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 짧은 공백만 잇기 (4점)
#
# 같은 간격의 배열에서 이어진 NaN이 `longest`칸 **이하**인 공백만, 바로 앞과 바로 뒤의 값을 잇는 **직선**으로 채운 새 배열을 돌려주세요.
#
# - 더 긴 공백은 **한 칸도** 채우지 않습니다.
# - 맨 앞과 맨 뒤의 공백은 한쪽 값이 없으니 길이와 상관없이 그대로 둡니다.
# - 받은 배열은 바꾸지 마세요.


# %% solution="fill_short_gaps"
def fill_short_gaps(celsius, longest):
    """A copy with gaps of at most `longest` slots filled by straight lines."""
    ### BEGIN SOLUTION
    series = pd.Series(celsius)
    run = series.notna().cumsum()  # the same number all through a gap
    length = series.isna().groupby(run).transform("sum")
    lines = series.interpolate(limit_area="inside")
    return lines.where(series.notna() | (length <= longest)).to_numpy()
    ### END SOLUTION


# %%
try:
    filled = fill_short_gaps(np.array([4.0, np.nan, np.nan, 7.0, np.nan, np.nan, np.nan, 3.0]), 2)
    print(filled, "← [4. 5. 6. 7. nan nan nan 3.]이어야 합니다.")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="fill_short_gaps_only" points=4
_gaps = np.array([4.0, np.nan, 6.0, np.nan, np.nan, np.nan, 2.0])
check("한 칸까지", fill_short_gaps(_gaps.copy(), 1), [4, 5, 6, np.nan, np.nan, np.nan, 2])
check("세 칸까지", fill_short_gaps(_gaps.copy(), 3), [4, 5, 6, 5, 4, 3, 2])
### BEGIN HIDDEN TESTS
# catches interpolate(limit=), which fills the first slots of a long gap
check("두 칸까지", fill_short_gaps(_gaps.copy(), 2), [4, 5, 6, np.nan, np.nan, np.nan, 2])
_ends = np.array([np.nan, 5.0, np.nan, 7.0, np.nan])
# catches the last value carried on, and a first gap filled backwards
check("양 끝", fill_short_gaps(_ends.copy(), 3), [np.nan, 5, 6, 7, np.nan])
_given = _ends.copy()
fill_short_gaps(_given, 3)
# catches an array changed in place
check("받은 배열", _given, _ends)
# catches the value before a gap repeated
check("경사진 공백", fill_short_gaps(np.array([0.0, np.nan, np.nan, 9.0]), 2), [0, 3, 6, 9])
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 평균 동적 온도 (3점)
#
# 같은 간격으로 잰 온도(섭씨)의 MKT를 **섭씨**로 돌려주세요. $\Delta H$는 `delta_h_kj_per_mol`, 기체 상수 $R$은 `8.3144e-3` kJ/(mol·K)입니다. 모르는 값이 하나라도
# 있으면 `np.nan`을 돌려주세요.
#
# $$ T_{MKT} = \frac{\Delta H / R}{-\ln\left( \frac{1}{n} \sum e^{-\Delta H / (R\,T_i)} \right)} $$


# %% solution="mkt"
def mkt(celsius, delta_h_kj_per_mol=83.144):
    """Mean kinetic temperature in degrees Celsius; NaN when any reading is unknown."""
    ### BEGIN SOLUTION
    ratio = delta_h_kj_per_mol / 8.3144e-3
    return ratio / -np.log(np.mean(np.exp(-ratio / (celsius + 273.15)))) - 273.15
    ### END SOLUTION


# %% grade="mkt_averages_speeds" points=3
_half = mkt(np.array([2.0, 14.0]))
check("내내 5 °C", mkt(np.full(10, 5.0)), 5.0)
assert 9.9 < _half < 10.0, (
    f"절반은 2 °C, 절반은 14 °C: {_half:.2f}입니다. 10에 조금 못 미쳐야 합니다."
)
### BEGIN HIDDEN TESTS
# catches a plain mean, Celsius in the formula, and a result left in kelvin
check("2 °C와 14 °C", _half, 9.974561043)
# catches an activation energy written into the body
check("둔한 제품", mkt(np.array([2.0, 14.0]), delta_h_kj_per_mol=40.0), 8.948054754)
# catches unknown readings that are left out in silence
check("모르는 값", mkt(np.array([2.0, np.nan, 14.0])), np.nan)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 가장 나쁜 창 (3점)
#
# 길이가 `window`칸인 **이어진** 창을 한 칸씩 밀어 가며, 가장 높은 MKT를 돌려주세요. 모르는 값이 들어 있는 창은 **셈에서 뺍니다.** 쓸 수 있는 창이 하나도
# 없으면 `np.nan`입니다. 4번의 `mkt`를 써도 되고 쓰지 않아도 됩니다. $\Delta H$는 83.144로 합니다.


# %% solution="worst_window"
def worst_window(celsius, window):
    """Highest MKT of any `window` consecutive known slots; NaN when there is no such window."""
    ### BEGIN SOLUTION
    speed = pd.Series(np.exp(-10_000 / (celsius + 273.15)))
    fastest = speed.rolling(window).mean().max()  # windows with NaN are NaN, and max skips them
    return 10_000 / -np.log(fastest) - 273.15
    ### END SOLUTION


# %% grade="worst_window_slides" points=3
_trip = np.array([4.0, 4.0, 12.0, 12.0, 4.0, 4.0, 4.0, 4.0])
check("두 칸짜리 창", worst_window(_trip, 2), 12.0)
check("내내 5 °C", worst_window(np.full(6, 5.0), 3), 5.0)
### BEGIN HIDDEN TESTS
# catches windows side by side instead of sliding ones
check("나란하지 않은 창", worst_window(np.array([4.0, 12.0, 12.0, 4.0]), 2), 12.0)
# catches the whole journey taken for the window, and readings that are not consecutive
check("세 칸짜리 창", worst_window(_trip, 3), 10.073716333)
# catches a last window that is left out
check("맨 끝의 창", worst_window(np.array([4.0, 4.0, 4.0, 12.0, 12.0]), 2), 12.0)
_hole = np.array([4.0, 4.0, 4.0, 12.0, np.nan, 12.0, 4.0, 4.0])
# catches windows with unknown slots that are averaged over the rest
check("모르는 칸이 있는 창", worst_window(_hole, 2), 8.918066325)
# catches a number where nothing can be said
check("쓸 수 있는 창이 없을 때", worst_window(np.array([4.0, np.nan, 4.0]), 2), np.nan)
# catches the window with the highest mean: 7 and 7 against 2 and 11
check(
    "평균은 낮아도 나쁜 창",
    worst_window(np.array([7.0, 7.0, np.nan, 2.0, 11.0]), 2),
    7.661960629,
)
# catches the window with the highest reading: 9 and 9 against 0 and 10
check("가장 더운 칸이 없는 창", worst_window(np.array([9.0, 9.0, np.nan, 0.0, 10.0]), 2), 9.0)
# catches max(), which stays with a NaN that comes first
check("모르는 칸으로 시작할 때", worst_window(np.array([np.nan, 5.0, 5.0]), 2), 5.0)
# catches a worst that starts from zero
check("내내 영하일 때", worst_window(np.full(4, -20.0), 2), -20.0)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 받아도 될까요? (2점, 강사가 읽고 채점)
#
# 아래 셀을 실행하고 결과를 읽으세요. 창고의 규정은 이렇습니다. "가장 나쁜 24시간의 MKT가 8 °C를 넘으면 받지 않고 품질 부서에 넘긴다."

# %%
try:
    calibrated = calibrate(grid_celsius, bath_shown_celsius, bath_celsius)
    ready = fill_short_gaps(calibrated, longest=4)
    known = ready[~np.isnan(ready)]
    print(f"온도계를 믿은 나흘의 평균    {np.nanmean(grid_celsius):.2f} °C")
    print(f"교정한 나흘의 MKT            {mkt(known):.2f} °C")
    print(
        f"교정하지 않은 최악의 24시간  {worst_window(fill_short_gaps(grid_celsius, 4), 144):.2f} °C"
    )
    print(f"교정한 최악의 24시간         {worst_window(ready, 144):.2f} °C")
    print(f"모르는 시간                  {np.isnan(ready).sum() / 6:.1f}시간")
except (NotImplementedError, NameError):
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown]
# 운송사 직원이 말합니다. "나흘 평균이 4도 대입니다. 온도계 기록으로 계산한 24시간 MKT도 8도를 안 넘어요. 받으시죠." 아래 셀에 **세 문장**으로 답하세요. ① 받을지
# 말지와 그 근거가 되는 **숫자 하나**, ② 직원이 든 두 숫자가 왜 근거가 되지 못하는지, ③ 보고서에 꼭 함께 적어야 할 **모르는 것**과 그것을 알아볼 방법 하나.

# %% [markdown] answer="whether_to_accept" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 교정한 기록에서 가장 나쁜 24시간의 MKT가 8.30 °C로 8 °C를 넘으므로 받지 않고 품질 부서에 넘기겠습니다. 나흘 평균은 더웠던 일곱 시간을
# 나머지 사흘 반으로 묽힌 값이고, 7.65 °C라는 24시간 MKT는 더운 쪽에서 낮게 읽는 온도계를 교정하지 않은 값이라 둘 다 근거가 되지 못합니다. 기록이 없는
# 5.3시간 동안 무슨 일이 있었는지는 모른다고 적고, 같은 트럭의 다른 상자나 냉동기의 기록이 남아 있는지 운송사에 묻겠습니다.
#
# 채점: ① 받지 않음과 교정한 24시간 MKT 8.30 °C 1점, ② 묽어진 평균과 교정하지 않은 온도계를 모두 짚음 0.5점, ③ 모르는 5.3시간과 알아볼 방법 0.5점.
# ### END SOLUTION
