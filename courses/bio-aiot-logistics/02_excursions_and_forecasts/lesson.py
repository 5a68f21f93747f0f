# %% [markdown]
# # 공기가 더운 걸까요, 약이 더운 걸까요?
#
# **오늘의 물음** 경보가 울렸습니다. 약이 더워진 걸까요, 그저 문이 열린 걸까요? 그리고 얼마나 남았을까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 75–90분 | 0.3 GB | 필요 없음 | 합성 데이터: 냉장 배송차의 905일 기록 (씨앗 5, 6, 7) |
#
# 1단원에서는 다 끝난 여행을 되돌아보았습니다. 오늘은 **달리는 중**입니다. 되돌아보면 늦습니다. 차 안의 온도계는 공기를 재는데, 우리가 지키려는 것은 상자 속의
# 약입니다. 둘 사이에는 시간이 있습니다. 그 시간을 알면 헛경보를 줄이고, 사고를 **일어나기 전에** 알릴 수 있습니다.

# %%
import importlib.util
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import interact
from matplotlib import font_manager

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
# ## 1. 남동구를 도는 냉장차
#
# 냉장차 한 대가 날마다 열 시간(600분) 동안 병원을 돌며 2–8 °C 약을 내려 줍니다. 문을 열면 여름 공기가 들어오고, 닫으면 냉각기가 다시 식힙니다. 하루에는 네 가지가
# 있습니다. **보통 날**, 짧게 여닫기를 몇 시간이나 되풀이하는 **바쁜 날**, 냉각기가 멈추는 **고장 난 날**, 냉각기가 조금 약해지는 **약한 날**. 실제 기록이 아니라
# **합성 데이터**입니다.


# %%
def plan_day(kind, generator):
    """What the air is drawn towards each minute, and how many minutes that takes; (600,) each."""
    target, pace = np.full(600, 4.5), np.full(600, 8.0)
    outside, start = generator.normal(29, 2), generator.integers(60, 350)
    if kind == "고장 난":
        target[start : start + generator.integers(60, 200)] = outside
        pace[target == outside] = 90.0
    if kind == "약한":
        target[start : start + 150] = generator.uniform(8.3, 9.2)
    doors = range(start % 90 + 30, 520, 14) if kind == "바쁜" else generator.integers(0, 590, 8)
    for opened in doors:
        stay = slice(opened, opened + (5 if kind == "바쁜" else generator.integers(2, 7)))
        target[stay], pace[stay] = outside, 12.0
    return target, pace


# %% [markdown]
# 공기와 약은 둘 다 **뉴턴의 냉각 법칙**을 따릅니다. 온도는 둘레와의 **차이에 비례해서** 변합니다. 차이를 따라잡는 데 걸리는 시간을 **시간 상수**(time constant, $\tau$)라고
# 합니다. 시간 상수만큼 지나면 차이의 63 %를 따라잡습니다. 공기는 몇 분이면 변하지만, 물과 유리와 종이로 된 상자는 열을 많이 머금어 **두 시간 반**이 걸립니다.


# %%
def make_days(count, seed, product_tau=150):
    """Synthetic air and product, (days, 600) in degrees each, and the kind of each day."""
    generator = np.random.default_rng(seed)
    kinds = generator.choice(["보통", "바쁜", "고장 난", "약한"], count, p=[0.6, 0.15, 0.15, 0.1])
    target, pace = np.stack([plan_day(kind, generator) for kind in kinds], axis=1)
    air, product = np.full((count, 600), 4.5), np.full((count, 600), 4.5)
    for now in range(1, 600):
        before = air[:, now - 1]
        air[:, now] = before + (target[:, now] - before) / pace[:, now]
        warmer = air[:, now] - product[:, now - 1]
        product[:, now] = product[:, now - 1] + warmer / product_tau
    return air + generator.normal(0, 0.1, air.shape), product, kinds


