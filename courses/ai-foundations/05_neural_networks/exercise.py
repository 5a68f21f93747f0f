# %% [markdown]
# # 나사 하나를 제대로 조였을까?
#
# 부평의 한 공장에서 전동 드라이버로 나사를 조입니다. 드라이버는 나사마다 **토크**(비튼 힘)와 **회전각**을 적습니다. 나사산이 뭉개지면 헛돌고,
# 비뚤게 들어가면 덜 돌고 멈춥니다. 신경망을 이루는 조각을 하나씩 만들어, 마지막에 모두 맞추어 봅시다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.4 GB | 필요 없음 | 합성 데이터: 나사 조임 900번의 토크와 회전각 (씨앗 31) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
generator = np.random.default_rng(31)
torque_nm = generator.uniform(1.0, 4.0, 900)
angle_deg = generator.uniform(300, 900, 900)
outside = np.maximum(np.abs(torque_nm - 2.5) / 0.9, np.abs(angle_deg - 600) / 180)
is_tight = (outside < 1) ^ (generator.random(900) < 0.05)  # 5 % for reasons that nobody measured
screws = np.column_stack([torque_nm, angle_deg])  # (screws, features)


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
# ## 1. 같은 자로, 그러나 미리 보지 않고 (3점)
#
# 학습, 검증, 시험 세 배열을 받아 **셋 다 표준화**해서 돌려주세요. 평균과 표준편차는 **학습 배열의 것만** 씁니다. 검증과 시험의 평균을 쓰면
# 아직 보지 않은 것을 미리 본 셈입니다.
#
# 고장 난 센서처럼 학습 배열에서 **값이 늘 같은 열**은 표준편차가 0입니다. 나누면 안 되니 그 열은 평균만 빼세요. (학습 배열에서는 모두 0이
# 됩니다.)


# %% solution="scale_parts"
def scale_parts(learning, validation, sealed):
    """The three arrays (rows, features) on the scale of `learning`; a tuple of three new arrays."""
    ### BEGIN SOLUTION
    mean, spread = learning.mean(axis=0), learning.std(axis=0)
    spread = np.where(spread == 0, 1.0, spread)
    return tuple((part - mean) / spread for part in (learning, validation, sealed))
    ### END SOLUTION


# %% grade="scale_parts_by_learning_only" points=3
_learning = np.array([[1.0, 10.0], [3.0, 30.0]])
_validation = np.array([[4.0, 20.0]])
_sealed = np.array([[2.0, 50.0], [0.0, 20.0], [2.0, 20.0]])
_scaled = scale_parts(_learning.copy(), _validation.copy(), _sealed.copy())
check("표준화한 학습", _scaled[0], [[-1, -1], [1, 1]])
check("표준화한 검증", _scaled[1], [[2, 0]])
### BEGIN HIDDEN TESTS
# catches a sealed part that is scaled by itself
check("표준화한 시험", _scaled[2], [[0, 3], [-2, 0], [0, 0]])
_constant = scale_parts(
    np.array([[1.0, 7.0], [3.0, 7.0]]), np.array([[2.0, 7.0]]), np.array([[3.0, 9.0]])
)
# catches a division by a spread of zero
check("값이 늘 같은 열", _constant[0], [[-1, 0], [1, 0]])
check("늘 같던 열의 새 값", _constant[2], [[1, 2]])
_given = _learning.copy()
scale_parts(_given, _validation.copy(), _sealed.copy())
# catches arrays changed in place
check("받은 배열", _given, _learning)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 신경망의 대답을 손으로 (3점)
#
# 층, 꺾기(ReLU), 층으로 된 신경망의 **로짓**을 NumPy로 계산하세요. 가중치는 torch처럼 **(뉴런, 특성)** 으로 놓여 있습니다.
#
# | 이름 | 모양 |
# |---|---|
# | `features` | (나사, 특성) |
# | `weight1`, `bias1` | (뉴런, 특성), (뉴런,) |
# | `weight2`, `bias2` | (뉴런,), 숫자 하나 |
# | 돌려줄 것 | (나사,) |
#
# 로짓은 꺾지 않습니다. 0보다 작은 로짓은 "덜 조였다"는 뜻이니 살아 있어야 합니다.


# %% solution="logits_of"
def logits_of(features, weight1, bias1, weight2, bias2):
    """Linear, ReLU, linear: one logit for each row of `features`."""
    ### BEGIN SOLUTION
    hidden = np.maximum(features @ weight1.T + bias1, 0)  # (rows, neurons)
    return hidden @ weight2 + bias2
    ### END SOLUTION


# %% [markdown]
# 뉴런이 둘, 특성이 하나인 작은 예입니다. 특성이 3이면 첫 뉴런은 3 − 1 = 2, 둘째 뉴런은 −3이니 꺾여서 0입니다. 로짓은 10 × 2 + 100 × 0 − 5 =
# 15가 되어야 합니다.

