# %% [markdown]
# # 직선 하나로는 나눌 수 없을 때
#
# **오늘의 물음** 직선 하나로 나눌 수 없는 것을 신경망은 어떻게 나눌까요? 그리고 그 신경망이 배운 것인지 외운 것인지 어떻게 알 수 있을까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.6 GB | 필요 없음 | 합성 데이터: 시험 사출 2,700번의 온도와 압력 (씨앗 7) |
#
# 3단원의 경사하강법과 4단원의 분류를 그대로 씁니다. 새로 배우는 것은 **꺾기** 하나뿐입니다. 그 하나로 할 수 있는 일이 얼마나 달라지는지,
# 그리고 그 힘이 언제 독이 되는지 봅시다.

# %%
import copy
import importlib.util
from pathlib import Path
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
import torch
from ipywidgets import interact
from matplotlib import font_manager
from sklearn.linear_model import LogisticRegression
from torch import nn

torch.set_num_threads(1)  # the lab's cores are shared

# %% [markdown]
# 그림에 한글이 제대로 나오도록 글꼴을 알려 줍니다. 모든 수업에 똑같이 나오는 셀이니 실행만 하고 넘어가세요.

# %%
font_folder = Path(importlib.util.find_spec("koreanize_matplotlib").origin).parent / "fonts"
font_manager.fontManager.addfont(font_folder / "NanumGothic.ttf")
plt.rcParams.update({"font.family": "NanumGothic", "axes.unicode_minus": False})

# %% [markdown]
# 여러분의 답을 정답과 맞춰 볼 함수입니다. 맞았는지뿐 아니라 얼마나 다른지도 알려 줍니다.


# %%
def check(name, mine, reference):
    """Say how far `mine` is from `reference`, not only whether it is right."""
    if mine is ...:
        print(f"{name}: 아직 비어 있습니다. 위 셀의 ...을 지우고 식을 써 보세요.")
    elif np.shape(mine) != np.shape(reference):
        print(
            f"{name}: 모양이 {np.shape(mine)}입니다. 기대하는 모양은 {np.shape(reference)}입니다."
        )
    elif np.allclose(mine, reference):
        print(f"{name}: 맞습니다!")
    else:
        worst = np.max(np.abs(np.subtract(mine, reference)))
        print(f"{name}: 아직 아닙니다. 가장 크게 다른 곳이 {worst:.4g}만큼 다릅니다.")


# %% [markdown]
# ## 1. 좋은 제품이 나오는 창
#
# 플라스틱을 녹여 틀에 밀어 넣는 사출기입니다. 덜 녹았거나 살살 밀면 구석이 **덜 차고**(미성형), 너무 뜨겁거나 세게 밀면 틈으로 **새어
# 나옵니다**(버). 좋은 제품은 그 사이, 온도와 압력이 모두 알맞은 좁은 **창** 안에서만 나옵니다. 새 금형이 들어오면 조건을 넓게 바꿔 가며
# 시험 사출을 해서 이 창을 찾습니다.
#
# 아래는 그런 시험 사출의 **합성 데이터**입니다. 원료가 덜 말랐다든지 하는, 온도와 압력만 봐서는 알 수 없는 까닭으로 8 %는 결과가
# 뒤집힙니다.


# %%
def make_shots(count, seed):
    """Synthetic injection shots: good inside a window of temperature and pressure, 8 % flipped."""
    generator = np.random.default_rng(seed)
    melt_c = generator.uniform(200, 260, count)
    pressure_mpa = generator.uniform(50, 110, count)
    distance = np.hypot((melt_c - 230) / 17, (pressure_mpa - 80) / 17)  # 1 at the window's edge
    is_good = generator.random(count) < 1 / (1 + np.exp(-12 * (1 - distance)))
    flipped = generator.random(count) < 0.08
    return np.column_stack([melt_c, pressure_mpa]), is_good ^ flipped


