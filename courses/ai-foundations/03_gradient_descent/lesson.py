# %% [markdown]
# # 골짜기를 내려가는 직선
#
# **오늘의 물음** 정답을 구하는 공식을 몰라도, 조금씩 고쳐 나가기만 하면 가장 잘 맞는 직선에 닿을 수 있을까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 75–90분 | 0.3 GB | 필요 없음 | 합성 데이터: 알루미늄 용해 기록 400번 (씨앗 7) |
#
# 오늘 손으로 만드는 것은 스무 줄이 안 됩니다. 그런데 사진을 알아보는 프로그램도, 글을 쓰는 언어 모델도 **똑같은 방법**으로 배웁니다.
# 골짜기를 한 번 제 발로 내려가 보면 앞으로 나올 모델이 모두 아는 얼굴이 됩니다.

# %%
import importlib.util
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import interact
from matplotlib import font_manager
from sklearn.linear_model import LinearRegression

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
# ## 1. 전기 요금 고지서
#
# 알루미늄 1톤을 20 °C에서 녹여 720 °C까지 올리는 데 이론으로는 전기가 얼마나 들까요? 고체를 데우고(1 kg을 1 °C 올리는 데 평균 1.04 kJ),
# 660 °C에서 녹이고(397 kJ/kg), 액체를 마저 데웁니다(1.18 kJ). 1 kWh는 3,600 kJ입니다.

# %%
theory_kj_per_kg = 1.04 * (660 - 20) + 397 + 1.18 * (720 - 660)
print(f"이론: 1톤에 {1000 * theory_kj_per_kg / 3600:.0f} kWh")

# %% [markdown]
# 실제 용해로는 열이 새어 나가니 이보다 더 듭니다. 우리 공장은 얼마나 들까요? 한 번 녹일 때마다 네 가지를 적어 두었습니다.
#
# | 열 | 뜻 |
# |---|---|
# | `melted_t` | 녹인 양 (톤) |
# | `hold_min` | 녹인 금속을 식지 않게 보온한 시간 (분) |
# | `charge_c` | 넣은 재료의 온도 (°C). 예열하면 높아집니다 |
# | `energy_kwh` | 쓴 전기 (kWh) |
#
# 실제 공장의 기록이 아니라 **합성 데이터**입니다. 그래서 진짜 답(1톤에 480 kWh, 1분에 0.8 kWh, 1 °C에 −0.8 kWh)을 우리는 알고 있습니다.
# 모르는 척하고 기록만 보고 찾아봅시다.


# %%
def make_melts(count, seed):
    """Synthetic furnace log in order of time; bigger melts wait longer. Noise: 25 kWh."""
    generator = np.random.default_rng(seed)
    melted_t = generator.uniform(1.0, 3.0, count).round(2)
    hold_min = np.clip(40 * melted_t + generator.normal(20, 25, count), 5, None).round()
    charge_c = generator.uniform(20, 220, count).round()
    energy_kwh = 200 + 480 * melted_t + 0.8 * hold_min - 0.8 * (charge_c - 20)
    energy_kwh += generator.normal(0, 25, count)
    columns = [melted_t, hold_min, charge_c, energy_kwh.round(1)]
    return pd.DataFrame(
        np.column_stack(columns), columns=["melted_t", "hold_min", "charge_c", "energy_kwh"]
    )


# %% [markdown]
# 뒤의 100번은 **봉투에 넣어 봉해 둡니다.** 다 만든 모델을 마지막에 시험할 문제지입니다. 미리 보면 2단원의 누설이 됩니다.

# %%
melts = make_melts(400, seed=7)
past, sealed = melts.iloc[:300], melts.iloc[300:]
past.head()

# %% [markdown]
# 모델을 만들기 전에 **가장 게으른 답**부터 재 둡니다. 무엇을 녹이든 늘 지난 평균을 답하면 얼마나 틀릴까요? 이보다 못한 모델은
# 만들 까닭이 없습니다.

# %%
melted_t = past["melted_t"].to_numpy()  # (melts,)
energy_kwh = past["energy_kwh"].to_numpy()  # (melts,)
lazy_kwh = np.sqrt(np.mean((energy_kwh - energy_kwh.mean()) ** 2))
print(f"평균 {energy_kwh.mean():.0f} kWh, 늘 평균만 답하면 보통 {lazy_kwh:.0f} kWh쯤 틀립니다.")

