# %% [markdown]
# # 도금 라인의 새 조건
#
# 남동공단의 도금 공장이 커넥터에 니켈을 입힙니다. 손잡이는 전류 밀도와 도금액 온도입니다. 두께가 3.0 µm보다 얇으면 반품입니다. 실험을 짜고, 조건을
# 고르고, 지켜보는 일까지 여러분이 맡습니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.2 GB | 필요 없음 | 합성 데이터: 도금 두께와 빗나감 (씨앗 83) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np

np.set_printoptions(suppress=True)
generator = np.random.default_rng(83)


def plate(settings):
    """Synthetic nickel thickness in um: Faraday's law, less at low heat and at high current."""
    current, heat = settings.T  # A/dm2, degrees C
    current, heat = (current - 4) / 2, (heat - 50) / 10
    mean = 3.2 + 0.6 * current + 0.2 * heat - 0.25 * current**2 - 0.1 * heat**2
    return mean + generator.normal(0, 0.08, len(settings))


def cost_of(settings):
    """Electricity and heating in KRW a part."""
    return 20 + 3.0 * settings[:, 0] + 0.4 * settings[:, 1]


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
# ## 1. 실험 짜기 (3점)
#
# 손잡이마다 낮은 값 `low`와 높은 값 `high`(둘 다 길이가 손잡이 수인 배열)를 받아 실험할 조건을 `(줄, 손잡이)` 배열로 돌려주세요.
#
# - 낮은 값과 높은 값의 **모든 조합**이 한 번씩 있어야 합니다. 손잡이가 둘이면 4줄, 셋이면 8줄입니다.
# - 여기에 모든 손잡이가 **한가운데**인 줄을 `centres`번 더합니다. 휘어짐을 보고 흔들림을 재기 위해서입니다.
# - 줄의 순서는 받은 생성기로 **제비를 뽑아** 섞습니다.


# %% solution="design"
def design(low, high, centres, generator):
    """All corners once and the middle `centres` times, in random order; (rows, settings)."""
    ### BEGIN SOLUTION
    low, high = np.asarray(low, dtype=float), np.asarray(high, dtype=float)
    corners = np.array(np.meshgrid(*np.column_stack([low, high]))).reshape(len(low), -1).T
    middles = np.tile((low + high) / 2, (centres, 1))
    return generator.permutation(np.concatenate([corners, middles]))
    ### END SOLUTION


# %%
try:
    print(design([2, 40], [6, 60], 2, np.random.default_rng(1)))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")


# %% grade="design_tries_all_corners" points=3
def _ordered(rows):
    rows = np.asarray(rows, dtype=float)
    return rows[np.lexsort(rows.T[::-1])]


_two = design([2, 40], [6, 60], 1, np.random.default_rng(1))
check("손잡이 둘", _ordered(_two), [[2, 40], [2, 60], [4, 50], [6, 40], [6, 60]])
### BEGIN HIDDEN TESTS
# catches corners for two settings only, and one setting at a time
_three = _ordered(design([0, 0, 0], [1, 2, 4], 0, np.random.default_rng(1)))
check("손잡이 셋: 줄 수", len(_three), 8)
check("손잡이 셋: 조합의 수", len(np.unique(_three, axis=0)), 8)
# catches a middle that is there once only
check(
    "가운데 세 번",
    np.sum((design([0, 0], [2, 4], 3, np.random.default_rng(1)) == [1, 2]).all(axis=1)),
    3,
)
# catches rows in a fixed order, or an order of its own
_orders = {design([0, 0], [1, 1], 1, np.random.default_rng(_s)).tobytes() for _s in range(8)}
assert len(_orders) > 1, "순서: 생성기를 여덟 번 바꿔도 늘 같은 순서입니다."
_again = [design([0, 0], [1, 1], 1, np.random.default_rng(5)) for _ in range(2)]
check("씨앗이 같을 때", _again[0], _again[1])
# catches a middle in whole numbers
check(
    "홀수 사이의 가운데",
    _ordered(design([1, 40], [4, 61], 1, np.random.default_rng(1)))[2],
    [2.5, 50.5],
)
_lasts = [design([0, 0], [2, 2], 4, np.random.default_rng(_s))[-1] for _s in range(20)]
# catches centres that are put behind the shuffled corners
assert np.any(np.array(_lasts) != 1), "순서: 가운데 줄이 늘 맨 뒤에 있습니다. 함께 섞으세요."
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 곡면 맞추기 (3점)
#
# 손잡이 둘의 조건 `(줄, 2)`와 결과 `(줄,)`를 받아 **가중치 여섯 개**를 돌려주세요. 순서는 $1,\ a,\ b,\ a^2,\ b^2,\ ab$입니다. 오차 제곱의 합이 가장 작도록
# `np.linalg.lstsq`로 맞춥니다. 조건은 이미 코드화되어 있다고 봅니다.