# %%
shots, is_good = make_shots(2700, seed=7)  # (shots, 2), (shots,)
past, later = slice(0, 1000), slice(1000, 2000)
print(f"앞의 1,000번 가운데 좋은 제품 {is_good[past].mean():.0%}")
print(f"늘 '불량'이라고만 답해도 다음 1,000번에서 {np.mean(~is_good[later]):.1%} 맞습니다.")

# %%
fig, ax = plt.subplots(figsize=(5, 4))
for kind, color, name in ((True, "tab:blue", "좋은 제품"), (False, "tab:orange", "불량")):
    chosen = is_good[past] == kind
    ax.scatter(*shots[past][chosen].T, s=6, color=color, label=name)
ax.set(xlabel="수지 온도 (°C)", ylabel="사출 압력 (MPa)", title="시험 사출 1,000번")
ax.legend(loc="upper right")
plt.show()

# %% [markdown]
# 3단원에서처럼 특성을 **표준화**하고(앞의 1,000번의 평균과 표준편차로), 4단원의 로지스틱 회귀로 직선을 그어 봅시다.
#
# **먼저 예상해 보세요.** 그림에 자를 대 보세요. 가장 좋은 직선은 다음 1,000번에서 몇 %나 맞힐까요?

# %%
mean, spread = shots[past].mean(axis=0), shots[past].std(axis=0)
scaled = (shots - mean) / spread  # (shots, 2)
line = LogisticRegression().fit(scaled[past], is_good[past])
print(f"직선의 정확도: {line.score(scaled[later], is_good[later]):.1%}")
print(f"직선이 '좋다'고 한 제품: {line.predict(scaled[later]).sum()}개")

# %% [markdown]
# 직선은 **모두 불량**이라고 답했습니다. 게으른 답과 똑같습니다. 학습이 덜 된 것이 아닙니다. 어느 쪽에 자를 대도 가운데 섬만 떼어 낼
# 수는 없습니다. 모델의 **모양**이 문제입니다.
#
# ## 2. 경사를 대신 구해 주는 torch
#
# 모양을 바꾸기 전에 연장을 바꿉니다. 3단원에서는 경사의 식을 손으로 구했습니다. 모델이 복잡해지면 식도 끝없이 길어집니다. torch의
# **텐서**(tensor)는 NumPy 배열과 비슷하지만, 자기가 **어떤 계산을 거쳤는지 기억**합니다.
#
# **먼저 예상해 보세요.** 값이 2, 4, 6이어야 하는 곳에 가중치 1.5를 쓰고 있습니다. 경사는 양수일까요, 음수일까요?

# %%
x, y = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 4.0, 6.0])
weight = torch.tensor(1.5, requires_grad=True)
loss = ((weight * x - y) ** 2).mean()
loss.backward()
by_hand = 2 * ((1.5 * x - y) * x).mean()  # the formula of unit 3
print(
    f"손실 {loss.item():.4f}, torch가 구한 경사 {weight.grad:.4f}, 손으로 구한 경사 {by_hand:.4f}"
)

# %% [markdown]
# `backward()` 한 번에 3단원의 식과 같은 답이 나왔습니다. 기억해 둔 계산을 **거꾸로** 짚어 가며 경사를 구하는 것이지요. 이것을
# **자동 미분**(autograd)이라고 합니다. 다만 버릇이 하나 있습니다.
#
# **먼저 예상해 보세요.** 똑같은 손실로 `backward()`를 한 번 더 부르면 `weight.grad`는 그대로일까요?

# %%
loss = ((weight * x - y) ** 2).mean()
loss.backward()
print(f"두 번째로 부른 뒤: {weight.grad:.4f}")
weight.grad.zero_()
print(f"비운 뒤: {weight.grad:.4f}")

# %% [markdown]
# 경사는 덮어쓰지 않고 **쌓입니다.** 그래서 걸음마다 먼저 비워야 합니다. 비우기를 잊어도 오류가 나지 않아서 더 무섭습니다. 지난 걸음들의
# 경사까지 더해져 엉뚱한 곳으로 갈 뿐입니다.
#
# ## 3. 층을 쌓으면 달라질까요?
#
# 특성마다 가중치를 곱해 더하고 절편을 더하는 계산 하나를 **뉴런**(neuron)이라고 합니다. 로지스틱 회귀는 뉴런 하나짜리입니다. 같은
# 특성을 함께 받는 뉴런 여럿을 나란히 세운 것이 **층**(layer)이고, torch에서는 `nn.Linear`입니다.