# %% [markdown]
# ## 2. 눈대중으로 맞춘 직선
#
# 많이 녹이면 많이 듭니다. 가장 단순한 모델은 **전기 = 가중치 × 녹인 양**입니다. 녹인 양처럼 모델에 넣는 값을 **특성**(feature), 특성에
# 곱하는 수를 **가중치**(weight)라고 합니다. 숫자를 맞히는 이런 일을 통틀어 **회귀**(regression)라고 합니다.
#
# 직선이 얼마나 틀렸는지는 숫자 하나로 잽니다. 기록마다 (예측 − 실제)를 **제곱**해서 평균을 냅니다. 이 숫자를 **손실**(loss), 그중에서도
# 이렇게 제곱해서 재는 손실을 **평균 제곱 오차**(mean squared error)라고 합니다.


# %%
def loss_of(weight):
    """Mean squared error of `weight * melted_t`, in kWh squared."""
    return np.mean((weight * melted_t - energy_kwh) ** 2)


# %% [markdown]
# **먼저 예상해 보세요.** 손실이 가장 작은 가중치는 얼마쯤일까요? 적은 다음 막대를 움직여 찾아보세요. 눈으로 보기에 가장 그럴듯한 직선과
# 손실이 가장 작은 직선은 같은가요?


# %%
@interact(weight=(300, 800, 10))
def show_line(weight=400):
    fig, ax = plt.subplots(figsize=(7, 3))
    ax.scatter(melted_t, energy_kwh, s=8, alpha=0.6, label="용해 한 번")
    ends = np.array([0.0, 3.0])
    ax.plot(ends, weight * ends, color="black", label=f"전기 = {weight} × 녹인 양")
    ax.set(xlabel="녹인 양 (톤)", ylabel="쓴 전기 (kWh)")
    ax.set_title(
        f"손실 {loss_of(weight):,.0f} kWh², 보통 {np.sqrt(loss_of(weight)):.0f} kWh쯤 틀림"
    )
    ax.legend()
    plt.show()


# %% [markdown]
# 손실은 제곱이라 단위가 kWh²입니다. 제곱근을 씌우면 다시 kWh가 되어 현장에서 읽을 수 있습니다.
#
# 그런데 방금 여러분은 어떻게 찾았나요? 막대를 조금 밀어 보고, 손실이 **줄면 그쪽으로 더**, 늘면 반대로 갔을 겁니다. 컴퓨터에게도 똑같이
# 시키면 됩니다. 먼저 골짜기 전체를 한번 내려다봅시다.

# %%
tried = np.linspace(300, 800, 101)
losses = np.array([loss_of(weight) for weight in tried])
fig, ax = plt.subplots(figsize=(7, 3))
ax.plot(tried, losses)
ax.set(xlabel="가중치 (kWh/톤)", ylabel="손실 (kWh²)", title="손실의 골짜기")
plt.show()
print(f"101곳 가운데 가장 낮은 곳: 가중치 {tried[losses.argmin()]:.0f}, 손실 {losses.min():,.0f}")

# %% [markdown]
# 가중치가 하나라서 101곳을 다 계산해 볼 수 있었습니다. 가중치가 셋이면 101 × 101 × 101, 백만 곳이 넘습니다. 언어 모델의 가중치는
# 수십억 개입니다. 다 둘러볼 수는 없습니다.
#
# ## 3. 발밑의 경사 재기
#
# 안개가 자욱해서 골짜기 전체가 보이지 않는다고 합시다. 그래도 **발밑이 어느 쪽으로 기울었는지**는 알 수 있습니다. 한 발을 아주 조금
# 내디뎌 보면 됩니다. 손실이 변한 양을 내디딘 거리로 나눈 값을 **경사**(gradient)라고 합니다.
#
# **먼저 예상해 보세요.** 가중치 400에서 경사는 양수일까요, 음수일까요? 700에서는요?

# %%
nudge = 0.001
for weight in (400, 700):
    measured = (loss_of(weight + nudge) - loss_of(weight)) / nudge
    print(f"가중치 {weight}: 발밑의 경사 {measured:+.1f}")

# %% [markdown]
# 400에서는 가중치를 **늘리면** 손실이 줄어드니 경사가 음수입니다. 700에서는 거꾸로입니다. 그러니 **경사와 반대쪽**으로 가면 언제나
# 내리막입니다.
#
# 매번 발을 내디뎌 보는 대신 식으로 구할 수도 있습니다. 예측이 실제보다 크고(오차가 양수) 녹인 양이 많았던 기록은 가중치를 줄이라고
# 말합니다. 그 목소리를 모두 평균한 것이 경사입니다.
#
# $$ 경사 = 2 \times 평균\big( (예측 - 실제) \times 녹인\ 양 \big) $$


