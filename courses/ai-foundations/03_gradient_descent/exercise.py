# %% [markdown]
# # 언제 꺼내도 될까요?
#
# 금형에 부은 금속은 두꺼울수록 늦게 굳습니다. 일찍 꺼내면 주저앉고, 늦게 꺼내면 하루에 만들 수 있는 개수가 줄어듭니다. 굳는 시간을 맞히는
# 모델을 **손으로** 만들어 보세요. 반복문은 걸음을 걸을 때만 씁니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.2 GB | 필요 없음 | 합성 데이터: 굳는 시간 기록 240번 (씨앗 31) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np

generator = np.random.default_rng(31)
thickness_mm = generator.uniform(8, 40, 240)  # (castings,)
pour_c = generator.normal(705, 12, 240)  # (castings,) the metal when it is poured
mould_c = generator.normal(250, 25, 240)  # (castings,)
# Chvorinov's rule: a plate freezes in a time that grows with the square of its thickness.
seconds = 0.06 * thickness_mm**2 + 0.05 * (pour_c - 700) + 0.08 * (mould_c - 250)
seconds += 12 + generator.normal(0, 1.5, 240)
features = np.column_stack([thickness_mm, pour_c, mould_c])  # (castings, features)


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
# ## 1. 손실 (2점)
#
# 예측은 `features @ weights + bias`입니다. **평균 제곱 오차**(숫자 하나)를 돌려주는 `loss`를 완성하세요.


# %% solution="loss"
def loss(features, target, weights, bias):
    """Mean squared error of `features @ weights + bias`; one number.

    features: (castings, features); target: (castings,); weights: (features,)
    """
    ### BEGIN SOLUTION
    error = features @ weights + bias - target
    return np.mean(error**2)
    ### END SOLUTION


# %% [markdown]
# 먼저 눈으로 확인해 보세요. 예측이 7과 15, 실제가 5와 12라면 오차는 2와 3이니 (4 + 9) / 2 = 6.5가 나와야 합니다.

# %%
two = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 12.0])
try:
    print(loss(*two, weights=np.array([2.0, 2.0]), bias=1.0))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="loss_is_a_mean_of_squares" points=2
_x, _y = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([5.0, 12.0])
check("두 줄의 손실", loss(_x, _y, np.array([2.0, 2.0]), 1.0), 6.5)
check("꼭 맞을 때", loss(_x, _x.sum(axis=1), np.ones(2), 0.0), 0.0)
### BEGIN HIDDEN TESTS
# catches errors that cancel because they were averaged before they were squared
check("위아래로 틀릴 때", loss(np.zeros((2, 1)), np.array([3.0, -3.0]), np.zeros(1), 0.0), 9.0)
# catches a sum, which also grows with the number of rows
check("줄이 두 배일 때", loss(np.tile(_x, (2, 1)), np.tile(_y, 2), np.array([2.0, 2.0]), 1.0), 6.5)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 경사 (4점)
#
# 그 손실의 경사를 돌려주세요. 가중치의 경사는 모양이 `(features,)`인 배열, 절편의 경사는 숫자 하나입니다. 둘을
# `return weight_slopes, bias_slope`처럼 함께 돌려줍니다.
#
# 밑의 셀은 **한 발 내디뎌 본 값**과 견줍니다. 수업에서처럼 여러분도 언제든 그렇게 확인할 수 있습니다.


# %% solution="gradients"
def gradients(features, target, weights, bias):
    """Slopes of the mean squared error: (features,) for the weights, one number for the bias."""
    ### BEGIN SOLUTION
    error = features @ weights + bias - target
    return 2 * features.T @ error / len(target), 2 * np.mean(error)
    ### END SOLUTION