# %%
air_celsius, product_celsius, kinds = make_days(300, seed=7)
fig, axes = plt.subplots(1, 4, figsize=(10, 2.6), sharey=True)
for ax, kind in zip(axes, ["보통", "바쁜", "고장 난", "약한"], strict=True):
    day = np.flatnonzero(kinds == kind)[0]
    ax.plot(air_celsius[day], color="lightgray", label="공기")
    ax.plot(product_celsius[day], label="약")
    ax.axhline(8, color="red", linestyle="--")
    ax.set(title=f"{kind} 날", xlabel="분")
axes[0].set_ylabel("온도 (°C)")
axes[3].legend()
plt.show()

# %% [markdown]
# 회색은 온도계가 재는 공기, 파란색은 우리가 **볼 수 없는** 약입니다. 약이 8 °C를 넘은 것을 **온도 이탈**(temperature excursion)이라고 합시다.
#
# ## 2. 첫 번째 규칙: 8 °C를 넘으면 울린다
#
# **먼저 예상해 보세요.** 공기가 8 °C를 넘으면 울리게 합니다. 300일 가운데 며칠 울리고, 그 가운데 정말로 약이 8 °C를 넘은 날은 며칠일까요?

# %%
is_excursion = (product_celsius > 8).any(axis=1)  # (days,) the truth
rang = (air_celsius > 8).any(axis=1)
print(f"울린 날 {rang.sum()}일, 온도 이탈이 난 날 {is_excursion.sum()}일")

# %% [markdown]
# **날마다** 울립니다. 놓친 것은 없지만 아무도 믿지 않는 경보입니다. 규칙을 견줄 자를 만듭시다. 세 가지를 봅니다. 헛울린 날, 놓친 날, 그리고 울린 때가 이탈보다
# 몇 분 **앞섰는지**. 늦게 울린 경보는 사고 보고서일 뿐입니다.


# %%
def judge(alarm, product):
    """Days of false alarm, days missed, and the median lead in minutes; alarm: (days, minutes)."""
    too_warm = product > 8
    rang, happened = alarm.any(axis=1), too_warm.any(axis=1)
    lead = (too_warm.argmax(axis=1) - alarm.argmax(axis=1))[rang & happened]
    return {
        "헛울린 날": np.sum(rang & ~happened),
        "놓친 날": np.sum(happened & ~(rang & (alarm.argmax(axis=1) < too_warm.argmax(axis=1)))),
        "앞선 시간(분)": np.median(lead) if len(lead) else np.nan,
    }


# %% [markdown]
# 이탈보다 늦게 울린 날도 놓친 날로 셉니다. 흔한 개선은 **오래 이어질 때만** 울리는 것입니다. 문을 잠깐 연 것은 그냥 넘어가게요.


# %%
def lasting(hot, minutes):
    """True where `hot` has been true for the last `minutes` minutes without a break."""
    count = np.cumsum(np.pad(hot, ((0, 0), (minutes, 0))), axis=1)
    return count[:, minutes:] - count[:, :-minutes] == minutes


# %% [markdown]
# **먼저 예상해 보세요.** 몇 분 이어질 때 울리게 하면 헛울림과 놓침이 **둘 다** 없어질까요?

# %%
waits = (1, 10, 20, 30, 45, 60)
rules = {f"{wait}분": judge(lasting(air_celsius > 8, wait), product_celsius) for wait in waits}
pd.DataFrame(rules).T.astype(int)

# %% [markdown]
# 없습니다. 오래 기다릴수록 헛울림은 줄지만 놓치는 날이 늘고, 60분을 기다리면 이탈보다 **늦습니다.** 기준 온도도 함께 움직여 찾아보세요.


# %%
@interact(limit=(6.0, 14.0, 0.5), minutes=(1, 90, 1))
def show_rule(limit=8.0, minutes=30):
    result = judge(lasting(air_celsius > limit, minutes), product_celsius)
    print(
        f"헛울린 날 {result['헛울린 날']}일, 놓친 날 {result['놓친 날']}일 / {is_excursion.sum()}일"
    )


