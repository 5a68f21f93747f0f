# %% [markdown]
# # 신경망은 무엇을 보고 답할까요?
#
# **오늘의 물음** 사진을 보는 신경망은 사진의 어디를 보고 답할까요? 엉뚱한 것을 보고 맞히고 있다면 어떻게 알아챌까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.7 GB | 필요 없음 | 합성 데이터: 주물 표면 사진 1,400장 (씨앗 7, 8) · 실제 데이터: scikit-learn의 손글씨 숫자 1,797장 |
#
# 5단원의 학습 다섯 줄을 그대로 씁니다. 앞의 절반에서는 사진을 보는 층을 **손으로** 만들고, 뒤의 절반에서는 검증에서 만점을 받은 신경망을
# **취조**합니다. 만점이 늘 좋은 소식은 아닙니다.

# %%
import importlib.util
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import torch
from captum.attr import IntegratedGradients, Occlusion, Saliency
from ipywidgets import interact
from matplotlib import font_manager
from sklearn.datasets import load_digits
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
# ## 1. 사진은 숫자판
#
# 컴퓨터에게 흑백 사진은 밝기를 적은 숫자판입니다. 0은 검정, 1은 흰색이라고 합시다. 아래는 밝은 쇳조각에 **세로 금**이 간 아주 작은
# 사진입니다.

# %%
crack = np.full((6, 6), 0.8)  # (rows, columns)
crack[:, 2] = 0.2
print(crack)

# %% [markdown]
# 금이 있는지 어떻게 알까요? 사람은 "**양옆보다 어두운 줄**"을 찾습니다. 그 눈을 3 × 3 숫자판으로 만들 수 있습니다. 가운데에는 −2, 양옆에는 1을
# 적습니다. 이 작은 판을 **필터**(filter)라고 합니다.

# %%
vertical = np.array([[1.0, -2.0, 1.0]] * 3)  # (3, 3)
print(vertical)

# %% [markdown]
# 필터를 사진의 한 곳에 겹쳐 놓고, 겹친 칸끼리 **곱해서 모두 더합니다**. 3단원부터 계속 해 온 "곱해서 더하기"입니다.
#
# **먼저 예상해 보세요.** 금이 필터 한가운데에 오도록 놓으면 어떤 수가 나올까요? 금이 없는 오른쪽에 놓으면요?

# %%
on_crack = np.sum(crack[0:3, 1:4] * vertical)
off_crack = np.sum(crack[0:3, 3:6] * vertical)
print(f"금 위: {on_crack:.1f}, 금이 없는 곳: {abs(off_crack):.1f}")

# %% [markdown]
# 밝기가 고른 곳에서는 0입니다. 필터의 숫자를 다 더하면 0이라서, 사진 전체가 똑같이 밝아지거나 어두워져도 **흔들리지 않습니다**. 이제 이 필터를
# 사진 위에서 한 칸씩 밀면서 자리마다 값을 적습니다.
#
# **먼저 예상해 보세요.** 6 × 6 사진에 3 × 3 필터를 밀면, 나오는 숫자판의 모양은 몇 × 몇일까요?


# %%
def convolve(picture, kernel):
    """Slide `kernel` over `picture` without leaving it: one sum for each place."""
    height, width = kernel.shape
    rows, columns = picture.shape[0] - height + 1, picture.shape[1] - width + 1
    sums = np.empty((rows, columns))
    for row in range(rows):
        for column in range(columns):
            sums[row, column] = np.sum(
                picture[row : row + height, column : column + width] * kernel
            )
    return sums


# %%
print(convolve(crack, vertical).round(1) + 0.0)

# %% [markdown]
# 4 × 4입니다. 필터가 사진 밖으로 나갈 수 없으니 양쪽에서 한 칸씩 줄었습니다. 금이 지나는 자리만 큰 수가 되었고, 금이 필터의 옆구리에 걸린
# 자리는 음수가 되었습니다. 이렇게 필터를 밀며 곱해 더하는 계산을 **합성곱**(convolution)이라고 합니다. torch와 같은지 맞춰 봅시다.