# %%
def gradient_of(weight):
    """The slope of `loss_of` at `weight`."""
    return 2 * np.mean((weight * melted_t - energy_kwh) * melted_t)


# %%
for weight in (400, 700):
    print(f"가중치 {weight}: 식으로 구한 경사 {gradient_of(weight):+.1f}")

# %% [markdown]
# 내디뎌 본 값과 같습니다. 앞으로 경사의 식을 손으로 쓸 때는 이렇게 **한 발 내디뎌 본 값과 견주어** 확인하세요. 잘못 쓴 식을 찾아내는 가장
# 믿음직한 방법입니다.
#
# ## 4. 내려가기
#
# 이제 걷습니다. 경사의 반대쪽으로, 경사에 **작은 수를 곱한 만큼** 움직입니다. 이 작은 수를 **학습률**(learning rate)이라고 하고, 이렇게
# 손실의 골짜기를 내려가는 방법을 **경사하강법**(gradient descent)이라고 합니다.
#
# **먼저 예상해 보세요.** 가중치 300에서 출발해 학습률 0.05로 걸으면, 한 걸음의 폭은 갈수록 커질까요, 작아질까요?

# %%
weight = 300.0
for step in range(8):
    print(f"{step}걸음: 가중치 {weight:6.1f}, 손실 {loss_of(weight):10,.1f}")
    weight -= 0.05 * gradient_of(weight)

# %% [markdown]
# 폭을 줄이라고 시킨 적이 없는데 저절로 작아집니다. 바닥에 가까울수록 경사가 완만해지기 때문입니다.
#
# ## 5. 보폭을 잘못 잡으면
#
# 그렇다면 학습률을 키울수록 빨리 닿을까요?
#
# **먼저 예상해 보세요.** 학습률을 0.01에서 조금씩 키워 봅니다. 가장 빨리 닿는 곳은 어디쯤이고, 그보다 크면 무슨 일이 벌어질까요?


# %%
@interact(rate=(0.01, 0.26, 0.01))
def show_path(rate=0.05):
    path = [300.0]
    for _ in range(12):
        path.append(path[-1] - rate * gradient_of(path[-1]))
    fig, ax = plt.subplots(figsize=(7, 3))
    wide = np.linspace(200, 1000, 161)
    ax.plot(wide, [loss_of(weight) for weight in wide], color="lightgray")
    ax.plot(path, [loss_of(weight) for weight in path], marker="o", markersize=4)
    ax.set(xlim=(200, 1000), ylim=(0, 600_000), xlabel="가중치 (kWh/톤)", ylabel="손실 (kWh²)")
    ax.set_title(f"학습률 {rate:.2f}: 열두 걸음 뒤 가중치 {path[-1]:,.1f}")
    plt.show()


# %% [markdown]
# 세 가지 모습을 보셨을 겁니다. 작으면 **느리고**, 알맞으면 금세 닿고, 크면 골짜기를 **건너뛰어** 맞은편 더 높은 곳에 떨어집니다. 걸음마다
# 더 멀어지는 것을 **발산**한다고 합니다. 경계는 어디일까요? 이 골짜기에서는 계산할 수 있습니다. 녹인 양의 제곱을 평균한 값의 역수입니다.

# %%
limit = 1 / np.mean(melted_t**2)
print(f"발산하는 경계: 학습률 {limit:.3f}")
print(f"경계의 절반으로 한 걸음: 가중치 {300 - 0.5 * limit * gradient_of(300):,.1f}")
for rate in (0.5 * limit, 0.98 * limit, 1.02 * limit):
    weight = 300.0
    for _ in range(50):
        weight -= rate * gradient_of(weight)
    print(f"학습률 {rate:.3f}로 50걸음: 가중치 {weight:,.1f}")