# %%
torch.manual_seed(7)
layer = nn.Linear(2, 3)  # two features in, three neurons out
few = torch.tensor(scaled[:4], dtype=torch.float32)  # (4, 2)
with torch.no_grad():
    print("가중치의 모양", tuple(layer.weight.shape), "절편의 모양", tuple(layer.bias.shape))
    by_hand = few @ layer.weight.T + layer.bias  # (4, 2) @ (2, 3) + (3,) -> (4, 3)
    print("손으로 한 계산과의 차이:", (layer(few) - by_hand).abs().max().item())

# %% [markdown]
# 3단원의 행렬 곱 그대로입니다. 가중치는 (뉴런, 특성)으로 놓여 있어서 `.T`로 뒤집어 곱합니다. 그러면 층을 **두 겹** 쌓으면 직선보다
# 복잡한 것을 그릴 수 있을까요?
#
# **먼저 예상해 보세요.** 2 → 100 → 1로 이어지는 두 층에는 가중치와 절편이 401개 있습니다. 이것을 층 하나로 똑같이 흉내 낼 수 있을까요?

# %%
first, second = nn.Linear(2, 100), nn.Linear(100, 1)
with torch.no_grad():
    merged_weight = second.weight @ first.weight  # (1, 100) @ (100, 2) -> (1, 2)
    merged_bias = second.weight @ first.bias + second.bias  # (1,)
    difference = second(first(few)) - (few @ merged_weight.T + merged_bias)
    print("두 층의 401개를", merged_weight.numel() + merged_bias.numel(), "개로 합쳤습니다.")
    print("두 층과 합친 층의 차이는 0.00001보다 작은가:", bool(difference.abs().max() < 1e-5))

# %% [markdown]
# 아무리 쌓아도 곱해서 더하기를 이어 붙이면 결국 **곱해서 더하기 하나**입니다. 백 층을 쌓아도 직선입니다. 쌓은 것이 헛되지 않으려면
# 층과 층 사이에서 무언가 **꺾여야** 합니다.
#
# ## 4. 꺾기
#
# 가장 단순한 꺾기는 **"0보다 작으면 0, 아니면 그대로"** 입니다. 이것을 **ReLU**라고 하고, 이렇게 층 사이에 넣어 꺾는 함수를 **활성화
# 함수**(activation function)라고 합니다.

# %%
print(torch.relu(torch.tensor([-2.0, -0.5, 0.0, 0.5, 2.0])))

# %% [markdown]
# 이 시시한 함수로 섬을 떼어 낼 수 있을까요? 학습시키기 전에 **손으로** 만들어 봅시다. 뉴런 하나는 "온도가 기준보다 얼마나 **더 높은가**"만
# 셉니다. 낮으면 0입니다. 다른 뉴런은 얼마나 더 낮은가, 또 하나는 압력이 얼마나 더 높은가, 마지막은 얼마나 더 낮은가를 셉니다. 넷을 더하면
# **창 밖으로 나간 거리**가 됩니다.

# %%
hand_weight = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])  # (neurons, features)
outside = np.maximum(scaled @ hand_weight.T - 0.85, 0).sum(axis=1)  # (shots,)
hand_accuracy = np.mean((outside[later] == 0) == is_good[later])
print(f"손으로 만든 뉴런 네 개: 정확도 {hand_accuracy:.1%}")