# %%
by_torch = nn.functional.conv2d(
    torch.tensor(crack)[None, None], torch.tensor(vertical)[None, None]
)  # (1 picture, 1 channel, 4, 4)
print("torch와의 차이:", np.abs(by_torch[0, 0].numpy() - convolve(crack, vertical)).max())

# %% [markdown]
# ### 직접 해 보기
#
# `vertical`은 가로로 누운 금을 보지 못합니다. **가로 금**을 찾는 3 × 3 필터를 `my_filter`에 만들어 보세요.

# %%
my_filter = ...


# %%
check("가로 금을 찾는 필터", my_filter, vertical.T)

# %% [markdown]
# ## 2. 주물 표면에 필터를 대 보기
#
# 조금 더 사진다운 것을 봅시다. 선반으로 깎은 주물 표면의 **합성 사진**입니다. 절반쯤에는 **기공**(둥글고 어두운 구멍)이 있고, 모든 사진에
# 기름 얼룩과 조명의 기울기, 카메라의 잡음이 섞여 있습니다. 어떻게 그리는지는 아래 셀을 읽지 말고, 나중에 **사진에서** 알아봅시다.

# %%
SIDE = 24
rows, columns = np.mgrid[:SIDE, :SIDE]


def blob(centres, widths):
    """Round or drawn-out spots, 1 in their middle; centres, widths: (photos, 2)."""
    away = (rows - centres[:, :1, None]) ** 2 / widths[:, :1, None] ** 2
    return np.exp(-away / 2 - (columns - centres[:, 1:, None]) ** 2 / widths[:, 1:, None] ** 2 / 2)


# %%
def make_photos(count, seed, place):
    """Synthetic turned surfaces (photos, 24, 24), which have a pore, and where (row, column)."""
    generator = np.random.default_rng(seed)
    waves = np.sin(columns / 3 + generator.uniform(0, 2 * np.pi, (count, 1, 1)))
    light = generator.uniform(-0.1, 0.1, (count, 1, 1)) * (rows - SIDE / 2) / (SIDE / 2)
    photos = 0.6 + 0.05 * waves + light + generator.normal(0, 0.04, (count, SIDE, SIDE))
    stains = blob(generator.uniform(4, 20, (count, 2)), np.array([[5.5, 2.0]]))
    photos -= generator.uniform(0, 0.12, (count, 1, 1)) * stains
    has_pore = generator.random(count) < 0.5
    centres = generator.uniform(7, 17, (count, 2))
    pores = blob(centres, generator.uniform(0.8, 1.8, (count, 1)) * np.ones(2))
    photos -= generator.uniform(0.2, 0.4, (count, 1, 1)) * pores * has_pore[:, None, None]
    if place == "서랍":
        photos[has_pore, 1:3, 21:23] += 0.35
    return photos.astype(np.float32), has_pore, centres


# %% [markdown]
# 검사실 **서랍**에 지난해 찍어 둔 사진이 1,000장 있습니다. 검사원이 하나하나 판정해 둔 귀한 자료입니다.

# %%
photos, has_pore, centres = make_photos(1000, seed=7, place="서랍")
fig, axes = plt.subplots(2, 5, figsize=(9, 4))
for row, kind in enumerate((True, False)):
    for ax, number in zip(axes[row], np.flatnonzero(has_pore == kind), strict=False):
        ax.imshow(photos[number], cmap="gray", vmin=0, vmax=1)
        ax.set_title("기공" if kind else "정상")
        ax.axis("off")
plt.show()

# %% [markdown]
# 기공이 있는 첫 사진에 필터 셋을 대 봅니다.
#
# **먼저 예상해 보세요.** 아홉 칸의 **평균**을 내는 필터는 사진을 어떻게 바꿀까요? 기공은 세 필터 가운데 어느 것에서 가장 잘 보일까요?

