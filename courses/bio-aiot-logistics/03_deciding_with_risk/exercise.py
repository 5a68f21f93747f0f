# %% [markdown]
# # 금요일 오후 네 시의 상자
#
# 청라의 한 유통 회사에 진단 시약 상자 하나가 늦게 도착했습니다. 온도 기록에는 공백이 있고, 병원은 월요일부터 이 시약을 써야 합니다. 정하는 데 필요한 것을 하나씩 계산하고, 마지막에는 병원에 보낼
# 글을 씁니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.2 GB | 필요 없음 | 합성 데이터: 상자 하나의 40시간, 가속 시험 15번, 운송 시나리오 4,000개 (씨앗 54) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.
#
# 이 과제에서 온도는 섭씨, 수명은 **5 °C에서의 날짜**이고, 모르는 값은 `np.nan`입니다. 기체 상수 $R$은 `8.3144e-3` kJ/(mol·K)입니다.

# %% locked="setup"
import numpy as np

generator = np.random.default_rng(54)
trip_celsius = 5 + generator.normal(0, 0.2, 240)  # forty hours, every ten minutes
trip_celsius[90:150] = 14 + generator.normal(0, 0.2, 60)  # ten hours on a platform
trip_celsius[200:218] = np.nan  # three hours without a word
trial_celsius = np.repeat([20.0, 30.0, 40.0], 5)  # the maker's accelerated trials
trial_rates = (
    10
    / 28
    * np.exp(  # per cent a day; Arrhenius with 95 kJ/mol and 10 % of scatter
        95 / 8.3144e-3 * (1 / 278.15 - 1 / (trial_celsius + 273.15)) + generator.normal(0, 0.1, 15)
    )
)
left_days = np.array([3.0, 12.5, 7.0, 9.0, 21.0])  # what is left of each box on the shelf
needed_days = np.array([8.0, 2.0, 12.0, 8.0])  # what each hospital needs, in the order of orders
is_spoilt = generator.random((3, 4000)) < np.array([[0.02], [0.001], [0.004]])
losses = np.array([[3.0], [15.0], [9.0]]) + 300.0 * is_spoilt  # 10,000 KRW; (trucks, scenarios)


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
# ## 1. 쓴 수명 (3점)
#
# `step_minutes`분 간격으로 잰 온도에서, 그동안 쓴 수명을 **5 °C의 날짜**로 돌려주세요. 5 °C에서는 하루에 하루를 씁니다. 온도가 $T$(켈빈)이면 5 °C일 때의
#
# $$ e^{\frac{\Delta H}{R} \left( \frac{1}{278.15} - \frac{1}{T} \right)} $$
#
# 배로 빨리 씁니다. $\Delta H$는 `energy_kj_per_mol`입니다. 모르는 값은 없다고 보아도 됩니다.


# %% solution="used_life"
def used_life(celsius, step_minutes, energy_kj_per_mol):
    """Shelf life used, in days at 5 °C, by readings of `step_minutes` each."""
    ### BEGIN SOLUTION
    kelvin = celsius + 273.15
    speed = np.exp(energy_kj_per_mol / 8.3144e-3 * (1 / 278.15 - 1 / kelvin))
    return np.sum(speed) * step_minutes / (24 * 60)
    ### END SOLUTION


# %%
try:
    print(f"25 °C에서 하루: {used_life(np.full(24, 25.0), 60, 83.144):.2f}일 ← 11.15여야 합니다.")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="used_life_adds_up_speeds" points=3
check("5 °C에서 이틀", used_life(np.full(288, 5.0), 10, 90.0), 2.0)
check("25 °C에서 하루", used_life(np.full(24, 25.0), 60, 83.144), 11.152461)
### BEGIN HIDDEN TESTS
_mixed = np.array([5.0, 25.0])
# catches the speed of the mean temperature, which is less than the mean of the speeds
check("두 온도를 하루씩", used_life(_mixed, 24 * 60, 83.144), 12.152461)
# catches an energy written into the body
check("예민한 제품", used_life(np.array([25.0]), 24 * 60, 105.0), 21.022883)
# catches ten minutes or an hour taken for every step
check("15분 간격", used_life(np.full(96, 5.0), 15, 90.0), 1.0)
# catches cold that is not counted at all
check("2 °C에서 하루", used_life(np.array([2.0]), 24 * 60, 83.144), 0.675712)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 가장 좋은 경우와 가장 나쁜 경우 (4점)
#
# 모르는 값(NaN)이 있는 기록입니다. 모르는 칸이 모두 `coldest_celsius`였을 때와 모두 `warmest_celsius`였을 때 쓴 수명을 `[가장 적게, 가장 많이]`의 배열로 돌려주세요. 받은 배열은 바꾸지 마세요.