# %%
try:
    print(
        logits_of(
            np.array([[3.0]]),
            np.array([[1.0], [-1.0]]),
            np.array([-1.0, 0.0]),
            np.array([10.0, 100.0]),
            -5.0,
        )
    )
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="logits_of_small_network" points=3
_weight1, _bias1 = np.array([[1.0], [-1.0]]), np.array([-1.0, 0.0])
_weight2 = np.array([10.0, 100.0])
check(
    "나사 세 개의 로짓",
    logits_of(np.array([[3.0], [-2.0], [0.5]]), _weight1, _bias1, _weight2, 5.0),
    [25, 205, 5],
)
### BEGIN HIDDEN TESTS
# catches a second bend, which swallows negative logits
check(
    "0보다 작은 로짓",
    logits_of(np.array([[0.5], [3.0]]), _weight1, _bias1, _weight2, -50.0),
    [-50, -30],
)
# catches weights that are not turned, which fits a square
check(
    "특성 둘, 뉴런 둘",
    logits_of(
        np.array([[1.0, 2.0]]),
        np.array([[1.0, 3.0], [0.0, 1.0]]),
        np.array([0.0, 0.0]),
        np.array([1.0, 1.0]),
        0.0,
    ),
    [9],
)
# catches a bend before the first bias
check(
    "절편까지 더한 다음 꺾기",
    logits_of(np.array([[-1.0]]), np.array([[1.0]]), np.array([3.0]), np.array([1.0]), 0.0),
    [2],
)
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 섞어서 나누기 (3점)
#
# 0부터 `count - 1`까지의 번호를 **섞어서** `size`개씩 나눈 배열의 **리스트**를 돌려주세요. 딱 나누어떨어지지 않으면 마지막 묶음은 더 작습니다.
# 버리지 마세요. 모든 번호가 **꼭 한 번씩** 나와야 합니다. 섞을 때는 받은 `generator`를 쓰세요. 그래야 씨앗이 같으면 다시 똑같이 나뉩니다.


# %% solution="make_batches"
def make_batches(count, size, generator):
    """Shuffled row numbers in a list of arrays of `size`; the last one may be smaller."""
    ### BEGIN SOLUTION
    order = generator.permutation(count)
    return [order[start : start + size] for start in range(0, count, size)]
    ### END SOLUTION


# %%
try:
    print(make_batches(10, 4, np.random.default_rng(31)))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="make_batches_uses_every_row_once" points=3
_batches = make_batches(10, 5, np.random.default_rng(1))
check("묶음의 크기", [len(batch) for batch in _batches], [5, 5])
check("나온 번호", np.sort(np.concatenate(_batches)), np.arange(10))
### BEGIN HIDDEN TESTS
# catches a last batch that is dropped
check(
    "나누어떨어지지 않을 때",
    [len(b) for b in make_batches(10, 4, np.random.default_rng(1))],
    [4, 4, 2],
)
# catches a batch without rows at the end
check("묶음이 자료보다 클 때", [len(b) for b in make_batches(3, 50, np.random.default_rng(1))], [3])
_order = np.concatenate(make_batches(200, 7, np.random.default_rng(2)))
# catches rows drawn with replacement
check("200개의 번호", np.sort(_order), np.arange(200))
# catches rows that are not shuffled, or only within their batch
assert np.mean(np.abs(_order - np.arange(200))) > 20, "섞기: 번호가 거의 처음 순서 그대로입니다."
_again = np.concatenate(make_batches(200, 7, np.random.default_rng(2)))
# catches a generator that is not the given one
check("씨앗이 같을 때", _again, _order)
_one = np.random.default_rng(3)
_first, _second = (np.concatenate(make_batches(200, 7, _one)) for _ in range(2))
# catches a seed written into the body
assert (_first != _second).any(), "섞기: 두 에포크의 순서가 똑같습니다."
_batch = np.sort(make_batches(200, 50, np.random.default_rng(4))[0])
# catches whole batches shuffled, in which neighbours stay together
assert np.sum(np.diff(_batch) > 1) > 5, "섞기: 이웃한 번호가 한 묶음에 그대로 모여 있습니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 학습 한 걸음 (3점)
#
# 모델, 옵티마이저, 손실 함수와 특성, 정답을 받아 **한 걸음** 학습하세요. 돌려줄 것은 그 걸음을 걷기 **전에** 잰 손실이고, 텐서가 아니라 보통
# **숫자**(`float`)입니다. 텐서를 모아 두면 그 안에 기억된 계산까지 함께 쌓여 메모리가 새어 나갑니다.
#
# 부르는 사람이 앞에서 무슨 계산을 했는지 모릅니다. 경사가 남아 있을 수도 있습니다.