# %% [markdown]
# 직선이 꼼짝 못 하던 문제가 뉴런 네 개로 풀렸습니다. 뉴런마다 선을 하나씩 긋고 **자기 쪽만** 셌기 때문에, 선 네 개가 네모난 울타리가
# 된 것입니다. 우리는 창이 가운데 있다는 것을 그림에서 보고 손으로 정했습니다. 특성이 스무 개라면 그림을 그릴 수 없습니다. 이제 울타리를
# **경사하강법이 스스로 찾게** 합시다.
#
# ## 5. 학습이라는 고리
#
# 층, 꺾기, 층. 이것이 오늘의 **신경망**(neural network)입니다. 마지막 값은 4단원에서처럼 시그모이드에 넣으면 좋은 제품일 확률이 됩니다.
# 확률이 되기 전의 이 값을 **로짓**(logit)이라고 합니다. 0보다 크면 확률이 절반을 넘습니다.


# %%
def build(width):
    """Two features -> `width` bent neurons -> one logit."""
    return nn.Sequential(nn.Linear(2, width), nn.ReLU(), nn.Linear(width, 1))


# %%
inputs = torch.tensor(scaled, dtype=torch.float32)  # (shots, 2)
target = torch.tensor(is_good, dtype=torch.float32)[:, None]  # (shots, 1)
loss_of = nn.BCEWithLogitsLoss()  # sigmoid and cross-entropy in one


def accuracy(model, part):
    """Share of right verdicts among the shots of `part`."""
    with torch.no_grad():
        return ((model(inputs[part]) > 0) == (target[part] > 0.5)).float().mean().item()


# %% [markdown]
# 손실은 정답에 준 확률이 낮을수록 큰 벌을 주는 **교차 엔트로피**(cross-entropy)입니다. 자신 있게 틀릴수록 벌이 커집니다. 학습은 다섯 줄의
# 되풀이입니다. 어떤 거대한 모델도 이 다섯 줄로 배웁니다.

# %%
torch.manual_seed(7)
model = build(16)
optimiser = torch.optim.SGD(model.parameters(), lr=0.5)
for step in range(401):
    optimiser.zero_grad()  # 1. empty the slopes
    logits = model(inputs[past])  # 2. answer
    loss = loss_of(logits, target[past])  # 3. how wrong
    loss.backward()  # 4. slopes of all weights
    optimiser.step()  # 5. one step downhill
    if step % 100 == 0:
        print(f"{step:3d}걸음: 손실 {loss.item():.3f}, 나중 정확도 {accuracy(model, later):.1%}")

# %% [markdown]
# 손으로 만든 네모보다 낫습니다. 신경망이 그린 울타리를 봅시다.


# %%
def draw_border(ax, model, part, title):
    """The chance of a good part in colour, and the shots that were learnt from."""
    grid = np.linspace(-1.8, 1.8, 121, dtype=np.float32)
    points = torch.tensor(np.stack(np.meshgrid(grid, grid), axis=-1))  # (121, 121, 2)
    with torch.no_grad():
        chance = torch.sigmoid(model(points))[..., 0].numpy()
    melt_c, pressure_mpa = (grid[:, None] * spread + mean).T
    ax.contourf(melt_c, pressure_mpa, chance, levels=np.linspace(0, 1, 11), cmap="RdBu", alpha=0.7)
    ax.contour(melt_c, pressure_mpa, chance, levels=[0.5], colors="black")
    colors = np.where(is_good[part], "navy", "darkred")
    ax.scatter(*shots[part].T, s=5, c=colors)
    ax.set(xlabel="수지 온도 (°C)", ylabel="사출 압력 (MPa)", title=title)


# %%
fig, ax = plt.subplots(figsize=(5, 4))
draw_border(ax, model, past, "파란 곳이 '좋은 제품' (뉴런 16개)")
plt.show()

# %% [markdown]
# **먼저 예상해 보세요.** 섬을 둘러싸려면 뉴런(선)이 **적어도 몇 개** 필요할까요? 1개? 2개? 3개? 4개?


# %%
def train(width, seed):
    torch.manual_seed(seed)
    model = build(width)
    optimiser = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(400):
        optimiser.zero_grad()
        loss_of(model(inputs[past]), target[past]).backward()
        optimiser.step()
    return accuracy(model, later)


# %%
for width in (1, 2, 3, 4, 16):
    results = [train(width, seed) for seed in range(3)]
    print(f"뉴런 {width:2d}개: ", "  ".join(f"{result:.1%}" for result in results))