# %% solution="life_bounds"
def life_bounds(celsius, step_minutes, energy_kj_per_mol, coldest_celsius, warmest_celsius):
    """Least and most shelf life used, in days at 5 °C, whatever the unknown readings were; (2,)."""
    ### BEGIN SOLUTION
    unknown = np.isnan(celsius)
    return np.array(
        [
            used_life(np.where(unknown, each, celsius), step_minutes, energy_kj_per_mol)
            for each in (coldest_celsius, warmest_celsius)
        ]
    )
    ### END SOLUTION


# %%
try:
    print("쓴 수명:", life_bounds(trip_celsius, 10, 95.0, 5.0, 30.0).round(2))
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% grade="life_bounds_hold_the_unknown" points=4
_day = np.array([5.0, np.nan])
check("모르는 하루", life_bounds(_day.copy(), 24 * 60, 83.144, 5.0, 25.0), [2.0, 12.152461])
check("모두 알 때", life_bounds(np.full(2, 5.0), 24 * 60, 83.144, 0.0, 30.0), [2.0, 2.0])
### BEGIN HIDDEN TESTS
# catches a coldest case of 5 degrees written into the body
check("찬 공백", life_bounds(_day.copy(), 24 * 60, 83.144, 2.0, 5.0), [1.675712, 2.0])
_given = np.array([5.0, np.nan, 25.0, np.nan])
# catches a line drawn through the gap, and gaps that are left out
check(
    "가운데의 공백", life_bounds(_given.copy(), 24 * 60, 83.144, 5.0, 25.0), [14.152461, 34.457384]
)
life_bounds(_given, 24 * 60, 83.144, 5.0, 25.0)
# catches an array changed in place, which also makes both ends the same
check("받은 배열", _given, [5.0, np.nan, 25.0, np.nan])
# catches readings cut to the two limits, and limits that the readings widen
check(
    "한계보다 찬 기록",
    life_bounds(np.array([2.0, np.nan]), 24 * 60, 83.144, 5.0, 25.0),
    [1.675712, 11.828173],
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 활성화 에너지 (3점)
#
# 가속 시험의 온도(섭씨)와 빠르기(하루에 %)에서 활성화 에너지를 **kJ/mol**로 돌려주세요. $\ln(빠르기)$를 $1/T$에 대해 그린 직선의 기울기가 $-\Delta H / R$입니다. 직선은 최소 제곱(`np.polyfit`)으로 맞춥니다.


# %% solution="activation_energy"
def activation_energy(celsius, rates):
    """Activation energy in kJ/mol, from the straight line of ln(rate) over 1/T."""
    ### BEGIN SOLUTION
    slope, _ = np.polyfit(1 / (celsius + 273.15), np.log(rates), 1)
    return -slope * 8.3144e-3
    ### END SOLUTION


# %%
try:
    print(f"활성화 에너지: {activation_energy(trial_celsius, trial_rates):.1f} kJ/mol")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")


# %% grade="activation_energy_from_the_slope" points=3
def _rates(celsius, energy):
    """Rates that obey Arrhenius exactly."""
    return 3.0 * np.exp(energy / 8.3144e-3 * (1 / 300 - 1 / (celsius + 273.15)))


_oven = np.array([20.0, 30.0, 40.0, 50.0])
check("꼭 맞는 빠르기", activation_energy(_oven, _rates(_oven, 95.0)), 95.0)
### BEGIN HIDDEN TESTS
# catches an answer that depends on the unit of the rates
check("단위가 다를 때", activation_energy(_oven, 24 * _rates(_oven, 95.0)), 95.0)
# catches log10, kelvin forgotten and a sign lost, all of which fit one value only by chance
check("둔한 제품", activation_energy(_oven[:3], _rates(_oven[:3], 60.0)), 60.0)
_scatter = _rates(_oven, 80.0) * np.array([1.2, 0.9, 1.0, 1.1])
# catches the line through the first and the last trial
check("흩어진 시험", activation_energy(_oven, _scatter), 78.576874)
_pairs = np.array([20.0, 20.0, 40.0, 40.0])
_uneven = _rates(_pairs, 95.0) * np.array([0.5, 2.0, 1.0, 1.0])
# catches rates averaged before the logarithm
check("같은 온도의 두 시험", activation_energy(_pairs, _uneven), 95.0)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 한계를 먼저, 돈은 그다음에 (3점)
#
# `losses`는 `(차, 시나리오)`마다의 손해, `is_spoilt`는 그때 상자를 버리게 되는지(참/거짓)입니다. 버리는 비율이 `most_spoilt_percent` **이하**인 차 가운데 **평균 손해가 가장 적은** 차의 번호(줄 번호)를
# 돌려주세요. 그런 차가 하나도 없으면 아무 차나 고르지 말고 `ValueError`를 일으키세요.


# %% solution="choose_truck"
def choose_truck(losses, is_spoilt, most_spoilt_percent):
    """The row with the lowest mean loss among those that spoil seldom enough.

    losses, is_spoilt: (trucks, scenarios). Raises ValueError when every truck spoils too often.
    """
    ### BEGIN SOLUTION
    allowed = 100 * is_spoilt.mean(axis=1) <= most_spoilt_percent
    if not allowed.any():
        raise ValueError(f"no truck spoils at most {most_spoilt_percent} percent")
    return int(np.argmin(np.where(allowed, losses.mean(axis=1), np.inf)))
    ### END SOLUTION


# %%
try:
    for percent in (5.0, 1.0, 0.2):
        print(f"버리는 비율 {percent} % 이하: {choose_truck(losses, is_spoilt, percent)}번 차")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="choose_truck_keeps_the_limit" points=3
_losses = np.array([[1.0, 9.0], [6.0, 6.0], [4.0, 10.0]])
_bad = np.array([[False, True], [False, False], [False, False]])
check("느슨한 한계", choose_truck(_losses, _bad, 60.0), 0)
check("빡빡한 한계", choose_truck(_losses, _bad, 10.0), 1)
### BEGIN HIDDEN TESTS
# catches < written for <=
check("한계와 같은 비율", choose_truck(_losses, _bad, 50.0), 0)
# catches a share taken for a percentage
check("1 퍼센트", choose_truck(_losses, _bad, 1.0), 1)
# catches the place among the allowed trucks instead of the truck's own number
check("마지막 차", choose_truck(_losses[[0, 0, 2]], _bad[[0, 0, 2]], 10.0), 2)
_rare = np.array([[1.0, 1.0, 1.0, 1.0, 90.0], [8.0, 8.0, 8.0, 8.0, 8.0]])
# catches the usual loss (median, most frequent winner) taken for the mean
check("드문 큰 손해", choose_truck(_rare, np.zeros((2, 5), dtype=bool), 10.0), 1)
try:
    choose_truck(_losses[:1], _bad[:1], 10.0)
except ValueError:
    pass
else:
    # catches a truck that is sent although none may be
    raise AssertionError("모든 차가 한계를 넘는데도 하나를 골랐습니다.")
_dear = np.array([[1.0, 1.0, 1.0, 300.0], [9.0, 9.0, 9.0, 9.0]])
_seldom = np.array([[False, False, False, True], [False, False, False, False]])
# catches the loss of a spoilt box left out of the mean
check("버리는 날의 손해", choose_truck(_dear, _seldom, 50.0), 1)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 어느 상자를 어느 병원에 (3점)
#
# 창고 상자들의 남은 수명 `left_days`와, 병원들이 필요한 날 `needed_days`(주문이 들어온 순서)가 있습니다. 병원마다 차례로, **아직 주지 않은 상자 가운데 필요한 날 이상 남았고 그중 남은 수명이 가장 짧은** 상자의
# 번호를 정해 `(병원 수,)` 배열로 돌려주세요. 줄 상자가 없는 병원은 `-1`입니다. 남은 수명이 같으면 번호가 작은 상자를 줍니다.


# %% solution="assign_boxes"
def assign_boxes(left_days, needed_days):
    """For each hospital in turn the box with the least sufficient life, or -1; (hospitals,)."""
    ### BEGIN SOLUTION
    left, given = np.array(left_days, dtype=float), []
    for needed in needed_days:
        enough = np.where(left >= needed, left, np.inf)
        box = int(np.argmin(enough)) if np.isfinite(enough).any() else -1
        if box >= 0:
            left[box] = -np.inf
        given.append(box)
    return np.array(given)
    ### END SOLUTION


# %%
try:
    print("병원마다 줄 상자:", assign_boxes(left_days, needed_days))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="assign_boxes_short_lives_first" points=3
check("세 병원", assign_boxes(np.array([20.0, 9.0, 4.0]), np.array([3.0, 8.0, 8.0])), [2, 1, 0])
check("줄 것이 없을 때", assign_boxes(np.array([5.0]), np.array([6.0, 2.0])), [-1, 0])
### BEGIN HIDDEN TESTS
# catches > written for >=
check("딱 필요한 만큼", assign_boxes(np.array([12.0, 8.0]), np.array([8.0])), [1])
# catches a box that is given twice
check("상자가 모자랄 때", assign_boxes(np.array([9.0, 8.0]), np.array([5.0, 5.0, 5.0])), [1, 0, -1])
# catches the larger number of equals
check("수명이 같을 때", assign_boxes(np.array([7.0, 9.0, 7.0]), np.array([6.0])), [0])
_left = np.array([9.0, 8.0])
assign_boxes(_left, np.array([5.0]))
# catches an array changed in place
check("받은 배열", _left, [9.0, 8.0])
# catches hospitals served in the order of their need
check("먼저 온 주문부터", assign_boxes(np.array([10.0, 12.0]), np.array([5.0, 10.0])), [0, 1])
# catches a box that is used up bit by bit
check("하루씩 쓰는 병원 둘", assign_boxes(np.array([20.0]), np.array([1.0, 1.0])), [0, -1])
# catches a box looked up by its life
check("수명이 같은 두 상자", assign_boxes(np.array([7.0, 7.0]), np.array([7.0, 7.0])), [0, 1])
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 병원에 보내는 글 (2점, 강사가 읽고 채점)
#
# 아래 셀을 실행하고 결과를 읽으세요. 상자는 떠날 때 15일이 남아 있었고, 병원은 월요일부터 **9일** 동안 쓰려고 합니다. 주말 동안은 5 °C 냉장고에 이틀 더 머뭅니다. 기록이 없는 세 시간 동안 바깥은 30 °C였습니다.

# %%
try:
    energy = activation_energy(trial_celsius, trial_rates)
    used = life_bounds(trip_celsius, 10, energy, 5.0, 30.0)
    hours_above = np.sum(trip_celsius > 8) / 6
    print(
        f"40시간 가운데 기록이 있는 것 {np.sum(~np.isnan(trip_celsius)) / 6:.0f}시간, 8 °C를 넘은 것 {hours_above:.0f}시간"
    )
    print(f"쓴 수명: 적으면 {used[0]:.1f}일, 많으면 {used[1]:.1f}일")
    print(f"월요일에 남은 수명: 많으면 {15 - 2 - used[0]:.1f}일, 적으면 {15 - 2 - used[1]:.1f}일")
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown]
# 검사실에서 묻습니다. "월요일에 써도 되나요?" 아래 셀에 **네 문장**으로 답장을 쓰세요. ① 잰 것(시간과 온도), ② 모르는 것과 그것이 결론을 어떻게 바꾸는지 **두 숫자**로, ③ 지금 검사실이 할 일, ④ 누가 정하고 우리는 언제까지 무엇을
# 알아보는지. "안전합니다"나 "상했습니다" 같은 단정은 쓰지 마세요.

# %% [markdown] answer="letter_to_laboratory" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 40시간의 여행 가운데 37시간을 쟀고, 그중 10시간은 14 °C 안팎으로 8 °C를 넘었습니다. 나머지 3시간은 기록이 없는데, 그동안 5 °C였다면 월요일에 10.1일이 남아 9일을 채우지만 30 °C였다면
# 5.8일만 남아 모자랍니다. 답이 정해질 때까지 쓰지도 버리지도 마시고 2–8 °C 냉장고에 "격리" 표시를 붙여 따로 두어 주세요. 쓸지는 제조사 품질 부서의 답을 받아 검사실 책임자께서 정하시며, 저희는 같은
# 차에 실린 다른 상자의 기록을 찾고 제조사에 물어 토요일 정오까지 다시 연락드리고, 늦어질 때를 대비해 월요일에 쓸 다른 상자도 마련하겠습니다.
#
# 채점: ① 잰 시간과 온도 0.5점, ② 모르는 3시간과 10.1일·5.8일을 함께 0.5점, ③ 격리(쓰지도 버리지도 않음) 0.5점, ④ 정하는 사람과 다음 연락 0.5점. 단정하는 말이 있으면 0.5점을 뺍니다.
# ### END SOLUTION