# %% grade="gradients_match_a_small_step" points=4
def _by_stepping(x, y, weights, bias, nudge=1e-3):
    """Central differences of the mean squared error, which are exact for a parabola."""

    def at(parameters):
        return np.mean((x @ parameters[:-1] + parameters[-1] - y) ** 2)

    here, steps = np.append(weights, bias), nudge * np.eye(len(weights) + 1)
    return np.array([(at(here + step) - at(here - step)) / (2 * nudge) for step in steps])


_x, _y = np.array([[1.0, 2.0], [3.0, 4.0], [5.0, 7.0]]), np.array([5.0, 12.0, 20.0])
_mine = gradients(_x, _y, np.array([2.0, 2.0]), 1.0)
_stepped = _by_stepping(_x, _y, np.array([2.0, 2.0]), 1.0)
assert isinstance(_mine, tuple), "가중치의 경사와 절편의 경사를 함께 return 하세요."
check("가중치의 경사", _mine[0], _stepped[:-1])
check("절편의 경사", _mine[1], _stepped[-1])
### BEGIN HIDDEN TESTS
_weights = np.array([1.0, -0.5, 2.0])
_square = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, 4.0], [5.0, 6.0, 0.0]]), np.array([1.0, -2.0, 3.0])
# catches features @ error, which fits where rows and features are equally many
check(
    "정사각 배열", gradients(*_square, _weights, 0.5)[0], _by_stepping(*_square, _weights, 0.5)[:-1]
)
_standard = (features - features.mean(axis=0)) / features.std(axis=0)
# catches slopes that were right for three rows only
check(
    "굳는 시간 240번",
    np.append(*gradients(_standard, seconds, _weights, 9.0)),
    _by_stepping(_standard, seconds, _weights, 9.0),
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 내려가기 (4점)
#
# 이번에는 **어떤 골짜기에서나** 쓸 수 있게 만듭니다. 경사를 구하는 함수 `gradient`, 출발점 `start`, 학습률 `rate`, 걸음 수 `steps`를 받아,
# 지나온 자리를 모두 담은 `(steps + 1, 매개변수 수)` 배열을 돌려주세요. 첫 줄은 출발점, 마지막 줄은 도착점입니다.
#
# - 한 걸음: 지금 자리에서 `rate × gradient(지금 자리)`를 뺍니다.
# - 새 자리에 `inf`나 `nan`이 있으면 `ValueError`를 일으키세요(`np.isfinite`). 발산한 답을 조용히 돌려주면 안 됩니다.
# - 받은 `start`는 바꾸지 마세요.


# %% solution="descend"
def descend(gradient, start, rate, steps):
    """The places on the way down, start first; (steps + 1, parameters).

    gradient: a function that takes a place (parameters,) and returns the slopes there (parameters,)
    Raises ValueError when a place is not finite.
    """
    ### BEGIN SOLUTION
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        place = path[-1] - rate * gradient(path[-1])
        if not np.isfinite(place).all():
            raise ValueError(f"diverged after {len(path)} steps; try a smaller rate")
        path.append(place)
    return np.array(path)
    ### END SOLUTION


# %% [markdown]
# 밥그릇 모양 골짜기 `(x − 3)² + (y + 1)²`로 확인해 보세요. 바닥은 (3, −1)입니다.

# %%
try:
    print(descend(lambda place: 2 * (place - np.array([3.0, -1.0])), np.zeros(2), 0.25, 6))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")


# %% grade="descend_walks_down" points=4
def _bowl(place):
    return 2 * (place - np.array([3.0, -1.0]))


check("두 걸음", descend(_bowl, np.zeros(2), 0.25, 2), [[0, 0], [1.5, -0.5], [2.25, -0.75]])
check("0걸음", descend(_bowl, np.array([7.0, 8.0]), 0.25, 0), [[7, 8]])
### BEGIN HIDDEN TESTS
_start = np.array([7.0, 8.0])
descend(_bowl, _start, 0.25, 3)
# catches a start that is moved in place
check("받은 출발점", _start, [7, 8])
# catches a fixed number of steps or a fixed rate
check("다른 학습률로 세 걸음", descend(_bowl, _start, 0.1, 3)[-1], [5.048, 3.608])
# catches one slope for all parameters
check(
    "길쭉한 골짜기",
    descend(lambda place: np.array([1.0, 10.0]) * place, np.ones(2), 0.1, 1)[-1],
    [0.9, 0],
)
try:
    descend(lambda place: np.full_like(place, np.nan), np.zeros(2), 0.1, 3)
except ValueError:
    pass
else:
    # catches a walk that goes on after it has diverged
    raise AssertionError("발산했는데도 그냥 넘어갔습니다.")
for _steps in (1, 3):
    try:
        descend(lambda place: np.array([-np.inf, 0.0]), np.zeros(2), 0.1, _steps)
    except ValueError:
        pass
    else:
        # catches a look for nan only, for all parameters lost, and before the step only
        raise AssertionError(f"{_steps}걸음에서 한 매개변수가 inf가 되었는데도 그냥 넘어갔습니다.")
# catches a place far away taken for divergence
check("먼 출발점", descend(_bowl, np.array([4e7, 0.0]), 0.25, 1)[-1], [2e7 + 1.5, -0.5])
# catches a walk cut short at the bottom
check("바닥에서 걷기", descend(_bowl, np.array([3.0, -1.0]), 0.25, 4), [[3, -1]] * 5)
# catches two parameters taken for granted
check("매개변수 하나", descend(lambda place: 2 * place, np.ones(1), 0.25, 1), [[1], [0.5]])
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 배울 때의 자로 재기 (3점)
#
# 배운 기록 `train`과 새 기록 `new`를 받아, `new`를 표준화해서 돌려주세요. 평균과 표준편차(`std`)는 **`train`의 것**을 특성마다 씁니다.
# `train`에서 한 번도 변하지 않은 특성은 표준편차가 0이라 나눌 수 없습니다. 배운 것이 없는 특성이니 `new`의 그 열은 **모두 0**으로 하세요.
# 경고가 나오지 않게 하는 것도 문제의 일부입니다.


# %% solution="standardise_like"
def standardise_like(train, new):
    """`new` with each feature less the mean of `train`, over the spread of `train`.

    A feature that never varies in `train` becomes 0.
    train: (castings, features); new: (others, features)
    """
    ### BEGIN SOLUTION
    spread = train.std(axis=0)
    varies = spread > 0
    return (new - train.mean(axis=0)) * varies / np.where(varies, spread, 1.0)
    ### END SOLUTION


# %% grade="standardise_like_uses_the_training_ruler" points=3
_train = np.array([[1.0, 10.0], [3.0, 30.0]])
check("새 기록 하나", standardise_like(_train, np.array([[4.0, 20.0]])), [[2, 0]])
check("배운 기록 자신", standardise_like(_train, _train), [[-1, -1], [1, 1]])
### BEGIN HIDDEN TESTS
import warnings as _warnings

# catches the mean or the spread of the new rows
check(
    "새 기록 세 개",
    standardise_like(_train, np.array([[5.0, 50.0], [5.0, 50.0], [8.0, 20.0]])),
    [[3, 3], [3, 3], [6, 0]],
)
with _warnings.catch_warnings():
    _warnings.simplefilter("error")  # catches a division by zero
    _mine = standardise_like(np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([[3.0, 9.0], [1.0, 7.0]]))
# catches features without variation that become NaN, or stay as they are
check("변하지 않은 특성", _mine, [[1, 0], [-1, 0]])
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 현장의 단위로 되돌리기 (3점)
#
# 표준화한 특성으로 배운 `weights`와 `bias`를 **원래 단위**의 가중치와 절편으로 바꾸세요. 표준화한 특성은 `(특성 − mean) / spread`입니다. 어떤
# 기록을 넣어도 두 모델의 예측이 같아야 합니다. **절편도** 달라진다는 점을 잊지 마세요.


# %% solution="to_original_units"
def to_original_units(weights, bias, mean, spread):
    """Weights and bias that give the same predictions from features that are not standardised.

    weights, mean, spread: (features,)
    """
    ### BEGIN SOLUTION
    original = weights / spread
    return original, bias - original @ mean
    ### END SOLUTION


# %% grade="to_original_units_predicts_the_same" points=3
_mean, _spread = np.array([20.0, 700.0]), np.array([4.0, 10.0])
_row = np.array([28.0, 690.0])
_weights, _bias = to_original_units(np.array([6.0, 5.0]), 50.0, _mean, _spread)
check("가중치", _weights, [1.5, 0.5])
check("예측", _row @ _weights + _bias, 50 + 6 * 2 - 5 * 1)
### BEGIN HIDDEN TESTS
# catches a bias that is only right where a feature is at its mean
check("절편", _bias, 50 - 1.5 * 20 - 0.5 * 700)
_weights, _bias = to_original_units(np.array([3.0]), -2.0, np.array([0.0]), np.array([0.5]))
# catches two features or a mean other than zero taken for granted
check("특성 하나", np.append(_weights, _bias), [6, -2])
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 80 mm도 맞힐 수 있을까요? (2점, 강사가 읽고 채점)
#
# 아래 셀은 두 모델을 만들어 견줍니다. 하나는 두께를 그대로 쓰고, 하나는 **두께의 제곱**을 씁니다. 실행하고 결과를 읽으세요.

# %% locked="compare"
classes = np.digitize(thickness_mm, [16, 24, 32])  # 0: thin ... 3: thick
for name, column, thick in (("두께", thickness_mm, 80.0), ("두께²", thickness_mm**2, 80.0**2)):
    table = np.column_stack([column, pour_c, mould_c, np.ones(240)])
    fitted = np.linalg.lstsq(table, seconds)[0]
    residual = table @ fitted - seconds
    means = ", ".join(f"{residual[classes == group].mean():+.1f}" for group in range(4))
    print(f"{name}: 보통 {np.sqrt(np.mean(residual**2)):.1f}초 틀림")
    print(f"  얇은 것부터 두꺼운 것까지 네 묶음의 (예측 − 실제) 평균: {means}")
    print(f"  두께 80 mm의 예측: {np.array([thick, 705, 250, 1]) @ fitted:.0f}초")

# %% [markdown]
# 반장님이 묻습니다. "다음 달에 두께 80 mm짜리를 만드는데, 몇 초 뒤에 꺼내면 돼?" 아래 셀에 **세 문장**으로 답하세요. ① 두 모델 가운데 어느 쪽을
# 믿겠는지 **남은 오차의 모양**을 들어 말하고, ② 그 모델의 80 mm 예측도 그대로 쓸 수 없는 까닭과, ③ 첫 80 mm 부품을 만들 때 할 일을 적으세요.

# %% [markdown] answer="answer_about_80_mm" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 두께를 그대로 쓴 모델은 가운데 두께에서는 늘 길게, 얇거나 두꺼운 것에서는 늘 짧게 예측하는 굽은 모양이 남고, 두께의 제곱을 쓴
# 모델은 네 묶음 모두 0에 가까우니 제곱 쪽을 믿겠습니다. 하지만 기록은 8 mm에서 40 mm까지뿐이어서 80 mm에서도 같은 법칙이 이어지는지 이
# 자료로는 알 수 없습니다. 처음 몇 개는 예측보다 넉넉히 기다렸다 꺼내면서 실제로 굳는 시간을 재고, 그 기록을 넣어 다시 배우게 하겠습니다.
#
# 채점: ① 제곱을 고르고 남은 오차의 모양(굽음)을 근거로 듦 1점, ② 배운 범위 밖임을 짚음 0.5점, ③ 안전한 쪽으로 시작해 재고 다시 배움 0.5점.
# ### END SOLUTION