# %% [markdown]
# 두 개까지는 가둘 수 없고, 세 개면 **세모난 울타리**가 됩니다. 그런데 같은 줄에서도 숫자가 다릅니다. 셋의 차이는 출발점을 뽑는 씨앗뿐입니다.
# 3단원의 골짜기는 밥그릇이라 어디서 출발해도 같은 바닥에 닿았지만, 신경망의 골짜기는 **울퉁불퉁**해서 운 나쁘면 엉뚱한 웅덩이에 갇힙니다.
# 뉴런을 꼭 필요한 수보다 넉넉히 주면 갇히는 일이 줄어듭니다. 그래서 신경망의 성적은 씨앗 하나가 아니라 **여럿으로** 봅니다.
#
# ### 직접 해 보기
#
# 뉴런이 16개인 `build(16)`에는 학습하는 수(가중치와 절편)가 모두 몇 개 있을까요? 종이로 계산해서 `my_count`에 숫자를 넣어 보세요.

# %%
my_count = ...


# %%
check("학습하는 수", my_count, sum(values.numel() for values in build(16).parameters()))

# %% [markdown]
# ## 6. 다 보고 한 걸음, 조금 보고 한 걸음
#
# 지금까지는 1,000번을 **다 보고** 한 걸음을 걸었습니다. 50번만 보고 경사를 어림해서 걸으면 같은 자료를 한 바퀴 도는 동안 스무 걸음을
# 걷습니다. 이렇게 나눈 묶음을 **미니배치**(minibatch), 자료를 한 바퀴 도는 것을 **에포크**(epoch)라고 합니다. 묶음은 에포크마다 새로
# **섞어서** 나눕니다.
#
# **먼저 예상해 보세요.** 다섯 바퀴를 돌고 난 손실은 묶음이 클수록 작을까요, 작을수록 작을까요? 시간은요?


# %%
def run_epochs(size, epochs=5):
    """Steps, final loss over all past shots, and seconds, for minibatches of `size`."""
    torch.manual_seed(7)
    model, started = build(16), perf_counter()
    optimiser = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(epochs):
        for batch in torch.randperm(1000).split(size):
            optimiser.zero_grad()
            loss_of(model(inputs[batch]), target[batch]).backward()
            optimiser.step()
    with torch.no_grad():
        loss = loss_of(model(inputs[past]), target[past]).item()
    return epochs * 1000 // size, loss, perf_counter() - started


# %%
for size in (1000, 200, 50, 10, 1):
    steps, loss, seconds = run_epochs(size)
    print(f"묶음 {size:4d}: {steps:6,}걸음, 손실 {loss:.3f}, {seconds:5.2f}초")

# %% [markdown]
# 조금 보고 자주 걷는 쪽이 같은 자료로 훨씬 멀리 갑니다. 열 개만 봐도 내리막이 **대강** 어느 쪽인지는 알 수 있기 때문입니다. 대신 걸음이
# 많아져 시간이 더 걸립니다. 묶음을 하나까지 줄이면 걸음마다 갈팡질팡해서, 시간만 훨씬 더 들고 손실은 오히려 덜 내려갑니다. 그래서 보통
# 수십에서 수백 개를 씁니다. 자료가 커서 메모리에 다 올릴 수 없을 때도 이 방법뿐입니다.
#
# ## 7. 외우는 신경망
#
# 이제 현실로 돌아옵니다. 시험 사출 한 번마다 원료와 사람의 시간이 듭니다. **120번만** 해 보고 정해야 한다고 합시다. 대신 신경망은
# 아주 넉넉하게, 뉴런을 256개 줍니다. 다른 300번은 **검증**(validation)용으로, 지금까지 한 번도 꺼내지 않은 마지막
# 700번은 **시험**(test)용으로 봉해 둡니다. 온도와 압력은 사출기에 우리가 넣은 값이니 표준화는 그대로 써도 됩니다.

# %%
learning, validation, sealed = slice(0, 120), slice(1000, 1300), slice(2000, 2700)