# %% [markdown]
# 어떤 날을 놓치고 어떤 날 헛울리는지 들여다봅시다.

# %%
alarm = lasting(air_celsius > 8, 30)
rang = alarm.any(axis=1)
pd.crosstab(kinds, [is_excursion, rang], rownames=["하루"], colnames=["이탈", "울림"])

# %% [markdown]
# **바쁜 날을 거의 다 놓칩니다.** 문을 5분 열고 9분 닫기를 되풀이하면 30분 이어지는 일이 드물지만 약은 조금씩 데워집니다. 거꾸로 약한 날에는 공기가 8 °C를 살짝 넘은 채 오래
# 있어서 날마다 울렸지만, 그 절반은 약이 8 °C에 닿지 않았습니다. 규칙을 더 붙이면 될까요? "한 시간에 15분 넘으면", "9 °C로 10분이면"... 끝이 없습니다. 규칙이 모자란 것이 아니라
# **엉뚱한 것을 보고 있습니다.** 지키려는 것은 약인데 공기를 보고 있지요.
#
# ## 3. 약의 온도를 계산하기
#
# 뉴턴의 냉각 법칙이 있으니 공기의 기록에서 약의 온도를 **계산**할 수 있습니다. 공기를 뒤늦게 따라가는 이런 모델을 **지연 모델**(lag model)이라고 합니다. 한 걸음에
# 차이의 몇 분의 몇을 따라잡을까요? 얼른 떠오르는 답은 `걸음 / 시간 상수`입니다. 1분 걸음에 150분이면 150분의 1이지요.


# %%
def follow(air, share):
    """Product that closes `share` of the distance to the air at every step; (steps,)."""
    product = [air[0]]
    for degrees in air[1:]:
        product.append(product[-1] + share * (degrees - product[-1]))
    return np.array(product)


# %% [markdown]
# 이번에는 작은 유리병을 생각합시다. 공기 속에 홀로 선 병의 시간 상수는 4분입니다. 공기는 4.5 °C에서 갑자기 14.5 °C가 되고, 기록은 **10분**에 한 번입니다.
#
# **먼저 예상해 보세요.** `10 / 4`만큼 따라잡게 하면 병의 온도는 어떻게 될까요?

# %%
step_up = np.array([4.5] + [14.5] * 6)
print("걸음 / 시간 상수:", follow(step_up, 10 / 4).round(1))
print("1 - exp(-걸음 / 시간 상수):", follow(step_up, 1 - np.exp(-10 / 4)).round(1))

# %% [markdown]
# 첫 줄은 **발산**합니다. 차이의 두 배 반을 따라잡으라고 시켰으니까요. `AI 기초` 3단원에서 학습률이 너무 클 때 본 그 모습입니다. 법칙을 끝까지 풀면 한 걸음에 따라잡는
# 몫은 $1 - e^{-걸음/\tau}$입니다. 이 몫은 결코 1을 넘지 않아 걸음이 커도 안전합니다.
#
# ## 4. 시간 상수 찾기
#
# 시간 상수는 상자마다 다릅니다. 설명서가 아니라 **우리 상자로** 재야 합니다. 약 대신 물을 채운 병에 탐침을 넣고 닷새를 달렸습니다. 막대를 움직여, 계산한 선이 탐침의
# 점들과 겹치는 시간 상수를 눈으로 찾아보세요.

# %%
trial_air, trial_water, _ = make_days(5, seed=5)
probe_celsius = trial_water + np.random.default_rng(5).normal(0, 0.15, trial_water.shape)


