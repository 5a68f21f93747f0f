# %% [markdown]
# # 경보를 새로 만드는 날
#
# 부평의 한 의약품 도매상은 냉장차 경보를 모두 꺼 두었습니다. 하루에 스무 번씩 울려서 아무도 견디지 못했답니다. 들을 만한 경보를 처음부터 다시 만들어 주세요.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.2 GB | 필요 없음 | 합성 데이터: 냉장차 하루 600분과 겨울밤 480분 (씨앗 53) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.
#
# 이 과제에서 온도는 섭씨, 시간은 분이고, 모르는 값은 `np.nan`입니다.

# %% locked="setup"
import numpy as np

generator = np.random.default_rng(53)
target_celsius, pace_minutes = np.full(600, 4.5), np.full(600, 8.0)
for opened in range(60, 480, 14):  # a busy day: the door open for 5 minutes out of 14
    target_celsius[opened : opened + 5], pace_minutes[opened : opened + 5] = 29.0, 12.0
air_celsius = np.full(600, 4.5)
water_celsius = np.full(600, 4.5)  # a bottle of water in the box, tau 110 minutes
for now in range(1, 600):  # Newton's law, for the air and for the bottle
    air_celsius[now] = (
        air_celsius[now - 1] + (target_celsius[now] - air_celsius[now - 1]) / pace_minutes[now]
    )
    warmer = air_celsius[now] - water_celsius[now - 1]
    water_celsius[now] = water_celsius[now - 1] + (1 - np.exp(-1 / 110)) * warmer
probe_celsius = water_celsius + generator.normal(0, 0.15, 600)
probe_celsius[200:260] = np.nan  # the probe's radio was silent
night_celsius = 4 + generator.normal(0, 0.1, (3, 480))  # (places, minutes) on a winter night
night_celsius[1, 150:162] -= 4.2  # twelve minutes at the outlet of the blower
night_celsius[2, 140:300] = np.nan


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
# ## 1. 온도 이탈 찾기 (3점)
#
# 1분마다 잰 온도에서, `limit`보다 **높은** 값이 **이어진** 구간 가운데 길이가 `shortest`분 이상인 것을 모두 찾아 `(시작한 자리, 길이)`의 **리스트**로 돌려주세요.
# 앞에서부터 차례로 놓습니다. 모르는 값(NaN)은 높다고 치지 않으므로 구간이 거기서 끊깁니다.


# %% solution="find_excursions"
def find_excursions(celsius, limit, shortest):
    """Runs above `limit` of at least `shortest` minutes, as [(start, length), ...]."""
    ### BEGIN SOLUTION
    hot = np.concatenate([[False], celsius > limit, [False]]).astype(int)
    change = np.diff(hot)
    starts, ends = np.flatnonzero(change == 1), np.flatnonzero(change == -1)
    runs = zip(starts.tolist(), (ends - starts).tolist(), strict=True)
    return [(start, length) for start, length in runs if length >= shortest]
    ### END SOLUTION


# %%
try:
    print("5분 이상:", find_excursions(air_celsius, 8.0, 5)[:4], "...")
    print("30분 이상:", find_excursions(air_celsius, 8.0, 30))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="find_excursions_without_a_break" points=3
_day = np.array([5.0, 9.0, 9.0, 5.0, 9.0, 5.0, 9.0, 9.0, 9.0, 5.0])
check("2분 이상", find_excursions(_day, 8.0, 2), [(1, 2), (6, 3)])
check("모두", find_excursions(_day, 8.0, 1), [(1, 2), (4, 1), (6, 3)])
check("없을 때", find_excursions(_day, 10.0, 1), [])
### BEGIN HIDDEN TESTS
# catches a run that is lost because it reaches the last minute
check("끝까지 이어질 때", find_excursions(np.array([5.0, 9.0, 9.0]), 8.0, 2), [(1, 2)])
# catches a run that is lost because it begins with the first minute
check("처음부터 더울 때", find_excursions(np.array([9.0, 9.0, 5.0]), 8.0, 2), [(0, 2)])
# catches >= written for >
check("기준과 같은 온도", find_excursions(np.array([8.0, 8.0, 9.0, 5.0]), 8.0, 1), [(2, 1)])
# catches unknown minutes that are stepped over
check("모르는 값", find_excursions(np.array([9.0, np.nan, 9.0]), 8.0, 1), [(0, 1), (2, 1)])
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 약의 온도 계산하기 (4점)
#
# 공기의 온도에서 약의 온도를 지연 모델로 계산한 `(기록 수,)` 배열을 돌려주세요.
#
# - 첫 값은 `start_celsius`입니다.
# - 그다음부터는 바로 앞 약의 온도에서 **이번** 공기의 온도 쪽으로, 차이의 $1 - e^{-걸음/\tau}$만큼 다가갑니다. 걸음은 `step_minutes`, $\tau$는 `tau_minutes`입니다.
#
# 기록의 간격이 시간 상수보다 길어도 터무니없는 온도가 나오면 안 됩니다.