# %% solution="training_step"
def training_step(model, optimiser, loss_of, features, target):
    """Walk one step; the loss before it, as a float."""
    ### BEGIN SOLUTION
    optimiser.zero_grad()
    loss = loss_of(model(features), target)
    loss.backward()
    optimiser.step()
    return loss.item()
    ### END SOLUTION


# %% grade="training_step_walks_downhill" points=3 inside="the answer trains a model of the test"
def _one_weight(value):
    model = nn.Linear(1, 1, bias=False)
    nn.init.constant_(model.weight, value)
    return model, torch.optim.SGD(model.parameters(), lr=0.1)


_x, _y = torch.tensor([[1.0], [2.0]]), torch.tensor([[2.0], [4.0]])
_model, _optimiser = _one_weight(1.0)
_loss = training_step(_model, _optimiser, nn.MSELoss(), _x, _y)
check("걷기 전의 손실", float(_loss), 2.5)
check("한 걸음 뒤의 가중치", _model.weight.item(), 1.5)
### BEGIN HIDDEN TESTS
# catches a tensor that drags its whole calculation along
assert isinstance(_loss, float), f"돌려준 손실: float가 아니라 {type(_loss).__name__}입니다."
training_step(_model, _optimiser, nn.MSELoss(), _x, _y)
# catches slopes that pile up
check("두 걸음 뒤의 가중치", _model.weight.item(), 1.75)
_model, _optimiser = _one_weight(1.0)
nn.MSELoss()(_model(_x), _y).backward()
training_step(_model, _optimiser, nn.MSELoss(), _x, _y)
# catches slopes emptied only after the step
check("경사가 남아 있던 모델", _model.weight.item(), 1.5)
_model, _optimiser = _one_weight(1.0)
_absolute = training_step(_model, _optimiser, nn.L1Loss(), _x, _y)
# catches a loss written into the body
check("다른 손실 함수", float(_absolute), 1.5)
_model, _ = _one_weight(1.0)
_fast = torch.optim.SGD(_model.parameters(), lr=0.2)
training_step(_model, _fast, nn.MSELoss(), _x, _y)
# catches a step by hand at a rate of its own
check("다른 옵티마이저", _model.weight.item(), 2.0)
_model, _optimiser = _one_weight(1.0)
_yes = torch.tensor([[0.0], [1.0]])
_uneven = training_step(_model, _optimiser, nn.BCEWithLogitsLoss(), _x, _yes)
# catches guess and target exchanged, which some losses do not mind
check("순서를 가리는 손실", _uneven, np.log((1 + np.exp(1)) * (1 + np.exp(-2))) / 2)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 언제 멈출까 (4점)
#
# 걸음마다 잰 검증 손실의 리스트와 참을성(`patience`)을 받아 **(가장 좋았던 걸음, 멈춘 걸음)** 을 돌려주세요. 걸음은 0부터 셉니다.
#
# - 앞에서부터 한 걸음씩 봅니다. 지금까지 가장 작은 손실보다 **작으면** 그 걸음이 가장 좋은 걸음이 됩니다. 같으면 나아진 것이 아닙니다.
# - 가장 좋았던 걸음에서 `patience`걸음을 더 갔는데도 나아지지 않았으면 **거기서 멈춥니다**. 멈춘 뒤의 손실은 아직 일어나지 않은 일이니
#   보면 안 됩니다.
# - 끝까지 멈추지 않았다면 멈춘 걸음은 마지막 걸음입니다.


# %% solution="find_stop"
def find_stop(validation_losses, patience):
    """(best step, step at which the walk ends), both counted from 0."""
    ### BEGIN SOLUTION
    best_step = 0
    for step, loss in enumerate(validation_losses):
        if loss < validation_losses[best_step]:
            best_step = step
        if step - best_step >= patience:
            return best_step, step
    return best_step, len(validation_losses) - 1
    ### END SOLUTION


# %% [markdown]
# 손실이 0.9, 0.5, 0.6, 0.7, 0.8이고 참을성이 2라면, 1번 걸음이 가장 좋았고 두 걸음을 더 간 3번에서 멈춥니다. (1, 3)이 나와야 합니다.

# %%
try:
    print(find_stop([0.9, 0.5, 0.6, 0.7, 0.8], patience=2))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="find_stop_does_not_see_the_future" points=4