# %% [markdown]
# 경계의 절반이면 바닥에 닿고(이 골짜기에서는 단 한 걸음이면 됩니다), 경계를 2 %만 넘어도 돌아오지 못합니다. 학습 중에 손실이 커지거나 `nan`이 되면 **가장 먼저 학습률을
# 줄여** 보세요. 그리고 이 경계가 **특성의 크기**로 정해진다는 점을 기억해 두세요. 곧 발목을 잡습니다.
#
# ## 6. 특성 여러 개를 행렬로
#
# 차가운 용해로를 데우는 데 드는 전기는 녹인 양과 상관없이 듭니다. 특성과 무관하게 늘 더하는 수를 **절편**(bias)이라고 합니다. 보온 시간과
# 재료의 온도도 넣어 봅시다.
#
# $$ 예측 = 특성_1 \times 가중치_1 + 특성_2 \times 가중치_2 + 특성_3 \times 가중치_3 + 절편 $$
#
# 기록 300개에 특성 3개면 (300, 3) 배열입니다. 줄마다 "곱해서 더하기"를 한꺼번에 하는 것이 **행렬 곱** `@`입니다.

# %%
names = ["melted_t", "hold_min", "charge_c"]
features = past[names].to_numpy()  # (melts, features)
first_guess = np.array([400.0, 1.0, 0.0])  # (features,)
prediction = features @ first_guess + 100.0
print(features.shape, "@", first_guess.shape, "→", prediction.shape)
print("첫 기록을 손으로:", 400 * features[0, 0] + 1 * features[0, 1] + 0 * features[0, 2] + 100)
print("첫 기록을 @로:   ", prediction[0])

# %% [markdown]
# 경사도 같은 식을 특성마다 쓰면 됩니다. 특성이 셋이니 경사도 셋, 절편의 경사까지 넷입니다.
#
# **먼저 예상해 보세요.** 오차는 (300,), 특성은 (300, 3)입니다. 특성마다 "오차 × 특성"을 더해 (3,)을 얻으려면 무엇과 무엇을 `@`로
# 곱해야 할까요?


# %%
def gradients(features, target, weights, bias):
    """Slopes of the mean squared error: (features,) for the weights, one number for the bias."""
    error = features @ weights + bias - target  # (melts,)
    return 2 * features.T @ error / len(target), 2 * error.mean()


# %% [markdown]
# `features.T`는 줄과 칸을 맞바꾼 (3, 300) 배열입니다. (3, 300) @ (300,) → (3,), 300이 사라지고 특성 셋이 남았습니다. 이제 걷는 함수를
# 만듭니다. 두 경사를 **먼저 다 구한 뒤에** 가중치와 절편을 함께 옮깁니다.


# %%
def descend(features, target, rate, steps):
    """Weights and bias after `steps` steps from zero."""
    weights, bias = np.zeros(features.shape[1]), 0.0
    for _ in range(steps):
        weight_slopes, bias_slope = gradients(features, target, weights, bias)
        weights = weights - rate * weight_slopes
        bias = bias - rate * bias_slope
    return weights, bias


# %% [markdown]
# 아까 잘 듣던 학습률 0.1로 걸어 봅시다.
#
# **먼저 예상해 보세요.** 특성이 늘어났으니 더 잘 맞을까요?

# %%
weights, bias = descend(features, energy_kwh, rate=0.1, steps=5)
print("다섯 걸음 뒤의 가중치:", weights)

# %% [markdown]
# 다섯 걸음 만에 터무니없이 커졌습니다. **발산**입니다. 경계는 특성의 크기로 정해진다고 했지요. 특성의 제곱을 평균해 봅시다.

# %%
for name, square in zip(names, np.mean(features**2, axis=0), strict=True):
    print(f"{name:9s} 제곱의 평균 {square:10,.1f}")

# %% [markdown]
# 녹인 양보다 시간과 온도가 수천 배 큽니다. 그래서 보폭을 그만큼 작게 줄여야 합니다.

# %%
weights, bias = descend(features, energy_kwh, rate=0.00003, steps=20_000)
error_kwh = features @ weights + bias - energy_kwh
print(f"20,000걸음 뒤: 보통 {np.sqrt(np.mean(error_kwh**2)):.1f} kWh쯤 틀림")
print("가중치", weights.round(2), "절편", round(bias, 2))

# %% [markdown]
# ## 7. 정답지와 견주기
#
# 얼마나 와 있는 걸까요? 사실 직선의 손실은 밥그릇처럼 생긴 골짜기라 바닥의 자리를 **공식 한 번**으로 구할 수 있습니다. scikit-learn의
# `LinearRegression`이 그렇게 합니다. 정답지로 씁시다.