@interact(tau=(10, 400, 10), day=(0, 4, 1))
def show_lag(tau=60, day=0):
    mine = follow(trial_air[day], 1 - np.exp(-1 / tau))
    fig, ax = plt.subplots(figsize=(7, 3))
    ax.plot(trial_air[day], color="lightgray", label="공기")
    ax.plot(probe_celsius[day], ".", markersize=2, label="탐침")
    ax.plot(mine, color="black", label=f"계산 (τ = {tau}분)")
    error = np.sqrt(np.mean((mine - probe_celsius[day]) ** 2))
    ax.set(xlabel="분", ylabel="온도 (°C)", ylim=(3, 14), title=f"보통 {error:.2f}도쯤 틀림")
    ax.legend()
    plt.show()


# %% [markdown]
# 이제 컴퓨터에게 시킵니다. 3단원처럼 손실의 골짜기를 그리되, 찾을 것이 하나뿐이니 **다 둘러봅니다.** 닷새를 한꺼번에 계산하도록 함수를 날짜 방향으로 넓힙니다.


# %%
def product_by_lag(air, tau_minutes):
    """What the lag model says of the product; air and result: (days, minutes)."""
    return follow(air.T, 1 - np.exp(-1 / tau_minutes)).T


# %%
candidates = np.arange(50, 301, 5)
losses = [np.mean((product_by_lag(trial_air, tau) - probe_celsius) ** 2) for tau in candidates]
tau_minutes = int(candidates[np.argmin(losses)])
print(f"손실이 가장 작은 시간 상수 {tau_minutes}분, 보통 {np.sqrt(min(losses)):.2f}도쯤 틀림")
for tau in (50, 100, 200, 300):
    print(f"τ = {tau}분이면 보통 {np.sqrt(losses[list(candidates).index(tau)]):.2f}도쯤 틀림")

# %% [markdown]
# 남은 오차 0.15도는 탐침의 잡음입니다. 더 줄일 데가 없습니다. 이제 300일 전부의 약 온도를 공기만 보고 계산해서, 그것이 기준을 넘으면 울리게 합시다.
#
# **먼저 예상해 보세요.** 계산한 약의 온도가 8 °C를 넘을 때 울리면 헛울림은 며칠일까요? 앞선 시간은요?

# %%
estimated = product_by_lag(air_celsius, tau_minutes)
limits = {f"약 {limit} °C": judge(estimated > limit, product_celsius) for limit in (8.0, 7.5, 7.0)}
pd.DataFrame({**limits, "공기 30분": rules["30분"]}).T.astype(int)

# %% [markdown]
# 8 °C에서는 헛울림이 없는 대신, 당연하게도 **넘는 순간에야** 울려 거의 다 늦습니다. 7.5 °C나 7 °C로 낮추면 공기 규칙과 헛울림은 비슷한데 **놓치는 날이 없습니다.** 바쁜 날도 다
# 잡았습니다. 같은 온도계로 다른 것을 보았을 뿐입니다. 더 앞서려면 더 낮추면 되지만 헛울림이 따라옵니다. 낮추는 것 말고 다른 길은 없을까요?
#
# ## 5. 남은 시간을 말하는 경보
#
# 운전자에게는 "지금 7.5 °C"보다 **"이대로면 22분 남았습니다"** 가 쓸모 있습니다. 앞날의 온도를 말하는 것이 **예보**(forecast)입니다. 공기가 지금 그대로라고 치면, 약이
# 기준에 닿을 때까지 남은 시간은 냉각 법칙에서 곧바로 나옵니다.
#
# $$ 남은\ 시간 = \tau \ln \frac{공기 - 약}{공기 - 기준} $$
#
# ### 직접 해 보기
#
# 약이 6 °C, 공기가 20 °C, 시간 상수가 150분일 때 8 °C까지 몇 분 남았나요? `my_minutes`에 넣어 보세요. 먼저 눈대중으로 예상하세요.

# %%
my_minutes = ...


# %%
check("남은 시간", my_minutes, 150 * np.log((20 - 6) / (20 - 8)))