def loss_on(model, part):
    with torch.no_grad():
        return loss_of(model(inputs[part]), target[part]).item()


# %%
def learn(width=256, rate=0.02, steps=500, part=learning):
    """Full-batch training with Adam; losses (steps, 2): learning and validation."""
    torch.manual_seed(7)
    model, losses = build(width), []
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    for _ in range(steps):
        optimiser.zero_grad()
        loss = loss_of(model(inputs[part]), target[part])
        loss.backward()
        losses.append((loss.item(), loss_on(model, validation)))
        optimiser.step()
    return model, np.array(losses)


# %% [markdown]
# `Adam`은 가중치마다 보폭을 알아서 맞춰 주는 경사하강법입니다. 울퉁불퉁한 골짜기에서 SGD보다 덜 헤맵니다.
#
# **먼저 예상해 보세요.** 500걸음 뒤, 배운 120번에서는 몇 % 맞힐까요? 처음 보는 300번에서는요?

# %%
memoriser, losses = learn()
print(f"배운 120번의 정확도       {accuracy(memoriser, learning):.1%}")
print(f"처음 보는 300번의 정확도  {accuracy(memoriser, validation):.1%}")

# %% [markdown]
# 배운 것은 거의 다 맞힙니다. 그런데 이상합니다. 이 자료의 8 %는 결과가 **우연히 뒤집힌** 것이라 온도와 압력으로는 맞힐 수 없습니다. 그것까지
# 맞혔다면 배운 것이 아니라 **외운** 것입니다. 그림에서 확인해 봅시다.

# %%
fig, axes = plt.subplots(1, 2, figsize=(10, 4))
draw_border(axes[0], memoriser, learning, "256개가 외운 울타리")
axes[1].plot(losses[:, 0], label="배운 120번")
axes[1].plot(losses[:, 1], label="검증 300번")
axes[1].set(xlabel="걸음", ylabel="손실", title="한쪽은 내려가고 한쪽은 올라간다")
axes[1].legend()
plt.show()

# %% [markdown]
# 왼쪽 그림에서 점 하나를 삼키려고 삐죽 튀어나온 자리들이 외운 흔적입니다. 오른쪽 그림은 오늘 가장 중요한 그림입니다. 배운 자료의 손실은
# 끝없이 내려가는데, **처음 보는 자료의 손실은 바닥을 치고 올라갑니다.** 이것을 **과적합**(overfitting)이라고 합니다.
#
# 그런데 검증 손실이 이렇게 치솟는 동안 검증 정확도는 얼마나 나빠졌을까요? 손실이 가장 작던 때에 멈춘 신경망과 나란히 놓아 봅시다.


# %%
def describe(name, model, part):
    with torch.no_grad():
        chance = torch.sigmoid(model(inputs[part]))
    right = (chance > 0.5) == (target[part] > 0.5)
    sure = (chance > 0.99) | (chance < 0.01)
    wrong = (sure & ~right).sum().item()
    print(
        f"{name}: 정확도 {right.float().mean():.1%}, 99 % 장담한 {sure.sum()}번 가운데 틀린 것 {wrong}번"
    )


# %%
best_step = int(losses[:, 1].argmin())
stopped, _ = learn(steps=best_step)
print(
    f"검증 손실은 {best_step}걸음에서 가장 작았습니다: {losses[best_step, 1]:.3f} → {losses[-1, 1]:.3f}"
)
describe("일찍 멈춘 신경망", stopped, validation)
describe("끝까지 외운 신경망", memoriser, validation)