# %%
answer = LinearRegression().fit(features, energy_kwh)
best_kwh = np.sqrt(np.mean((answer.predict(features) - energy_kwh) ** 2))
print(f"정답지: 보통 {best_kwh:.1f} kWh쯤 틀림")
print("가중치", answer.coef_.round(2), "절편", round(answer.intercept_, 2))

# %% [markdown]
# 20,000걸음을 걷고도 한참 남았습니다. 한쪽(온도와 시간)으로는 절벽이고 다른 쪽(녹인 양과 절편)으로는 거의 평지인 **길쭉한 골짜기**라서
# 그렇습니다. 절벽에 맞춰 보폭을 줄이면 평지에서는 제자리걸음이 됩니다.
#
# ## 8. 골짜기를 둥글게
#
# 1단원 과제에서 센서를 같은 자로 재려고 했던 **표준화**가 여기서 쓰입니다. 특성마다 평균을 빼고 표준편차로 나누면 모두 크기가 1쯤이 되고,
# 골짜기가 둥글어집니다.

# %%
mean, spread = features.mean(axis=0), features.std(axis=0)  # (features,) each
standardised = (features - mean) / spread
weights, bias = descend(standardised, energy_kwh, rate=0.1, steps=5)
print("다섯 걸음 뒤의 가중치:", weights.round(1), "절편", round(bias, 1))

# %% [markdown]
# **먼저 예상해 보세요.** 정답지의 손실에 1 % 안으로 다가가는 데 몇 걸음이 걸릴까요? 세 경우를 재 봅시다.


# %%
def steps_to_one_percent(features, target, rate, most=20_000):
    """How many steps until the loss is within 1 % of the lowest; None when `most` do not do."""
    lowest = np.mean((LinearRegression().fit(features, target).predict(features) - target) ** 2)
    weights, bias = np.zeros(features.shape[1]), 0.0
    for step in range(most):
        if np.mean((features @ weights + bias - target) ** 2) < 1.01 * lowest:
            return step
        weight_slopes, bias_slope = gradients(features, target, weights, bias)
        weights, bias = weights - rate * weight_slopes, bias - rate * bias_slope
    return None


# %%
cases = {
    "녹인 양만, 그대로     ": (features[:, :1], 0.15),
    "세 특성, 그대로       ": (features, 0.00003),
    "세 특성, 표준화한 뒤  ": (standardised, 0.3),
}
for name, (columns, rate) in cases.items():
    steps = steps_to_one_percent(columns, energy_kwh, rate)
    print(name, "20,000걸음에도 못 닿음" if steps is None else f"{steps:,}걸음")

# %% [markdown]
# 컴퓨터를 바꾼 것도, 방법을 바꾼 것도 아닙니다. **자를 맞췄을 뿐**입니다. 끝까지 걸어 정답지와 맞춰 봅시다.

# %%
weights, bias = descend(standardised, energy_kwh, rate=0.3, steps=200)
same = answer.predict(features) - (standardised @ weights + bias)
print(f"정답지와 가장 크게 다른 예측: {np.abs(same).max():.1e} kWh")

# %% [markdown]
# 그러면 공식이 있는데 왜 걸어 내려갈까요? 직선에는 공식이 있지만, 4단원의 분류부터는 **공식이 없습니다**. 경사하강법은 경사만 구할 수
# 있으면 어떤 골짜기에도 통합니다.
#
# ## 9. 가중치를 현장의 말로
#
# 표준화한 가중치는 "특성이 표준편차만큼 커지면 몇 kWh 느는가"입니다. 반장님께는 "1톤에 몇 kWh"라고 말해야 합니다.
#
# ### 직접 해 보기
#
# `weights`와 `spread`로 원래 단위의 가중치 세 개(1톤에, 1분에, 1 °C에 몇 kWh)를 구해 `my_weights`에 넣어 보세요.

# %%
my_weights = ...


# %%
check("원래 단위의 가중치", my_weights, answer.coef_)

# %%
for name, found, true in zip(names, answer.coef_, [480, 0.8, -0.8], strict=True):
    print(f"{name:9s} 찾은 값 {found:7.2f}, 진짜 값 {true:6.1f}")

# %% [markdown]
# 기록 300번만 보고 진짜 값에 꽤 가까이 왔습니다. 이제 함정을 하나 밟아 봅시다. 보온 시간을 적지 않는 공장이라면 그 열이 없습니다.
#
# **먼저 예상해 보세요.** `hold_min`을 빼면 1톤에 드는 전기는 그대로일까요, 커질까요, 작아질까요?