# %% solution="fit_surface"
def fit_surface(settings, result):
    """Least-squares weights of 1, a, b, a^2, b^2, ab; (6,)."""
    ### BEGIN SOLUTION
    a, b = settings.T
    columns = np.column_stack([np.ones(len(a)), a, b, a**2, b**2, a * b])
    return np.linalg.lstsq(columns, result, rcond=None)[0]
    ### END SOLUTION


# %% grade="fit_surface_finds_the_weights" points=3
_grid = np.array([[a, b] for a in (-1.0, 0.0, 1.0) for b in (-1.0, 0.0, 1.0)])
_a, _b = _grid.T
check(
    "여섯 가중치",
    np.round(fit_surface(_grid, 1 + 2 * _a - 3 * _b + 4 * _a**2 + 5 * _b**2 - 6 * _a * _b), 9),
    [1, 2, -3, 4, 5, -6],
)
### BEGIN HIDDEN TESTS
# catches a surface through the origin
check("평평한 결과", np.round(fit_surface(_grid, np.full(9, 7.0)), 9), [7, 0, 0, 0, 0, 0])
# catches a surface that goes through the first six points instead of between all
_bumpy = _a**2 + np.array([1.0, -1, 0, 0, 1, -1, 0, 0, 0])
check("흔들린 결과의 남은 오차", np.round(np.sum(fit_surface(_grid, _bumpy)[[0, 3, 4]]), 6), 1.0)
_twice = fit_surface(np.concatenate([_grid, _grid]), np.concatenate([_a + 1, _a - 1]))
check("두 번씩 잰 결과", np.round(_twice, 9), [0, 1, 0, 0, 0, 0])
_far = _grid + np.array([1.0, 3.0])
_a, _b = _far.T
# catches settings that are centred or scaled once more
check(
    "한가운데가 0이 아닌 조건",
    np.round(fit_surface(_far, 1 + 2 * _a - 3 * _b + 4 * _a**2 + 5 * _b**2 - 6 * _a * _b), 6),
    [1, 2, -3, 4, 5, -6],
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 약속을 지키는 가장 싼 조건 (4점)
#
# 조건마다의 비용 `(조건,)`과, 부트스트랩한 곡면들이 예측한 두께 `(곡면, 조건)`를 받습니다. 두께가 `at_least` **이상**이라고 한 곡면의 비율이
# `confidence` **이상**인 조건만 허락됩니다. 허락된 조건 가운데 **가장 싼 것의 번호**를 돌려주세요.
#
# - 비용이 같으면 **비율이 더 높은** 조건을 고릅니다. 그것도 같으면 번호가 작은 쪽입니다.
# - 허락된 조건이 하나도 없으면 `-1`입니다. "가장 덜 나쁜 것"을 고르면 안 됩니다.


# %% solution="cheapest_allowed"
def cheapest_allowed(cost, thickness, at_least, confidence):
    """Number of the cheapest setting that enough surfaces hold to be thick enough, else -1."""
    ### BEGIN SOLUTION
    share = np.mean(thickness >= at_least, axis=0)
    allowed = np.flatnonzero(share >= confidence)
    if len(allowed) == 0:
        return -1
    return int(allowed[np.lexsort((allowed, -share[allowed], cost[allowed]))[0]])
    ### END SOLUTION


# %% grade="cheapest_allowed_keeps_the_promise" points=4
_cost = np.array([10.0, 20.0, 30.0, 40.0])
_thick = np.array(
    [[2.9, 3.1, 3.2, 3.5], [3.0, 2.9, 3.1, 3.4], [2.8, 3.2, 3.3, 3.6], [3.1, 3.1, 3.0, 3.5]]
)
check("셋 이상이 허락", cheapest_allowed(_cost, _thick, 3.0, 0.75), 1)
check("모두가 허락", cheapest_allowed(_cost, _thick, 3.0, 1.0), 2)
### BEGIN HIDDEN TESTS
# catches the least bad where nothing is allowed
check("허락된 조건이 없을 때", cheapest_allowed(_cost, _thick, 4.0, 0.5), -1)
# catches the mean of the surfaces, which forgets how sure one is
_one_high = np.array([[9.0, 3.1], [2.0, 3.1], [2.0, 3.1], [2.0, 3.1]])
check("평균만 높은 조건", cheapest_allowed(np.array([1.0, 2.0]), _one_high, 3.0, 0.5), 1)
# catches equal costs
check("비용이 같을 때", cheapest_allowed(np.full(4, 5.0), _thick, 3.0, 0.5), 2)
# catches costs that are not in order
check("비싼 것이 앞에", cheapest_allowed(_cost[::-1], _thick, 3.0, 0.75), 3)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 한 걸음씩 (2점)
#
# 지금 조건과 가고 싶은 조건, 한 번에 움직일 수 있는 가장 큰 폭 `largest`(손잡이마다 하나)를 받아 **다음 조건**을 돌려주세요. 손잡이마다 목표 쪽으로 움직이되
# 폭을 넘지 않고, 목표를 지나치지도 않습니다. 받은 배열은 바꾸지 마세요.


# %% solution="next_step"
def next_step(now, wanted, largest):
    """The settings after one careful step from `now` towards `wanted`; (settings,)."""
    ### BEGIN SOLUTION
    return now + np.clip(wanted - now, -largest, largest)
    ### END SOLUTION


# %% grade="next_step_is_small" points=2
_now, _largest = np.array([4.0, 50.0]), np.array([0.5, 3.0])
check("둘 다 멀 때", next_step(_now.copy(), np.array([6.0, 40.0]), _largest), [4.5, 47])
check("거의 다 왔을 때", next_step(_now.copy(), np.array([4.2, 51.0]), _largest), [4.2, 51])
### BEGIN HIDDEN TESTS
# catches steps beyond the aim, and steps one way only
check("하나만 멀 때", next_step(_now.copy(), np.array([3.9, 60.0]), _largest), [3.9, 53])
# catches settings changed in place
_given = _now.copy()
next_step(_given, np.array([6.0, 40.0]), _largest)
check("받은 조건", _given, _now)
# catches a step when there is nowhere to go
check("다 왔을 때", next_step(_now.copy(), _now.copy(), _largest), _now)
# catches a step that goes beyond an aim that is nearly one step away
check("한 걸음이 조금 안 될 때", next_step(_now, np.array([4.4, 47.5]), _largest), [4.4, 47.5])
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 모아서 보는 경보 (4점)
#
# 빗나감 배열(시간 순서), 새 값을 섞는 몫 `weight`, 흔들림 하나의 크기 `sigma`를 받아 EWMA 경보가 **처음 울린 번호**(0부터)를 돌려주세요. 없으면 `-1`입니다.
#
# - 평균은 0에서 시작해 `평균 = (1 - weight) × 평균 + weight × 새 값`으로 이어 갑니다.
# - 값을 $t$개 받은 뒤의 경보선은 아래와 같습니다. 처음에는 좁고 점점 넓어집니다. 평균의 크기(절댓값)가 경보선보다 **크면** 울립니다.
#
# $$ 3 \times sigma \times \sqrt{\frac{weight}{2 - weight}\left(1 - (1 - weight)^{2t}\right)} $$
#
# - 빗나감이 `np.nan`이면 재지 못한 것입니다. 평균도 $t$도 그대로 두고 건너뜁니다.


# %% solution="ewma_alarm"
def ewma_alarm(misfits, weight, sigma):
    """Index of the first misfit at which the running mean leaves its limits, else -1."""
    ### BEGIN SOLUTION
    level, count = 0.0, 0
    for index, value in enumerate(misfits):
        if np.isnan(value):
            continue
        count += 1
        level = (1 - weight) * level + weight * value
        width = np.sqrt(weight / (2 - weight) * (1 - (1 - weight) ** (2 * count)))
        if abs(level) > 3 * sigma * width:
            return index
    return -1
    ### END SOLUTION


# %%
_drift = np.random.default_rng(88).normal(0, 0.08, 300) - 0.06 * (np.arange(300) >= 100)
try:
    print(f"100번째부터 두께가 0.06 µm 얇아짐: EWMA는 {ewma_alarm(_drift, 0.1, 0.08)}번째에 울림")
    print(f"하나하나 보면(weight 1) {ewma_alarm(_drift, 1.0, 0.08)}번째에 울림 (-1은 울리지 않음)")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="ewma_alarm_gathers_small_misfits" points=4
check("첫 값이 클 때", ewma_alarm(np.array([3.5, 0.0, 0.0]), 0.2, 1.0), 0)
check("작은 빗나감이 이어질 때", ewma_alarm(np.full(20, 1.5), 0.2, 1.0), 4)
check("조용할 때", ewma_alarm(np.array([1.0, -1.0] * 20), 0.2, 1.0), -1)
### BEGIN HIDDEN TESTS
# catches a watch on one side only
check("아래로 빗나갈 때", ewma_alarm(np.full(20, -1.5), 0.2, 1.0), 4)
# catches limits that are wide from the start
check("처음부터 좁은 경보선", ewma_alarm(np.array([0.1, 4.6]), 0.2, 1.0), 1)
# catches values that were not measured taken for zero, or that stop the mean for ever
_gaps = np.array([1.5, np.nan, 1.5, np.nan, np.nan, 1.5, 1.5, 1.5])
check("재지 못한 값", ewma_alarm(_gaps, 0.2, 1.0), 7)
# catches constants written into the body
check("다른 흔들림", ewma_alarm(np.full(20, 1.5), 0.2, 2.0), -1)
check("몫이 1일 때", ewma_alarm(np.array([0.0, 2.9, -3.1]), 1.0, 1.0), 2)
_late = np.array([np.nan, np.nan, 3.1, 0.0])
# catches a `t` that grows while nothing is measured
check("처음에 재지 못했을 때", ewma_alarm(_late, 0.2, 1.0), 2)
# catches >= written for >
check("꼭 경보선일 때", ewma_alarm(np.array([3.0]), 1.0, 1.0), -1)
### END HIDDEN TESTS

# %% [markdown]
# ## 모두 맞추어 보기 (점수 없음)
#
# 다섯 조각을 다 만들었다면 아래 셀이 실험하고, 고르고, 옮겨 갑니다.

# %%
try:
    middle, half = np.array([4.0, 50.0]), np.array([2.0, 10.0])
    tried = np.concatenate([design(middle - half, middle + half, 4, generator) for _ in range(4)])
    edges = np.array([[2.0, 50], [6, 50], [4, 40], [4, 60]] * 3)
    tried = np.concatenate([tried, edges])
    result, scaled = plate(tried), (tried - middle) / half
    ticks = np.linspace(-1, 1, 41)
    grid = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    columns = lambda s: np.column_stack([np.ones(len(s)), s, s**2, s[:, 0] * s[:, 1]])  # noqa: E731
    fitted = columns(scaled) @ fit_surface(scaled, result)
    surfaces = [
        fit_surface(scaled, fitted + generator.choice(result - fitted, len(result)))
        for _ in range(300)
    ]
    thickness, cost = np.array(surfaces) @ columns(grid).T, cost_of(middle + half * grid)
    for confidence in (0.5, 0.95):
        number = cheapest_allowed(cost, thickness, 3.0, confidence)
        print(f"확신 {confidence:.0%}: {middle + half * grid[number]}, 개당 {cost[number]:.2f}원")
    print(
        "지금 [5, 55]에서 첫걸음:",
        next_step(np.array([5.0, 55.0]), middle + half * grid[number], np.array([0.5, 2.0])),
    )
except NotImplementedError:
    print("위의 다섯 셀을 먼저 완성하세요.")

# %% [markdown]
# ## 6. 자동으로 다시 배우자는 제안 (3점, 강사가 읽고 채점)
#
# 동료가 제안했습니다. "모델이 고른 조건으로 두 달을 돌렸더니 불량이 절반이 됐어요. 이제 **경보를 끄고**, 날마다 **그날의 생산 기록으로 자동으로 다시 배워서**
# 조건을 바꾸게 합시다." **네 문장**으로 답하세요. ① 날마다의 생산 기록으로 다시 배우면 위험한 까닭, ② 다시 배울 수 있으려면 생산하면서 무엇을 해야 하는지, ③
# 조건을 저절로 바꾸게 한다면 반드시 걸어 둘 제한 두 가지, ④ 경보를 끄면 안 되는 까닭과 경보가 울렸을 때 가장 먼저 할 일.

# %% [markdown] answer="reply_to_the_proposal" points=3
# ### BEGIN SOLUTION
# (모범 답의 예) 조건을 붙들어 맨 기록에는 손잡이가 거의 움직이지 않아 효과를 배울 수 없고, 사람이 형편을 보고 움직인 것은 교란되어 거꾸로 배울 수도 있습니다.
# 약속을 지키는 범위 안에서 조건을 미리 정한 순서로 조금씩 흔들며 생산해야 합니다. 저절로 바꾸더라도 실험한 범위 안에서만, 한 번에 정해 둔 폭만큼만 움직이고
# 확인 생산에서 어긋나면 되돌리게 합니다. 도금액이 늙는 것 같은 변화는 모델이 모르므로 경보는 남겨 두고, 울리면 다시 배우기 전에 측정기와 도금액부터
# 확인하겠습니다.
#
# 채점: ① 바꾸지 않은 것은 배울 수 없음 또는 교란 1점, ② 일부러 조금씩 흔들기 0.5점, ③ 범위, 폭, 되돌리기, 사람의 승인 가운데 둘 1점, ④ 까닭과 첫 할 일(측정과
# 설비 확인) 0.5점.
# ### END SOLUTION