# %% [markdown]
# 정확도도 떨어졌지만, 더 크게 달라진 것은 **태도**입니다. 외운 신경망은 모르는 것도 "99 % 확실하다"고 말하고, 그러면서 틀립니다. 확률을
# 보고 임계값을 정하는 4단원의 방법은 이 확률이 정직해야 통합니다. 정확도 하나만 보아서는 이 병이 얼마나 깊은지 알 수 없습니다.
#
# ## 8. 왜 봉투가 셋일까요?
#
# 검증 자료로 멈출 때를 정했으니, 검증 정확도를 성적으로 보고해도 될까요? 실험을 해 봅시다. **동전을 던져** 답하는 가짜 모델 200개를
# 만들어 검증 40번으로 가장 좋은 것을 고릅니다. 동전이니 진짜 실력은 모두 50 %입니다.
#
# **먼저 예상해 보세요.** 1등으로 뽑힌 동전의 검증 정확도는 몇 %쯤일까요? 그 동전에게 새 문제 1,000개를 주면요?

# %%
generator = np.random.default_rng(7)
scores = (generator.random((200, 40)) < 0.5).mean(axis=1)  # (models,)
new_score = (generator.random(1000) < 0.5).mean()
print(f"검증에서 1등한 동전: {scores.max():.1%}")
print(f"그 동전의 새 문제:   {new_score:.1%}")

# %% [markdown]
# 여럿 가운데 **가장 좋은 것을 고르는 순간** 그 점수는 운까지 함께 고른 점수가 됩니다. 뉴런 수를 바꿔 보고, 학습률을 바꿔 보고, 멈출 때를
# 고르는 것이 모두 이런 고르기입니다. 그래서 봉투가 셋입니다.
#
# | 봉투 | 쓰는 곳 | 여는 횟수 |
# |---|---|---|
# | 학습(train) | 가중치를 정한다 | 걸음마다 |
# | 검증(validation) | 모양, 학습률, 멈출 때를 고른다 | 고를 때마다 |
# | 시험(test) | 마지막 성적을 잰다 | **한 번** |
#
# ## 9. 과적합을 막는 세 가지
#
# 첫째, **일찍 멈춥니다**. 검증 손실이 정한 만큼의 걸음 동안 나아지지 않으면 멈추고, **가장 좋았던 때의 가중치**로 돌아갑니다.
# 이것을 **조기 종료**(early stopping)라고 합니다.


# %%
def learn_and_stop(width, rate, patience=40, most=500):
    """The network at its best validation loss, and how many steps were walked."""
    torch.manual_seed(7)
    model = build(width)
    best, best_loss, best_step = model, np.inf, 0
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    for step in range(most):
        optimiser.zero_grad()
        loss_of(model(inputs[learning]), target[learning]).backward()
        loss = loss_on(model, validation)
        if loss < best_loss:
            best, best_loss, best_step = copy.deepcopy(model), loss, step
        if step - best_step >= patience:
            break
        optimiser.step()
    return best, step


# %% [markdown]
# 이제 직접 만져 보세요. 뉴런 수, 학습률, 조기 종료를 바꿔 가며 **검증 손실**을 0.34 아래로 낮춰 보세요. 바꾸고 나서 1–2초 기다리면 새로
# 학습한 울타리가 나옵니다.
#
# **먼저 예상해 보세요.** 조기 종료를 끈 채 뉴런을 4개로 줄이면 과적합은 줄어들까요? 학습률을 1.0으로 키우면 무슨 일이 생길까요?


# %%
@interact(width=[2, 4, 16, 64, 256], rate=[0.001, 0.01, 0.1, 1.0], stop_early=False)
def show_choice(width=64, rate=0.01, stop_early=False):
    if stop_early:
        model, steps = learn_and_stop(width, rate)
    else:
        model, steps = learn(width, rate)[0], 500
    loss = loss_on(model, validation)
    fig, ax = plt.subplots(figsize=(5, 4))
    scores = f"학습 {accuracy(model, learning):.0%}, 검증 {accuracy(model, validation):.0%}"
    draw_border(ax, model, learning, f"{steps}걸음: {scores}, 검증 손실 {loss:.3f}")
    plt.show()


# %% [markdown]
# 둘째, **작은 신경망**을 씁니다. 외울 자리가 모자라면 외우지 못합니다. 하지만 너무 작으면 섬을 둘러싸지도 못합니다.
#
# 셋째, 할 수 있다면 **자료를 늘립니다**.
#
# **먼저 예상해 보세요.** 뉴런 256개를 그대로 두고 자료만 120번에서 1,000번으로 늘리면, 500걸음 뒤의 검증 손실은 얼마나 될까요?