# %%
without_hold = LinearRegression().fit(features[:, [0, 2]], energy_kwh)
print(f"보온 시간을 넣으면 1톤에 {answer.coef_[0]:.0f} kWh")
print(f"보온 시간을 빼면   1톤에 {without_hold.coef_[0]:.0f} kWh")
print(f"녹인 양 1톤마다 보온 시간 {np.polyfit(melted_t, features[:, 1], 1)[0]:.0f}분")

# %% [markdown]
# 커집니다. 많이 녹인 날은 보온도 오래 했기 때문에, 빠진 보온 시간의 몫까지 **녹인 양이 뒤집어씁니다**. 2단원의 심프슨의 역설과 한
# 뿌리입니다. 가중치는 "이것을 바꾸면 이만큼 변한다"는 약속이 아니라 **"모델에 넣은 다른 특성이 같을 때, 기록 속에서 이만큼 달랐다"** 는
# 말입니다. 넣지 않은 것은 같다고 칠 수 없습니다.
#
# ## 10. 봉투를 여는 날
#
# 봉해 둔 100번을 꺼내 시험합니다. 표준화에는 **배울 때의** 평균과 표준편차를 그대로 씁니다. 새 기록의 평균을 쓰면 예측할 때 알 수 없는 것을
# 쓰는 셈입니다.
#
# **먼저 예상해 보세요.** 처음 본 기록에서도 비슷하게 맞힐까요?

# %%
sealed_kwh = sealed["energy_kwh"].to_numpy()
ready = (sealed[names].to_numpy() - mean) / spread
sealed_error = np.sqrt(np.mean((ready @ weights + bias - sealed_kwh) ** 2))
print(
    f"배운 기록 {best_kwh:.1f} kWh, 처음 본 기록 {sealed_error:.1f} kWh, 늘 평균이면 {lazy_kwh:.0f} kWh"
)

# %% [markdown]
# 처음 본 기록에서도 거의 그대로입니다. 합성 데이터에 넣은 잡음의 표준편차가 25 kWh이니 더 줄일 데가 거의 없습니다. 남은 오차가 잡음인지
# 아직 못 찾은 까닭인지는 **오차를 그려 보면** 압니다. 모양이 보이면 배울 것이 남은 것입니다.

# %%
fig, ax = plt.subplots(figsize=(7, 3))
ax.scatter(sealed["melted_t"], ready @ weights + bias - sealed_kwh, s=10)
ax.axhline(0, color="black", linewidth=0.8)
ax.set(
    xlabel="녹인 양 (톤)", ylabel="예측에서 실제를 뺀 값 (kWh)", title="남은 오차에 모양이 있을까?"
)
plt.show()

# %% [markdown]
# ---
# ## 기억하기
#
# - **손실**은 얼마나 틀렸는지를 숫자 하나로, **경사**는 어느 쪽이 오르막인지를 말해 줍니다. 반대쪽으로 조금씩 가는 것이 경사하강법입니다.
# - **학습률**이 작으면 느리고, 크면 발산합니다. 손실이 커지면 먼저 학습률을 줄입니다.
# - 특성을 **표준화**하면 골짜기가 둥글어집니다. 새 기록에도 배울 때의 평균과 표준편차를 씁니다.
# - 경사의 식은 **한 발 내디뎌 본 값**과 견주어 확인합니다.
# - 가중치는 원인이 아닙니다. 빠진 특성의 몫을 다른 특성이 뒤집어씁니다.
#
# ## 물음
#
# 1. 녹인 양을 톤 대신 kg으로 적으면 5절의 경계는 몇 배가 될까요? 가중치는요?
# 2. 오차를 제곱하지 않고 그냥 평균하면 왜 안 될까요?
# 3. `descend`에서 가중치를 먼저 옮긴 다음, **옮긴 가중치로** 절편의 경사를 구하면 무엇이 달라질까요?
# 4. 이 모델에 "8톤을 녹이면?"이라고 물으면 대답은 합니다. 믿어도 될까요?
#
# ## 더 가 보기
#
# - `make_melts`의 잡음 25를 100으로 키우고 처음부터 다시 실행해 보세요. 찾은 가중치는 진짜 값에서 얼마나 멀어지나요? 기록이 4,000번이면요?
# - `energy_kwh` 하나에 0을 하나 더 붙여(열 배) 적어 보세요. 기록 하나가 직선을 얼마나 끌고 가나요? 2단원의 어떤 함정과 이어지나요?