check("가장 좋은 걸음과 멈춘 걸음", find_stop([0.9, 0.5, 0.6, 0.7, 0.8], patience=2), [1, 3])
check("계속 나아질 때", find_stop([0.9, 0.8, 0.7], patience=2), [2, 2])
### BEGIN HIDDEN TESTS
# catches a look at losses after the stop
check("멈춘 뒤에 좋아질 때", find_stop([0.9, 0.5, 0.6, 0.7, 0.1], patience=2), [1, 3])
# catches steps that got worse counted all together, not in a row
check("잠깐씩 나빠질 때", find_stop([0.9, 0.95, 0.8, 0.85, 0.7, 0.75], patience=2), [4, 5])
# catches a comparison with the step before, not with the best
check("조금씩 되돌아올 때", find_stop([0.5, 0.9, 0.8, 0.7, 0.6], patience=3), [0, 3])
# catches an equal loss taken for a better one
check("같은 손실", find_stop([0.5, 0.5, 0.5, 0.5], patience=2), [0, 2])
# catches a patience written into the body
check("다른 참을성", find_stop([0.9, 0.5, 0.6, 0.7, 0.1], patience=4), [4, 4])
# catches a best loss that starts from 1 or 100
check("큰 손실", find_stop([300.0, 200.0, 250.0, 260.0], patience=2), [1, 3])
# catches small gains that do not count
check("아주 조금씩 나아질 때", find_stop([0.5, 0.4999, 0.4998, 0.4997], patience=2), [3, 3])
### END HIDDEN TESTS

# %% [markdown]
# ## 모두 맞추어 보기 (점수 없음)
#
# 다섯 조각을 다 만들었다면 아래 셀이 여러분의 조각으로 신경망을 학습시킵니다. 늘 "덜 조였다"고 답하는 것보다 나은가요?

# %%
try:
    torch.manual_seed(31)
    parts = scale_parts(screws[:500], screws[500:700], screws[700:])
    x, x_validation, x_sealed = (torch.tensor(part, dtype=torch.float32) for part in parts)
    y = torch.tensor(is_tight, dtype=torch.float32)[:, None]
    model = nn.Sequential(nn.Linear(2, 16), nn.ReLU(), nn.Linear(16, 1))
    optimiser = torch.optim.Adam(model.parameters(), lr=0.1)
    loss_of, validation_losses = nn.BCEWithLogitsLoss(), []
    for _epoch in range(30):
        for batch in make_batches(500, 250, generator):
            training_step(model, optimiser, loss_of, x[batch], y[:500][batch])
        validation_losses.append(loss_of(model(x_validation), y[500:700]).item())
    first, _, second = model
    values = [v.detach().numpy() for v in (first.weight, first.bias, second.weight[0], second.bias)]
    right = (logits_of(parts[2], *values[:3], values[3].item()) > 0) == is_tight[700:]
    print(f"(가장 좋은 에포크, 멈출 에포크) = {find_stop(validation_losses, patience=10)}")
    print(f"늘 '덜 조였다'  {np.mean(~is_tight[700:]):.1%}, 신경망 {right.mean():.1%}")
except NotImplementedError:
    print("위의 다섯 셀을 먼저 완성하세요.")

# %% [markdown]
# ## 6. 동료의 보고서 (3점, 강사가 읽고 채점)
#
# 동료가 이렇게 보고했습니다. "뉴런 수와 학습률을 60가지로 바꿔 가며 **시험용 나사 80개**에 맞춰 보았고, 그중 가장 좋은 것이 97.5 %를 맞혔습니다.
# 학습 손실은 0.0001까지 내려갔고 지금도 계속 내려갑니다." 아래 셀에 세 문장으로 답하세요. ① 이 97.5 %를 그대로 믿을 수 없는 까닭, ② 지금이라도
# 믿을 만한 숫자를 얻으려면 무엇을 해야 하는지, ③ "학습 손실이 계속 내려간다"가 좋은 소식인지 알려면 **무엇을 더 보여 달라고** 하겠는지.

# %% [markdown] answer="reply_to_colleague" points=3
# ### BEGIN SOLUTION
# (모범 답의 예) 60가지 가운데 시험용 80개에 가장 잘 맞는 것을 골랐으니 97.5 %에는 그 80개에 우연히 맞은 운까지 들어 있습니다. 고르기는 검증용
# 나사로 다시 하고, 아직 한 번도 쓰지 않은 새 나사를 조여 마지막에 한 번만 재야 합니다. 학습 손실은 외우기만 해도 내려가므로 같은 걸음의 검증 손실
# 곡선을 나란히 보여 달라고 하고, 그것이 올라가고 있다면 과적합이니 가장 낮았던 때로 돌아가게 하겠습니다.
#
# 채점: ① 시험 자료로 골랐음(고르기의 운)을 짚음 1점, ② 검증으로 고르고 **새** 자료로 한 번 잼 1점(같은 80개를 다시 쓰면 0점), ③ 검증 손실을
# 요구하고 과적합과 이음 1점.
# ### END SOLUTION