# %%
more, more_losses = learn(part=past)
for name, history in (("120번", losses), ("1,000번", more_losses)):
    print(f"{name:>7}: 학습 손실 {history[-1, 0]:.3f}, 검증 손실 {history[-1, 1]:.3f}")

# %% [markdown]
# 자료가 많으면 다 외울 수가 없어서 **규칙을 배울 수밖에 없습니다.** 과적합은 신경망의 크기만의 문제가 아니라 크기와 자료의 **균형** 문제입니다.
#
# ## 10. 봉투를 엽니다
#
# 우리가 고른 것은 조기 종료한 뉴런 64개입니다. 고르기를 다 마쳤으니 시험 봉투를 **한 번** 엽니다. 자료를 만든 사람만 아는 진짜 창으로
# 답했을 때의 정확도도 견주어 봅시다. 결과가 우연히 뒤집히니 진짜 창을 알아도 100 %가 되지 않습니다.
#
# **먼저 예상해 보세요.** 시험 정확도는 검증 정확도보다 높을까요, 낮을까요?

# %%
chosen, steps = learn_and_stop(64, 0.01)
truth = np.hypot((shots[:, 0] - 230) / 17, (shots[:, 1] - 80) / 17) < 1
print(f"늘 불량              {np.mean(~is_good[sealed]):.1%}")
print(
    f"120번 배운 신경망    {accuracy(chosen, sealed):.1%} (검증에서는 {accuracy(chosen, validation):.1%})"
)
print(f"진짜 창을 아는 사람  {np.mean(truth[sealed] == is_good[sealed]):.1%}")

# %% [markdown]
# 120번의 시험 사출만으로 창을 아는 사람에 꽤 가까이 갔습니다. 나머지는 온도와 압력이 **모르는** 까닭이라 신경망을 아무리 키워도 줄지
# 않습니다. 줄이고 싶다면 원료의 수분을 재는 센서를 달아야 합니다.
#
# ---
# ## 기억하기
#
# - 층을 아무리 쌓아도 사이에서 **꺾지** 않으면 직선입니다. 꺾는 뉴런 여럿이 울타리를 만듭니다.
# - 학습은 다섯 줄입니다. 경사를 **비우고**, 답하고, 손실을 재고, 거꾸로 짚고, 한 걸음 갑니다.
# - 조금씩 나누어(미니배치) 자주 걸으면 같은 자료로 더 멀리 갑니다.
# - 학습 손실은 내려가는데 검증 손실이 올라가면 **과적합**입니다. 정확도만 보면 놓칩니다.
# - 학습으로 배우고, 검증으로 고르고, 시험은 **한 번** 엽니다.
#
# ## 물음
#
# 1. `optimiser.zero_grad()`를 빠뜨리면 오류 없이 무엇이 달라지나요?
# 2. 뉴런 두 개로는 왜 섬을 둘러쌀 수 없을까요? 두 개로 떼어 낼 수 있는 모양은 무엇인가요?
# 3. 학습 정확도 100 %, 검증 정확도 100 %라면 기뻐하기 전에 2단원의 무엇을 의심해야 할까요?
# 4. 시험 봉투를 열어 보니 성적이 나빠서 뉴런 수를 바꿔 다시 학습했습니다. 새 시험 성적을 보고해도 될까요?
#
# ## 더 가 보기
#
# - 결과와 상관없는 센서 열 개를 난수로 만들어 `scaled`에 붙이고(`np.column_stack`), `build`의 2를 12로 바꿔 7절을 다시 해 보세요. 이번에는
#   검증 **정확도**도 떨어지나요?
# - `nn.ReLU()`를 `nn.Tanh()`로 바꾸면 울타리의 모서리가 어떻게 달라지나요?
# - `torch.optim.Adam(..., weight_decay=0.1)`은 가중치가 커지는 것에 벌을 줍니다. 과적합을 막는 네 번째 방법이 될까요?