# %%
def minutes_left(product, air, limit=8.0):
    """Minutes until the product reaches `limit` if the air stays as it is; inf where never."""
    left = np.full(product.shape, np.inf)
    rising = air > np.maximum(product, limit)
    left[rising] = tau_minutes * np.log((air - product)[rising] / (air - limit)[rising])
    return np.where(product >= limit, 0.0, np.maximum(left, 0.0))


# %% [markdown]
# **먼저 예상해 보세요.** 문이 막 열려 공기가 14 °C입니다. "이대로면"이라는 예보를 믿어도 될까요? 앞날의 공기를 지금 이 순간의 공기로
# 치는 것과 지난 30분의 평균으로 치는 것, 어느 쪽이 덜 헛울릴까요?

# %%
left = minutes_left(estimated, air_celsius)
smooth_air = pd.DataFrame(air_celsius.T).rolling(30, min_periods=1).mean().to_numpy().T
left_smooth = minutes_left(estimated, smooth_air)
forecasts = {
    "이대로면 30분": judge(left < 30, product_celsius),
    "지난 30분 같으면 30분": judge(left_smooth < 30, product_celsius),
}
pd.DataFrame({**limits, **forecasts}).T.astype(int)

# %% [markdown]
# **지난 30분의 평균**을 앞날의 공기로 치면 문 한 번에 놀라지 않아, 같은 30분을 내다보면서 헛울림이 3분의 1 남짓으로 줄었습니다. 7.5 °C 규칙보다 헛울림은 적고 더 일찍 울립니다. 7 °C 규칙은 더 이르지만 헛울림도 더 많습니다. 이제
# 봉해 둔 새 300일로 확인합니다. 규칙을 여러 개 견주고 고른 것도 배운 것이니까요(`AI 기초` 4단원).
#
# **먼저 예상해 보세요.** 고를 때 좋아 보인 순서가 새 300일에서도 그대로일까요?

# %%
new_air, new_product, _ = make_days(300, seed=6)
new_smooth = pd.DataFrame(new_air.T).rolling(30, min_periods=1).mean().to_numpy().T
new_estimated = product_by_lag(new_air, tau_minutes)
sealed = {
    "공기 30분": judge(lasting(new_air > 8, 30), new_product),
    "약 7.5 °C": judge(new_estimated > 7.5, new_product),
    "약 7.0 °C": judge(new_estimated > 7.0, new_product),
    "예보 30분": judge(minutes_left(new_estimated, new_smooth) < 30, new_product),
}
print(f"새 300일 가운데 온도 이탈이 난 날 {(new_product > 8).any(axis=1).sum()}일")
pd.DataFrame(sealed).T.astype(int)

# %% [markdown]
# 새 300일에서 예보는 7 °C 규칙만큼 일찍 울리면서 헛울림은 절반쯤입니다. 7 °C 규칙이 앞서던 몫은 그 300일의 우연이 섞인 것이었습니다.
#
# ## 6. 어디까지 내다볼 수 있을까요?
#
# 예보를 듣는 사람은 늘 더 먼 앞날을 묻습니다. 게으른 답과 견주어 봅시다. 가장 게으른 예보는 **"지금 그대로"** 입니다. 이보다 못하면 예보가 아닙니다.
#
# **먼저 예상해 보세요.** 15분, 30분, 1시간, 2시간 뒤의 약 온도를 맞힙니다. 지연 모델이 게으른 답을 가장 크게 이기는 것은 언제이고, 지는 때도 있을까요?


# %%
def forecast_errors(horizon):
    """Mean absolute errors of three forecasts `horizon` minutes ahead, in degrees."""
    now, later = slice(60, 600 - horizon), slice(60 + horizon, 600)
    product, fade = new_estimated[:, now], np.exp(-horizon / tau_minutes)
    forecasts = {"지금 그대로": product}
    for name, air in (("공기가 이대로면", new_air), ("지난 30분 같으면", new_smooth)):
        forecasts[name] = air[:, now] + (product - air[:, now]) * fade
    return {name: np.mean(np.abs(each - new_product[:, later])) for name, each in forecasts.items()}