# %% solution="product_temperature"
def product_temperature(air, start_celsius, tau_minutes, step_minutes=1.0):
    """The product behind the air, by Newton's law solved exactly for each step; (readings,)."""
    ### BEGIN SOLUTION
    share = 1 - np.exp(-step_minutes / tau_minutes)
    product = [start_celsius]
    for degrees in air[1:]:
        product.append(product[-1] + share * (degrees - product[-1]))
    return np.array(product)
    ### END SOLUTION


# %%
try:
    print(product_temperature(np.array([5.0, 15.0, 15.0, 15.0]), 5.0, 10.0, step_minutes=10.0))
    print("← [5, 11.32, 13.65, 14.50]쯤이어야 합니다.")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="product_temperature_follows_the_air" points=4
_share = 1 - np.exp(-1 / 100)
check(
    "1분 걸음",
    product_temperature(np.array([5.0, 25.0, 25.0]), 5.0, 100.0),
    [5.0, 5 + 20 * _share, 5 + 20 * (1 - (1 - _share) ** 2)],
)
check("공기와 같을 때", product_temperature(np.full(4, 6.0), 6.0, 50.0), np.full(4, 6.0))
### BEGIN HIDDEN TESTS
# catches step / tau, which overshoots where steps are long
check(
    "걸음이 시간 상수보다 길 때",
    product_temperature(np.array([4.0, 14.0, 14.0]), 4.0, 4.0, step_minutes=10.0),
    [4.0, 14 - 10 * np.exp(-2.5), 14 - 10 * np.exp(-5)],
)
# catches a product that starts as warm as the air
check(
    "공기보다 찬 약",
    product_temperature(np.array([20.0, 20.0]), 5.0, 30.0),
    [5.0, 20 - 15 * np.exp(-1 / 30)],
)
# catches the air of the step before
check(
    "갑자기 더워질 때",
    product_temperature(np.array([5.0, 5.0, 30.0]), 5.0, 20.0)[-1],
    30 - 25 * np.exp(-1 / 20),
)
# catches a product that is cut to whole degrees like the readings
check(
    "정수로 적힌 공기", product_temperature(np.array([5, 25]), 5.0, 100.0), [5.0, 5 + 20 * _share]
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 우리 상자의 시간 상수 (3점)
#
# 1분마다 잰 공기와, 물병 속 탐침의 기록이 있습니다. `candidates`의 시간 상수마다 2번처럼 물병의 온도를 계산해, 탐침과의 **평균 제곱 오차가 가장 작은** 시간 상수를 돌려주세요.
# 물병은 **탐침의 첫 값**(늘 있습니다)에서 출발합니다. 탐침이 모르는 시각(NaN)은 셈에서 뺍니다.


# %% solution="fit_tau"
def fit_tau(air, probe, candidates):
    """The one of `candidates` (minutes) whose lag model comes closest to the probe."""
    ### BEGIN SOLUTION
    losses = []
    for tau_minutes in candidates:
        error = product_temperature(air, probe[0], tau_minutes) - probe
        losses.append(np.nanmean(error**2))
    return candidates[np.argmin(losses)]
    ### END SOLUTION


# %%
try:
    print("시간 상수:", fit_tau(air_celsius, probe_celsius, np.arange(20, 301, 10)), "분")
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")


# %% grade="fit_tau_comes_closest" points=3
def _behind(air, start, tau):
    """The bottle at every minute, by the lag model."""
    product = [start]
    for degrees in air[1:]:
        product.append(degrees + (product[-1] - degrees) * np.exp(-1 / tau))
    return np.array(product)


_air = np.concatenate([np.full(30, 5.0), np.full(90, 20.0), np.full(60, 6.0)])
check("시간 상수 80분", fit_tau(_air, _behind(_air, 5.0, 80), np.arange(20, 201, 20)), 80)
check("가장 가까운 후보", fit_tau(_air, _behind(_air, 5.0, 84), np.arange(20, 201, 20)), 80)
### BEGIN HIDDEN TESTS
_holes = _behind(_air, 5.0, 140)
_holes[40:90] = np.nan
# catches unknown minutes that turn every loss into NaN
check("모르는 값이 있을 때", fit_tau(_air, _holes, np.arange(20, 201, 20)), 140)
_cold = np.concatenate([np.full(100, 18.0), np.full(60, 5.0)])
# catches a bottle that starts as warm as the air
check("공기보다 찬 물병", fit_tau(_cold, _behind(_cold, 4.0, 60), np.arange(20, 201, 20)), 60)
_cooling = np.concatenate([[5.0], np.full(90, 20.0), np.full(300, 5.0)])
_low = _behind(_cooling, 5.0, 40) - 0.5
_low[0] = 5.0
# catches errors that cancel because they were averaged before they were squared
check("위아래로 틀릴 때", fit_tau(_cooling, _low, np.array([40, 160])), 40)
# catches the place among the candidates instead of the candidate
check("후보가 하나", fit_tau(_air, _behind(_air, 5.0, 84), np.array([70])), 70)
# catches a search that ends where an error grows for the first time
_order = np.array([200, 20, 80, 100])
check("뒤섞인 후보", fit_tau(_air, _behind(_air, 5.0, 80), _order), 80)
_mixed = _behind(_air, 5.0, 60)
_mixed[90:125] = _behind(_air, 5.0, 160)[90:125]
# catches the mean of absolute errors
check("크게 틀린 구간이 있을 때", fit_tau(_air, _mixed, np.arange(20, 201, 20)), 100)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 몇 분 남았을까요? (3점)
#
# 공기가 지금 그대로라면 약이 `limit_celsius`에 닿을 때까지 몇 분이 남았는지 돌려주세요. 모두 숫자 하나입니다.
#
# $$ 남은\ 시간 = \tau \ln \frac{공기 - 약}{공기 - 기준} $$
#
# - 약이 이미 기준 **이상**이면 `0.0`입니다. 공기가 무엇이든 상관없습니다.
# - 공기가 기준보다 높지 않으면 영영 닿지 않으니 `np.inf`입니다.


# %% solution="minutes_until"
def minutes_until(limit_celsius, product_celsius, air_celsius, tau_minutes):
    """Minutes until the product reaches the limit if the air stays; 0 when it has, inf if never."""
    ### BEGIN SOLUTION
    if product_celsius >= limit_celsius:
        return 0.0
    if air_celsius <= limit_celsius:
        return np.inf
    distances = (air_celsius - product_celsius) / (air_celsius - limit_celsius)
    return tau_minutes * np.log(distances)
    ### END SOLUTION


# %% grade="minutes_until_the_limit" points=3
check("8 °C까지", minutes_until(8.0, 6.0, 20.0, 150.0), 150 * np.log(14 / 12))
check("시원한 공기", minutes_until(8.0, 6.0, 5.0, 150.0), np.inf)
### BEGIN HIDDEN TESTS
# catches a straight line drawn on at the present pace
check("뜨거운 공기", minutes_until(8.0, 4.0, 9.0, 60.0), 60 * np.log(5))
# catches a warm product that is called safe because the air is cool again
check("이미 더운 약", minutes_until(8.0, 9.0, 4.0, 150.0), 0.0)
# catches minutes in the past
check("기준에 닿은 약", minutes_until(8.0, 8.0, 20.0, 150.0), 0.0)
# catches a division by zero
check("공기가 딱 기준일 때", minutes_until(8.0, 6.0, 8.0, 150.0), np.inf)
# catches a limit of 8 written into the body
check("다른 기준", minutes_until(15.0, 6.0, 20.0, 150.0), 150 * np.log(14 / 5))
# catches a product at its limit that is called safe because the air is cool
check("기준에 닿은 약과 찬 공기", minutes_until(8.0, 8.0, 5.0, 150.0), 0.0)
# catches minutes of the past counted without their sign
check("이미 더운 약과 더운 공기", minutes_until(8.0, 9.0, 20.0, 150.0), 0.0)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 꺼지지 않는 동결 경보 (3점)
#
# 여러 자리에서 1분마다 잰 `(자리, 분)` 배열을 받아, 분마다 경보가 울리고 있는지를 참/거짓의 `(분,)` 배열로 돌려주세요.
#
# - **어느 한 자리라도** `margin_celsius` **이하**이면 울립니다. 기다리지도 평균하지도 않습니다.
# - 한번 울리면 온도가 돌아와도 **끝까지** 울립니다.
# - 모르는 값(NaN)은 울릴 까닭이 되지 않지만, **다른 자리의 경보를 막아서도 안 됩니다.**


# %% solution="freeze_alarm"
def freeze_alarm(celsius, margin_celsius=0.5):
    """True from the first minute in which any place is at or below the margin; (minutes,) bool."""
    ### BEGIN SOLUTION
    is_cold = (celsius <= margin_celsius).any(axis=0)
    return np.maximum.accumulate(is_cold)
    ### END SOLUTION


# %%
try:
    print(f"겨울밤에 울리기 시작한 때: {np.argmax(freeze_alarm(night_celsius))}분")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="freeze_alarm_stays_on" points=3
_night = np.array([[4.0, 4.0, 4.0, 4.0], [4.0, 0.2, 4.0, 4.0]])
check("한 자리가 얼 뻔했을 때", freeze_alarm(_night), [0, 1, 1, 1])
check("아무 일 없을 때", freeze_alarm(np.full((2, 3), 4.0)), [0, 0, 0])
### BEGIN HIDDEN TESTS
# catches < written for <=
check("기준과 같은 온도", freeze_alarm(np.array([[4.0, 0.5, 4.0]])), [0, 1, 1])
_silent = np.array([[np.nan, np.nan, np.nan], [4.0, -1.0, 4.0]])
# catches an unknown place that silences the others
check("말이 없는 자리", freeze_alarm(_silent), [0, 1, 1])
# catches a margin written into the body
check("다른 기준", freeze_alarm(_night, margin_celsius=0.0), [0, 0, 0, 0])
_mild = np.array([[8.0, 8.0], [4.0, 0.0]])
# catches places that are averaged
check("더운 자리와 찬 자리", freeze_alarm(_mild), [0, 1])
# catches the first minute taken for "never", and a place in the middle that is not looked at
_three = np.array([[4.0, 4.0], [0.2, 4.0], [4.0, 4.0]])
check("처음부터 찬 가운데 자리", freeze_alarm(_three), [1, 1])
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 사장님의 부탁 (2점, 강사가 읽고 채점)
#
# 아래 셀을 실행하고 결과를 읽으세요.

# %%
try:
    long_runs = find_excursions(air_celsius, 8.0, 30)
    tau = fit_tau(air_celsius, probe_celsius, np.arange(20, 301, 10))
    product = product_temperature(air_celsius, 4.5, tau)
    cold = (night_celsius <= 0.5).any(axis=0)
    print(f"바쁜 날: 공기가 30분 이어서 8 °C를 넘은 일 {len(long_runs)}번")
    print(
        f"바쁜 날: 계산한 약의 가장 높은 온도 {product.max():.1f} °C, 처음 8 °C를 넘은 때 {np.argmax(product > 8)}분"
    )
    print(
        f"겨울밤: 0.5 °C 이하로 이어진 시간 {cold.sum()}분, 세 자리의 평균이 가장 낮았을 때 {np.nanmean(night_celsius, axis=0).min():.1f} °C"
    )
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown]
# 사장님이 말합니다. "공기가 8도 넘게 30분 이어질 때만 울리게 해 주세요. 동결 경보도 똑같이 30분 이어질 때만요. 그리고 온도가 돌아오면 저절로 꺼지게요." 아래 셀에 **세 문장**으로
# 답하세요. ① 더위 경보는 무엇을 보고 울리게 하자고 하겠습니까? **바쁜 날의 숫자**를 들어 말하세요. ② 동결 경보를 30분 기다리게 하면 왜 안 되는지 **겨울밤의 숫자**를 들어 말하세요.
# ③ 동결 경보가 저절로 꺼지면 안 되는 까닭과, 그럼 누가 무엇을 하고 나서 끄는지 적으세요.

# %% [markdown] answer="answer_to_owner" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 바쁜 날에는 공기가 30분 이어서 8 °C를 넘은 일이 한 번도 없는데 계산한 약의 온도는 147분에 8 °C를 넘어 11.0 °C까지 올랐으니, 공기가 아니라 지연 모델로 계산한
# 약의 온도(또는 8 °C까지 남은 시간)를 보고 울리게 하겠습니다. 겨울밤에 0.5 °C 이하였던 시간은 12분뿐이라 30분을 기다리면 울리지 않는데, 동결은 한 번으로 되돌릴 수 없습니다. 저절로
# 꺼지면 아침에는 4 °C의 멀쩡한 상자만 보여 언 것을 모르고 내보내게 되므로, 책임자가 그 자리의 상자를 따로 두고 제조사 기준에 따라 확인한 뒤에 끄게 하겠습니다.
#
# 채점: ① 약의 온도(또는 남은 시간)와 바쁜 날의 숫자 1점, ② 12분과 되돌릴 수 없음 0.5점, ③ 꺼지면 안 되는 까닭과 사람이 확인하고 끄는 절차 0.5점.
# ### END SOLUTION