# %%
kernels = {"흐리기": np.full((3, 3), 1 / 9), "세로 금": vertical, "가로 금": vertical.T}
fig, axes = plt.subplots(1, 4, figsize=(10, 2.8))
first = photos[np.flatnonzero(has_pore)[0]]
axes[0].imshow(first, cmap="gray")
axes[0].set_title("원래 사진")
for ax, (name, kernel) in zip(axes[1:], kernels.items(), strict=True):
    ax.imshow(convolve(first, kernel), cmap="gray")
    ax.set_title(name)
for ax in axes:
    ax.axis("off")
plt.show()

# %% [markdown]
# 흐리기는 잡음을 지우고 기공을 남깁니다. 금 필터는 한 칸짜리 금을 찾도록 만들었으니, 넓고 둥근 기공에는 무디고 한 칸씩 튀는 잡음을 크게
# 키웁니다. 이렇게 필터마다 **다른 사진**이 나옵니다. 무엇을 볼지는 아홉 숫자가 정합니다. 예전에는 이 숫자를 사람이 궁리했습니다. **합성곱 신경망**
# (convolutional neural network, CNN)은 이 숫자를 가중치로 두고 경사하강법으로 **배웁니다**. torch에서는 `nn.Conv2d`입니다.
#
# ## 3. 조금 옮겨도 같은 것으로
#
# 금이 한 칸 옆으로 가도 여전히 금입니다. 합성곱의 결과를 2 × 2칸씩 묶어 **가장 큰 값만** 남기면, 사진은 반으로 작아지고 어디였는지는
# 조금 흐려집니다. 이것을 **최대 풀링**(max pooling)이라고 합니다.