# %%
pd.DataFrame({f"{horizon}분 뒤": forecast_errors(horizon) for horizon in (15, 30, 60, 120)}).round(
    2
)

# %% [markdown]
# 15분 뒤는 게으른 답의 오차를 거의 절반으로 줄이지만, 두 시간 뒤는 **오히려 집니다.** 문은 언젠가 닫히고 냉각기는 언젠가 고쳐지는데, 모델은 그 사정을 모르니까요. 그래서 경보에는 30분쯤
# 앞만 씁니다. 예보를 팔러 온 사람에게는 "**몇 분 뒤를, 게으른 답보다 얼마나** 더 맞히나요?"라고 물으세요.
#
# ## 7. 상자가 바뀌면
#
# 시간 상수는 가득 찬 상자에서 쟀습니다. 오후가 되어 거의 빈 상자라면 머금은 열이 적어 빨리 데워집니다. 진짜 시간 상수가 60분인 날들에 150분짜리 모델을 그대로 쓰면 어떻게
# 될까요?
#
# **먼저 예상해 보세요.** 경보가 헛울릴까요, 늦을까요?

# %%
empty_air, empty_product, _ = make_days(300, seed=6, product_tau=60)
empty = {
    f"τ = {tau}분으로 믿음": judge(product_by_lag(empty_air, tau) > 7.5, empty_product)
    for tau in (tau_minutes, 60)
}
print(f"온도 이탈이 난 날 {(empty_product > 8).any(axis=1).sum()}일")
pd.DataFrame(empty).T.astype(int)

# %% [markdown]
# 약이 **느긋하다고 믿는 모델은 늦습니다.** 무엇이 실렸는지 모를 때는 가장 빨리 데워지는 상자, 곧 **작은 시간 상수**로 계산하는 것이 안전한 쪽입니다. 헛울림은 늘겠지만 그 값은
# 알고 치르는 값입니다.
#
# ## 8. 동결은 따로 울립니다
#
# 지금까지는 더위였습니다. 겨울 새벽, 냉각기의 찬 바람이 나오는 자리에 작은 상자가 놓였습니다. 공기가 잠깐씩 영하로 내려갑니다. (합성 데이터, 시간 상수 15분)

# %%
generator = np.random.default_rng(7)
cold_air = 4.0 + generator.normal(0, 0.1, 360)
cold_air[200:225] = -4.0  # the blower stays on for 25 minutes
corner = follow(cold_air, 1 - np.exp(-1 / 15))  # a small box right at the outlet
middle = follow(cold_air, 1 - np.exp(-1 / 150))
hourly = corner.reshape(-1, 60).mean(axis=1)

# %% [markdown]
# **먼저 예상해 보세요.** 바람이 나오는 자리의 상자는 0 °C 아래로 내려갈까요? 한 시간 평균으로 적는 기록계에는 몇 도가 적힐까요? 가운데 놓인 큰 상자는요?

# %%
print(f"바람 자리의 상자: 가장 낮은 온도 {corner.min():.1f} °C, 0 °C 아래 {np.sum(corner <= 0)}분")
print(f"한 시간 평균 가운데 가장 낮은 값 {hourly.min():.1f} °C")
print(f"가운데 큰 상자의 가장 낮은 온도 {middle.min():.1f} °C")
speed = np.exp(-10_000 / (corner + 273.15))
print(f"바람 자리 상자의 MKT {10_000 / -np.log(speed.mean()) - 273.15:.1f} °C")

# %% [markdown]
# 평균에도, 가운데 상자에도, MKT에도 아무 일이 없습니다. 그런데 이 상자의 백신은 얼었을 수 있습니다. 알루미늄 보조제가 든 백신은 **한 번 얼면 되돌릴 수 없고**, 녹은 뒤에 눈으로 보아도
# 알기 어렵습니다. 더위와는 손상의 모양이 다릅니다.
#
# | | 더위 | 동결 |
# |---|---|---|
# | 손상 | 시간을 두고 **쌓임** | 한 번에, **되돌릴 수 없음** |
# | 보는 값 | 약의 온도, 24시간 MKT | **가장 찬 자리**의 가장 낮은 값 |
# | 기다리기 | 이어진 시간, 예보 | **기다리지 않음** |
# | 평균 | 해도 됨 (빠르기로) | **하지 않음** |
# | 울린 뒤 | 식으면 꺼짐 | **꺼지지 않음**, 사람이 확인할 때까지 |
#
# 물은 0 °C 아래에서도 얼지 않고 버틸 때가 있습니다(과냉각). 그러나 얼었는지 **모른다**면 언 것으로 다룹니다. 온도계가 ±0.5도까지 틀릴 수 있다면 0 °C가 아니라 **0.5 °C 이하**에서 울려야
# 0 °C를 놓치지 않습니다. 한번 울리면 꺼지지 않는 것은 `np.maximum.accumulate` 한 줄이면 됩니다.

# %%
is_cold = corner <= 0.5
latched = np.maximum.accumulate(is_cold)
by_heat_rule = lasting(is_cold[None, :], 30)[0]
print(f"처음 울린 때 {np.argmax(latched)}분, 끝(359분)에도 울리고 있나요? {latched[-1]}")
print(f"더위처럼 30분을 기다렸다면 울렸을까요? {by_heat_rule.any()}")

# %% [markdown]
# 온도가 돌아왔다고 경보가 꺼졌다면, 아침에 온 사람은 4 °C의 멀쩡한 상자를 봅니다. **되돌릴 수 없는 일을 알리는 경보는 되돌아가지 않아야** 합니다.
#
# ---
# ## 기억하기
#
# - 온도계는 공기를 재고, 우리는 약을 지킵니다. 둘 사이를 **시간 상수**가 잇습니다.
# - 이어진 시간 규칙은 **짧게 자주** 여는 날을 놓칩니다. 규칙을 더하기 전에 무엇을 보고 있는지 물으세요.
# - 한 걸음에 따라잡는 몫은 $1 - e^{-걸음/\tau}$입니다. 시간 상수는 우리 상자로 재고, 모르면 **작게** 잡습니다.
# - 예보는 **게으른 답**과 견줍니다. 멀리 볼수록 이기기 어렵습니다.
# - 동결은 평균하지 않고, 기다리지 않고, 꺼지지 않는 **따로 울리는 경보**입니다.
#
# ## 물음
#
# 1. 온도계를 공기 대신 물병 속에 넣으면 2절의 규칙은 어떻게 될까요? 좋아지는 것과 나빠지는 것을 하나씩 말해 보세요.
# 2. 시간 상수가 150분인 상자를 차에서 꺼내 30 °C 하역장에 한 시간 두면 약은 몇 도쯤 될까요? (처음 5 °C)
# 3. 냉각기가 멈춘 것을 약의 온도보다 먼저 알려면 무엇을 더 재면 좋을까요?
# 4. 더위 경보에도 "꺼지지 않음"을 쓰면 왜 곤란할까요?
#
# ## 더 가 보기
#
# - `make_days`의 바깥 온도 29를 35로 올리고 같은 규칙들을 다시 견주어 보세요. 어느 규칙이 가장 덜 무너지나요?
# - 5절의 "지난 30분"을 10분, 60분으로 바꾸면 헛울림과 앞선 시간은 어떻게 바뀌나요?
# - 물이 어는 동안에는 열이 빠져나가도 온도가 0 °C 근처에 머뭅니다. 탐침의 기록에서 그런 평평한 곳을 찾는 함수를 써 보세요.