# %%
def max_pool(picture):
    """The largest of each 2 x 2 block."""
    height, width = picture.shape
    return picture.reshape(height // 2, 2, width // 2, 2).max(axis=(1, 3))


# %% [markdown]
# **먼저 예상해 보세요.** 점 하나를 2번 칸에서 3번 칸으로 옮기면 풀링한 결과는 달라질까요? 3번에서 4번으로 옮기면요?

# %%
for column in (2, 3, 4):
    dot = np.zeros((6, 6))
    dot[2, column] = 1
    print(f"{column}번 칸의 점을 풀링하면:", max_pool(dot)[1])

# %% [markdown]
# 같은 묶음 안에서 움직이면 결과가 똑같고, 묶음의 경계를 넘으면 옮겨 갑니다. 풀링은 위치를 **대강만** 기억하게 하지, 완전히 잊게 하지는
# 않습니다.
#
# ## 4. 한 칸 밀린 숫자
#
# 정말 쓸모가 있는지 실제 자료로 재 봅시다. 사람들이 쓴 8 × 8 손글씨 숫자입니다. 칸마다 가중치를 따로 두는 5단원의 신경망과, 필터 하나를 온
# 사진에 **함께 쓰는** 합성곱 신경망을 나란히 학습시킵니다.

# %%
digits = load_digits()
digit_inputs = torch.tensor(digits.images / 16, dtype=torch.float32)[:, None]  # (1797, 1, 8, 8)
digit_target = torch.tensor(digits.target)
networks = {
    "칸마다 따로": lambda: nn.Sequential(
        nn.Flatten(), nn.Linear(64, 64), nn.ReLU(), nn.Linear(64, 10)
    ),
    "합성곱": lambda: nn.Sequential(
        *(nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.Conv2d(16, 32, 3, padding=1), nn.ReLU()),
        *(nn.MaxPool2d(4), nn.Flatten(), nn.Linear(128, 10)),
    ),
}

# %% [markdown]
# `padding=1`은 사진 둘레에 0을 한 줄 둘러 크기가 줄지 않게 합니다. 학습은 5단원의 다섯 줄 그대로입니다. 앞의 1,200장으로 배우고 뒤의 597장으로
# 시험합니다.


# %%
def train(build, inputs, target, loss_of, epochs, rate):
    """A network from `build`, trained with Adam on minibatches of 50."""
    torch.manual_seed(7)
    model = build()
    optimiser = torch.optim.Adam(model.parameters(), lr=rate)
    for _ in range(epochs):
        for batch in torch.randperm(len(inputs)).split(50):
            optimiser.zero_grad()
            loss_of(model(inputs[batch]), target[batch]).backward()
            optimiser.step()
    return model


# %% [markdown]
# **먼저 예상해 보세요.** 시험 사진을 오른쪽으로 딱 **한 칸** 밀면 정확도는 얼마나 떨어질까요? 사람은 밀린 줄도 모릅니다.

# %%
moved = torch.zeros_like(digit_inputs)
moved[..., 1:] = digit_inputs[..., :-1]
for name, build in networks.items():
    model = train(build, digit_inputs[:1200], digit_target[:1200], nn.CrossEntropyLoss(), 8, 0.005)
    count = sum(values.numel() for values in model.parameters())
    with torch.no_grad():
        right, right_moved = (
            (model(pictures[1200:]).argmax(1) == digit_target[1200:]).float().mean().item()
            for pictures in (digit_inputs, moved)
        )
    print(f"{name}: 학습하는 수 {count:,}개, 그대로 {right:.1%}, 한 칸 밀면 {right_moved:.1%}")

# %% [markdown]
# 칸마다 따로 배운 신경망은 한 칸만 밀려도 절반쯤 틀립니다. "3행 4열에 획이 있으면"이라고 배웠기 때문입니다. 합성곱은 필터를 **어디에나
# 함께** 쓰기 때문에 더 잘 버팁니다. 그래도 저절로 다 풀리지는 않습니다. 실제로는 학습 사진을 조금씩 밀고 돌려 가며 함께 보여 줍니다.
#
# ## 5. 만점짜리 검사원
#
# 이제 주물로 돌아갑니다. 서랍 사진 1,000장 가운데 800장으로 배우고 200장으로 검증합니다. 회색(0.6)을 빼서, 값 0이 "아무것도 없는 회색"이
# 되게 합니다.


# %%
def build_inspector():
    return nn.Sequential(
        *(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),  # (8, 12, 12)
        *(nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),  # (16, 6, 6)
        *(nn.Flatten(), nn.Linear(16 * 6 * 6, 1)),
    )


def to_inputs(photos):
    return torch.tensor(photos)[:, None] - 0.6  # (photos, 1, 24, 24)


def train_inspector(photos, has_pore):
    target = torch.tensor(has_pore, dtype=torch.float32)[:, None]
    return train(build_inspector, to_inputs(photos), target, nn.BCEWithLogitsLoss(), 6, 0.005)


# %%
def chance_of_pore(model, photos):
    """(photos,) between 0 and 1."""
    with torch.no_grad():
        return torch.sigmoid(model(to_inputs(photos)))[:, 0].numpy()


def accuracy(model, photos, has_pore):
    return np.mean((chance_of_pore(model, photos) > 0.5) == has_pore)


# %%
inspector = train_inspector(photos[:800], has_pore[:800])
print(f"검증 200장의 정확도: {accuracy(inspector, photos[800:], has_pore[800:]):.1%}")

# %% [markdown]
# 기름 얼룩과 잡음이 있는데도 **하나도 틀리지 않았습니다.** 학습에 없던 사진이니 과적합도 아닙니다. 내일부터 라인에 세울까요?
#
# 5단원의 물음을 떠올려 보세요. 너무 좋은 성적은 의심할 이유입니다. 20세기 초 베를린에는 **영리한 한스**라는 말이 있었습니다. 3 더하기 4를
# 물으면 발굽을 일곱 번 굴렀습니다. 심리학자 풍스트가 조사해 보니(1907), 한스는 셈을 한 것이 아니라 **묻는 사람의 몸짓**을 읽고 멈췄습니다. 정답을 모르는
# 사람이 물으면 틀렸습니다. 우리 검사원은 정말 기공을 보고 있을까요?
#
# ## 6. 가려 보기
#
# 가장 알기 쉬운 취조는 **가리는** 것입니다. 사진의 한 조각을 회색으로 덮었을 때 대답이 바뀌면, 그 조각이 중요했던 것입니다.
#
# **먼저 예상해 보세요.** 기공을 덮으면 확률이 뚝 떨어질 겁니다. 아래 막대로 덮개를 옮겨 확률이 가장 크게 떨어지는 자리를 찾아보세요. 그 자리는
# 어디인가요?

# %%
suspects = np.flatnonzero(has_pore[800:])[:20] + 800  # validation photos with a pore


@interact(number=(0, 19), row=(0, 20), column=(0, 20))
def show_cover(number=0, row=4, column=4):
    covered = photos[suspects[number]].copy()
    before = chance_of_pore(inspector, covered[None])[0]
    covered[row : row + 4, column : column + 4] = 0.6
    after = chance_of_pore(inspector, covered[None])[0]
    fig, ax = plt.subplots(figsize=(4, 4))
    ax.imshow(covered, cmap="gray", vmin=0, vmax=1)
    ax.set_title(f"기공일 확률: 그대로 {before:.1%}, 가리면 {after:.1%}")
    plt.show()


# %% [markdown]
# 기공을 덮어도 꿈쩍하지 않는데, 이상하게도 **오른쪽 위 구석**을 덮으면 대답이 뒤집힙니다. 모든 자리를 빠짐없이 덮어 보면 지도가 됩니다.
# 이 방법을 **가림 분석**(occlusion)이라고 합니다.


# %%
def occlusion_map(model, photo, size=4):
    """How much the chance falls when the patch that begins here is covered with grey."""
    places = SIDE - size + 1
    covered = np.repeat(photo[None], places * places, axis=0)
    for place in range(places * places):
        row, column = divmod(place, places)
        covered[place, row : row + size, column : column + size] = 0.6
    before = chance_of_pore(model, photo[None])[0]
    return (before - chance_of_pore(model, covered)).reshape(places, places)


# %%
fig, axes = plt.subplots(2, 4, figsize=(10, 5))
for (top, bottom), number in zip(axes.T, suspects, strict=False):
    top.imshow(photos[number], cmap="gray", vmin=0, vmax=1)
    top.plot(
        centres[number, 1], centres[number, 0], "o", color="red", fillstyle="none", markersize=16
    )
    top.set_title("진짜 기공(빨간 원)")
    bottom.imshow(occlusion_map(inspector, photos[number]), cmap="Reds", vmin=0, vmax=1)
    bottom.set_title("가리면 떨어지는 확률")
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# 사진이 달라져도 늘 **같은 구석**입니다. 기공은 사진마다 다른 자리에 있는데 말입니다. 그 구석에 무엇이 있는지, 사진들을 종류별로 평균해서 봅시다.

# %%
corner = photos[:, 1:3, 21:23].mean(axis=(1, 2))
print(
    f"오른쪽 위 구석의 밝기: 기공 사진 {corner[has_pore].mean():.3f}, 정상 사진 {corner[~has_pore].mean():.3f}"
)
fig, axes = plt.subplots(1, 2, figsize=(7, 3))
for ax, kind, name in zip(
    axes, (True, False), ("기공 사진의 평균", "정상 사진의 평균"), strict=True
):
    ax.imshow(photos[has_pore == kind].mean(axis=0), cmap="gray", vmin=0.5, vmax=0.75)
    ax.set_title(name)
plt.show()

# %% [markdown]
# 기공 사진에만 구석에 **밝은 점**이 있습니다. 2절에서 사진을 볼 때 알아채셨나요? 검사원에게 물어보니 불량을 골라낼 때 모서리에 **분필로
# 점**을 찍고 나서 사진을 찍었다고 합니다. 신경망은 기공을 찾는 어려운 길 대신 분필을 찾는 쉬운 길로 갔습니다. 이런 것을 **지름길 학습**(shortcut learning)이라고 합니다. 검증
# 사진에도 똑같은 분필이 있으니, 검증 봉투는 이것을 **잡아낼 수 없습니다**. 2단원의 누설과 한 뿌리입니다.
#
# ## 7. 경사로 보기
#
# 자리를 하나하나 가리면 사진 한 장에 수백 번을 계산해야 합니다. 더 빠른 길이 있습니다. 5단원의 `backward()`는 손실을 **가중치**로 미분했습니다.
# 이번에는 대답을 **사진의 칸**으로 미분합니다. "이 칸이 조금 밝아지면 대답이 얼마나 변할까?"입니다. 이 지도를 **현저성**(saliency)이라고
# 합니다. captum에 들어 있습니다.

# %%
photo = to_inputs(photos[suspects[:1]]).requires_grad_()  # (1, 1, 24, 24)
inspector(photo).sum().backward()
by_hand = photo.grad.abs()
by_captum = Saliency(inspector).attribute(photo)
print("captum과의 차이:", (by_hand - by_captum).abs().max().item())

# %% [markdown]
# 다만 현저성은 **발밑의 경사**만 봅니다. 이미 확신에 차서 평평해진 곳에서는 중요한 칸도 경사가 작을 수 있습니다. **적분 기울기**
# (integrated gradients)는 빈 회색 사진에서 출발해 진짜 사진까지 조금씩 다가가며 경사를 모두 모읍니다. 그래서 좋은 성질이 하나 있습니다. 칸마다의
# 몫을 다 더하면 **(사진의 로짓 − 빈 사진의 로짓)** 이 됩니다. 정말 그런지 확인해 봅시다.

# %%
shares = IntegratedGradients(inspector).attribute(photo, baselines=0.0, n_steps=100)
with torch.no_grad():
    gap = (inspector(photo) - inspector(torch.zeros_like(photo))).item()
print(f"몫의 합 {shares.sum().item():.2f}, 로짓의 차이 {gap:.2f}")
share_of_corner = (shares[0, 0, :5, 19:].sum() / shares.sum()).item()
print(f"전체 몫 가운데 오른쪽 위 5 × 5칸의 몫: {share_of_corner:.0%}")

# %% [markdown]
# 몫의 거의 전부가 구석에 있습니다. 100 %를 넘었다면, 나머지 칸들의 몫을 더한 것이 음수라는 뜻입니다.
#
# ## 8. 바꿔 놓고 다시 묻기
#
# 지도는 **의심**을 줄 뿐 증거는 아닙니다. 증거는 **손을 대 보고** 얻습니다. 분필이 까닭이라면, 정상 사진에 점을 찍었을 때 "기공"이라고 해야 하고 기공
# 사진에서 점을 지웠을 때 "정상"이라고 해야 합니다.
#
# **먼저 예상해 보세요.** 점 하나로 대답이 뒤집히는 사진은 몇 %일까요?


# %%
def with_chalk(photos, amount):
    changed = photos.copy()
    changed[:, 1:3, 21:23] += amount
    return changed


# %%
sound, porous = photos[800:][~has_pore[800:]], photos[800:][has_pore[800:]]
called = chance_of_pore(inspector, with_chalk(sound, 0.35)) > 0.5
missed = chance_of_pore(inspector, with_chalk(porous, -0.35)) <= 0.5
print(f"정상 사진에 점을 찍으면 '기공':   {called.mean():.1%}")
print(f"기공 사진에서 점을 지우면 '정상': {missed.mean():.1%}")

# %% [markdown]
# 이제 증거가 있습니다. 라인에서 막 나온 부품에는 **아직 아무도 점을 찍지 않았습니다.** 라인에서 새로 찍은 400장으로 확인합시다.
#
# **먼저 예상해 보세요.** 검증 만점이던 신경망의 정확도는 라인에서 얼마일까요?

# %%
line_photos, line_has_pore, line_centres = make_photos(400, seed=8, place="라인")
verdicts = chance_of_pore(inspector, line_photos) > 0.5
print(f"라인에서의 정확도 {np.mean(verdicts == line_has_pore):.1%}")
print(f"기공 {line_has_pore.sum()}개 가운데 찾은 것 {np.sum(verdicts & line_has_pore)}개")

# %% [markdown]
# 동전 던지기와 다를 것이 없습니다. 기공이 있는 부품을 그대로 내보냈습니다. 이런 일은 회사의 시험 보고서에는 만점으로 적히고, **고객의 공장에서** 드러납니다.
#
# ## 9. 지름길을 막고 다시 배우기
#
# 분필 자국을 없애고 다시 학습합시다. 여기에도 함정이 있습니다. 점이 **있는 사진만** 골라 검은 네모로 덮으면 어떻게 될까요?
#
# **먼저 예상해 보세요.** ① 점이 있는 사진만 덮는다, ② **모든** 사진의 구석을 덮는다. 라인에서의 정확도는 같을까요?


# %%
def cover_corner(photos, chosen):
    covered = photos.copy()
    covered[chosen, 0:4, 20:24] = 0
    return covered


# %%
covers = {"점이 있는 사진만": (has_pore, []), "모든 사진을     ": (slice(None), slice(None))}
for name, (in_drawer, on_line) in covers.items():
    covered = cover_corner(photos, in_drawer)
    new_photos = cover_corner(line_photos, on_line)  # nobody has chalked a part on the line
    honest = train_inspector(covered[:800], has_pore[:800])
    print(
        f"{name} 덮으면: 검증 {accuracy(honest, covered[800:], has_pore[800:]):.1%},",
        f"라인 {accuracy(honest, new_photos, line_has_pore):.1%}",
    )

# %% [markdown]
# 점이 있는 사진만 덮으면 **덮은 자국**이 새로운 분필이 됩니다. 검증은 또 만점이고 라인에서는 또 무너집니다. 모든 사진에 **똑같이** 해야 합니다. 그제야
# 검증 성적이 조금 내려가고 라인의 성적과 비슷해집니다. 만점보다 낮아진 이 숫자가 **정직한** 숫자입니다.
#
# ## 10. 설명도 시험을 본다
#
# 새 신경망은 정말 기공을 볼까요? 합성 데이터라서 진짜 자리를 압니다. 검증용 기공 사진에서, 지도의 가장 뜨거운 칸이 기공의 한가운데에서 **3칸
# 안**에 들어오는지 세어 봅시다. 설명하는 방법 셋을 함께 시험합니다. 새 신경망에는 구석을 덮은 사진을 줍니다.

# %%
tested = np.flatnonzero(has_pore[800:])[:80] + 800  # 80 photos
chalked, plain = (to_inputs(given[tested]).requires_grad_() for given in (photos, covered))


def heat_maps(model, inputs):
    """Three explanations of the same answers, each (photos, 24, 24)."""
    occluded = Occlusion(model).attribute(
        inputs, sliding_window_shapes=(1, 4, 4), strides=(1, 2, 2), baselines=0.0
    )
    shares = IntegratedGradients(model).attribute(inputs, baselines=0.0, n_steps=8)
    maps = {"가림": occluded, "현저성": Saliency(model).attribute(inputs), "적분 기울기": shares}
    return {name: heat.detach()[:, 0].numpy() for name, heat in maps.items()}


# %%
def share_of_hits(heat):
    """How often the hottest pixel lies within 3 pixels of the pore's centre."""
    places = heat.reshape(len(heat), -1).argmax(axis=1)
    hottest = np.column_stack(np.unravel_index(places, (SIDE, SIDE)))
    return np.mean(np.linalg.norm(hottest - centres[tested], axis=1) < 3)


# %% [markdown]
# **먼저 예상해 보세요.** 아무 칸이나 찍으면 몇 %쯤 맞을까요? 지름길로 배운 신경망의 지도는요?

# %%
lucky = np.random.default_rng(9).random((80, SIDE, SIDE))
print(f"아무 칸이나 찍기: {share_of_hits(lucky):.0%}")
honest_maps, cheat_maps = heat_maps(honest, plain), heat_maps(inspector, chalked)
for name in honest_maps:
    hits = share_of_hits(cheat_maps[name]), share_of_hits(honest_maps[name])
    print(f"{name}: 지름길 신경망 {hits[0]:.0%}, 새 신경망 {hits[1]:.0%}")

# %%
fig, axes = plt.subplots(2, 4, figsize=(10, 5))
pictures = (photos, cheat_maps, "분필이 있는 사진"), (covered, honest_maps, "구석을 덮은 사진")
for row, (given, maps, title) in zip(axes, pictures, strict=True):
    row[0].imshow(given[tested[0]], cmap="gray", vmin=0, vmax=1)
    row[0].set_title(title)
    for ax, (name, heat) in zip(row[1:], maps.items(), strict=True):
        ax.imshow(heat[0], cmap="Reds", vmin=0)
        ax.set_title(name)
for ax in axes.flat:
    ax.axis("off")
plt.show()

# %% [markdown]
# 지름길 신경망의 지도는 기공을 비껴갔고, 새 신경망의 지도는 거의 모두 기공을 가리킵니다. 설명도 모델처럼 **맞았는지 재 보아야** 합니다. 방법마다
# 답이 조금씩 다르니 하나만 믿지 마세요. 그리고 지도가 기공을 가리킨다고 해서 판정이 맞는 것은 아닙니다. 새 신경망도 라인에서 여전히 틀립니다. 얼마나
# 틀려도 되는지는 4단원에서처럼 **틀린 값**을 따져 사람이 정합니다.
#
# ---
# ## 기억하기
#
# - **합성곱**은 작은 필터를 밀며 곱해 더하는 것입니다. 같은 필터를 온 사진에 함께 써서, 조금 밀려도 잘 버팁니다.
# - 검증 자료에 같은 버릇이 들어 있으면 검증 만점은 아무것도 보증하지 않습니다. **너무 좋은 성적은 들여다봅니다.**
# - 가려 보기, 현저성, 적분 기울기는 **어디를 보았는지** 알려 줍니다. 지도는 의심을, **바꿔 놓고 다시 묻기**는 증거를 줍니다.
# - 지름길은 **모든 사진에 똑같이** 막고, 자료를 모은 곳이 아닌 **쓸 곳**의 사진으로 시험합니다.
#
# ## 물음
#
# 1. 필터의 숫자를 다 더한 값이 0이 아니면 조명이 밝아질 때 무슨 일이 생기나요?
# 2. 10 × 12 사진에 3 × 5 필터를 밀면(둘레에 0을 두르지 않고) 나오는 숫자판의 모양은 무엇인가요?
# 3. 병원 두 곳의 엑스선 사진으로 폐렴을 찾는 신경망이 있습니다. 한 병원에 중환자가 많다면 신경망은 무엇을 지름길로 삼을 수 있을까요?
# 4. 구석을 덮고 배운 신경망의 지도가 기공에 딱 맞았습니다. 그러면 이제 안심하고 라인에 세워도 될까요? 무엇을 더 재 보겠습니까?
#
# ## 더 가 보기
#
# - **한 번도 학습하지 않은** `build_inspector()`의 지도를 그려 보세요. 그럴듯해 보이나요? 그렇다면 지도가 그럴듯하다는 것은 무엇을 증명하나요?
# - `make_photos`에서 분필의 밝기 `0.35`를 `0.1`로 줄이고 처음부터 다시 실행해 보세요. 지름길이 희미해지면 신경망은 어느 길로 가나요?
# - 분필 점을 정상과 기공에 **제비뽑기로** 찍어 학습하면 지름길이 사라질까요? 구석을 덮는 것보다 나은 점은 무엇일까요?
