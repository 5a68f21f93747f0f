# %% [markdown]
# # 조건을 고르고, 지켜보기
#
# **오늘의 물음** 모델이 "이 조건이 가장 좋습니다"라고 하면 그대로 바꿔도 될까요? 바꾼 다음에는 무엇을 지켜봐야 할까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.3 GB | 필요 없음 | 합성 데이터: 다이캐스팅 1,500번의 운전 기록과 실험 36번 (씨앗 7) |
#
# 지금까지는 **예측**했습니다. 오늘은 예측을 믿고 **손잡이를 돌립니다.** 돌리는 순간 새로운 함정이 셋 생깁니다. 지난 기록이 거꾸로 가르치는 함정,
# 가장 좋아 보이는 곳이 가장 위험한 함정, 그리고 좋아진 다음에 눈이 머는 함정입니다.

# %%
import importlib.util
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
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
# ## 1. 다이캐스팅의 두 손잡이
#
# 남동공단의 다이캐스팅 공장은 녹인 알루미늄을 금형에 밀어 넣습니다. 손잡이는 둘입니다. **용탕 온도**(640–720 °C)와 **가압 압력**(40–100 MPa).
# 제품마다 속에 남은 공기의 부피, **기공률**(%)을 잽니다. 고객의 약속은 **기공률 평균 1.0 % 이하**입니다. 온도와 압력을 올리면 전기와 금형의 수명이
# 듭니다.
#
# 아래는 **합성 데이터**입니다. 손잡이를 가운데 0, 끝이 ±1이 되도록 바꿔 적습니다(**코드화**). 기공률은 압력을 올리면 줄고, 온도는 낮아도(덜 참) 높아도(가스)
# 늘어납니다. 그리고 한 가지, **금형이 식어 있으면** 기공이 늘어납니다. 금형의 온도는 아무도 재지 않았습니다.


# %%
def coded(melt_c, pressure_mpa):
    """Settings as -1..1 between the ends of the range; (shots, 2)."""
    return np.column_stack([(np.asarray(melt_c) - 680) / 40, (np.asarray(pressure_mpa) - 70) / 30])


def true_porosity(settings):
    """Mean porosity in percent with a warm mould; only nature knows this."""
    heat, force = settings.T
    return 0.95 - 0.25 * heat - 0.35 * force + 0.22 * heat**2 + 0.1 * force**2 + 0.08 * heat * force


# %%
def shoot(settings, generator, cold=0.0):
    """Measured porosity of one part per row; `cold` 1 is a mould just started; (shots,)."""
    noise = generator.normal(0, 0.15, len(settings))
    return true_porosity(settings) + 0.5 * cold + noise


def cost_of(settings):
    """Energy and wear of the mould in KRW a part, known from the books."""
    heat, force = settings.T
    return 300 + 40 * heat + 60 * force


# %% [markdown]
# ## 2. 지난 기록이 가르쳐 준 것
#
# 지난 석 달의 운전 기록 1,500번이 있습니다. 작업자들은 현명했습니다. 금형이 식어 제품이 덜 차면 **온도를 올려서** 버텼습니다. 이 기록에 직선을 맞춰
# 봅시다.
#
# **먼저 예상해 보세요.** 기록에서는 온도를 올리면 기공률이 늘어난다고 나올까요, 줄어든다고 나올까요?

# %%
generator = np.random.default_rng(7)
cold = generator.random(1500)  # how cold the mould was, which nobody wrote down
heat = np.clip(-0.6 + 1.0 * cold + generator.normal(0, 0.1, 1500), -1, 1)
force = generator.normal(0, 0.1, 1500)
history = np.column_stack([heat, force])
porosity = shoot(history, generator, cold)
design = np.column_stack([np.ones(1500), history])
_, heat_slope, force_slope = np.linalg.lstsq(design, porosity, rcond=None)[0]
print(f"온도를 한 눈금(40 °C) 올리면 기공률 {heat_slope:+.2f} %p라고 배웠습니다.")

# %%
fig, ax = plt.subplots(figsize=(6, 3))
ax.scatter(680 + 40 * heat, porosity, s=4, c=cold, cmap="coolwarm_r")
ax.set(
    xlabel="용탕 온도 (°C)",
    ylabel="기공률 (%)",
    title="파란 점일수록 금형이 차가웠다 (기록에는 없음)",
)
plt.show()

# %% [markdown]
# 기록은 "온도를 **낮추라**"고 합니다. 시키는 대로 650 °C로 낮춰 봅시다. 금형은 따뜻할 때도 차가울 때도 있습니다.
#
# **먼저 예상해 보세요.** 680 °C일 때보다 좋아질까요?

# %%
for melt_c in (680, 650):
    settings = coded(np.full(2000, melt_c), np.full(2000, 70))
    measured = shoot(settings, generator, cold=generator.random(2000))
    print(f"{melt_c} °C로 정하고 2,000번: 기공률 {measured.mean():.2f} %")

# %% [markdown]
# 반대로 **나빠졌습니다.** 온도가 기공을 만든 것이 아니라, 기공이 생길 만한 날에 사람이 온도를 올렸던 것입니다. 불이 난 곳에 소방차가 많다고 소방차를 줄이면
# 안 되는 것과 같습니다. 이렇게 원인과 결과 양쪽에 손을 뻗은 숨은 까닭(차가운 금형)을 **교란**(confounding)이라고 합니다. 줄이 1,500개가 아니라
# 백만 개여도 풀리지 않습니다. **지난 기록은 "무엇과 함께 있었나"를 말할 뿐, "바꾸면 어떻게 되나"는 말해 주지 않습니다.**
#
# ## 3. 일부러 바꿔 보기
#
# 답은 **실험**입니다. 사람이 형편을 보고 정하지 않고, **미리 정한 조건을 제비뽑기 순서로** 돌립니다. 그러면 금형이 차가운 때가 어느 조건에도 고르게
# 섞입니다. 온도 세 가지 × 압력 세 가지를 네 번씩, 서른여섯 번입니다.


# %%
def experiment(generator, repeats=4):
    """A 3 by 3 grid, shot in random order while the mould warms up; settings and porosity."""
    levels = np.array([-1.0, 0.0, 1.0])
    grid = np.stack(np.meshgrid(levels, levels), axis=-1).reshape(-1, 2)
    settings = generator.permutation(np.tile(grid, (repeats, 1)))  # (36, 2)
    cold = np.linspace(0.5, 0, len(settings))
    return settings, shoot(settings, generator, cold)


def surface(settings):
    """Columns 1, heat, force, heat^2, force^2, heat*force; (rows, 6)."""
    heat, force = settings.T
    return np.column_stack([np.ones(len(settings)), heat, force, heat**2, force**2, heat * force])


# %% [markdown]
# 온도는 낮아도 높아도 나쁘니 직선 대신 **제곱까지 넣은 곡면**을 맞춥니다. 현장에서 **반응 표면**(response surface)이라고 부르는 방법입니다.
#
# **먼저 예상해 보세요.** 서른여섯 번의 실험이 1,500번의 기록보다 온도의 방향을 더 잘 알까요?

# %%
tried, measured = experiment(np.random.default_rng(7))
weights = np.linalg.lstsq(surface(tried), measured, rcond=None)[0]  # (6,)
print("배운 곡면", weights.round(2))
print("진짜 곡면 [ 0.95 -0.25 -0.35  0.22  0.1   0.08]  (금형이 따뜻할 때)")

# %% [markdown]
# 온도의 방향(둘째 숫자)이 바로 섰습니다. **마흔 번도 안 되는 실험이 1,500번의 기록을 이겼습니다.** 첫 숫자가 진짜보다 큰 것은 실험 초반에 금형이
# 차가웠기 때문입니다. 제비뽑기 덕분에 그 영향이 온도나 압력의 몫으로 새지 않고 전체 높이에만 얹혔습니다.
#
# ## 4. 가장 싼 조건
#
# 이제 손잡이를 촘촘히 훑어, 예측 기공률이 **1.0 % 이하**인 조건 가운데 **가장 싼** 것을 고릅니다.

# %%
ticks = np.linspace(-1, 1, 41)
candidates = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)  # (1681, 2)
cost = cost_of(candidates)


def cheapest(is_allowed):
    """The number of the cheapest allowed candidate."""
    return int(np.argmin(np.where(is_allowed, cost, np.inf)))


# %%
predicted = surface(candidates) @ weights
best = cheapest(predicted <= 1.0)
heat, force = candidates[best]
print(f"고른 조건: {680 + 40 * heat:.0f} °C, {70 + 30 * force:.0f} MPa, 개당 {cost[best]:.0f}원")
print(f"예측 기공률 {predicted[best]:.3f} %")

# %% [markdown]
# 예측은 1.0 %에 **바짝 붙어** 있습니다. 우연이 아닙니다. 더 싼 쪽으로 가다가 **금지선에서 멈춘** 것이니까요. 제약이 있는 최적화의 답은 거의 언제나 경계
# 위에 있습니다.
#
# **먼저 예상해 보세요.** 공장 300곳이 저마다 이 실험 36번을 하고 이렇게 골랐다고 합시다. 진짜 기공률이 약속(1.0 %)을 **어기는** 공장은 몇 %일까요? (금형의
# 사정은 빼고, 곡면의 높이가 실험 때와 같다고 칩니다.)


# %%
def broken_promises(choose, factories=300):
    """Share of factories whose chosen settings break the promise, and their mean cost."""
    generator, broken, costs = np.random.default_rng(8), [], []
    for _ in range(factories):
        settings, result = experiment(generator)
        number = choose(settings, result, generator)
        broken.append(true_porosity(candidates[number : number + 1])[0] + MEAN_COLD > 1.0)
        costs.append(cost[number])
    return np.mean(broken), np.mean(costs)


MEAN_COLD = 0.5 * 0.25  # what the warming mould added on average during an experiment


# %%
def choose_by_mean(settings, result, generator):
    """The cheapest candidate whose predicted mean keeps the promise."""
    fitted = np.linalg.lstsq(surface(settings), result, rcond=None)[0]
    return cheapest(surface(candidates) @ fitted <= 1.0)


# %%
share, mean_cost = broken_promises(choose_by_mean)
print(f"약속을 어긴 공장 {share:.0%}, 평균 {mean_cost:.0f}원")

# %% [markdown]
# 절반이 어겼습니다. 진짜 경계가 예측보다 조금 안쪽일지 바깥쪽일지는 **동전 던지기**이기 때문입니다. 모델이 나빠서가 아닙니다. 아무리 좋은 모델이라도
# 경계 위에 서면 이렇습니다.
#
# ## 5. 모르는 만큼 물러서기
#
# 경계에서 얼마나 물러설까요? 곡면이 얼마나 흔들리는지를 재면 됩니다. 맞춘 값에 **남은 오차를 다시 뽑아** 얹어 가짜 실험을 200번 만들고, 곡면 200장을
# 다시 맞춥니다(부트스트랩). 조건마다 **곡면 200장 가운데 몇 장이** 약속을 지키는지 세면, 약속을 지킬 확률의 어림이 됩니다.


# %%
def keeping_share(settings, result, generator, surfaces=200):
    """For each candidate, the share of bootstrapped surfaces with at most 1.0 %; (candidates,)."""
    solve = np.linalg.pinv(surface(settings))  # (6, 36): from results to weights
    fitted = surface(settings) @ (solve @ result)
    left_over = (result - fitted) * np.sqrt(36 / 30)  # six weights were fitted away
    again = fitted[:, None] + generator.choice(left_over, (len(result), surfaces))
    return np.mean(surface(candidates) @ (solve @ again) <= 1.0, axis=1)


keeps = keeping_share(tried, measured, np.random.default_rng(9))
print(f"4절에서 고른 조건이 약속을 지킬 확률: {keeps[best]:.0%}")

# %% [markdown]
# ### 직접 해 보기
#
# `keeps`가 0.95 이상인 조건 가운데 가장 싼 것의 **비용**(원)을 구해 보세요. 4절의 조건보다 얼마나 비쌀까요?

# %%
my_cost = ...

# %%
check("물러선 조건의 비용", my_cost, cost[keeps >= 0.95].min())

# %% [markdown]
# 얼마나 물러설지 직접 정해 보세요. 색은 약속을 지킬 확률이고, 별이 고른 조건입니다.
#
# **먼저 예상해 보세요.** 확신을 50 %에서 99 %로 올리면 개당 몇 원이 더 들까요?


# %%
@interact(confidence=(0.5, 0.99, 0.01))
def show_choice(confidence=0.5):
    number = cheapest(keeps >= confidence)
    fig, ax = plt.subplots(figsize=(6, 4))
    picture = ax.contourf(
        680 + 40 * ticks,
        70 + 30 * ticks,
        keeps.reshape(41, 41),
        np.linspace(0, 1, 11),
        cmap="RdYlGn",
    )
    fig.colorbar(picture, label="약속을 지킬 확률")
    ax.plot(680 + 40 * candidates[number, 0], 70 + 30 * candidates[number, 1], "k*", markersize=14)
    ax.set(xlabel="용탕 온도 (°C)", ylabel="가압 압력 (MPa)")
    ax.set_title(f"확신 {confidence:.0%}: 개당 {cost[number]:.0f}원")
    plt.show()


# %% [markdown]
# 이제 공장 300곳이 **95 %를 확신할 만큼** 물러섰다면 어떻게 될까요?


# %%
def choose_with_margin(settings, result, generator):
    """The cheapest candidate that 95 % of the surfaces allow."""
    return cheapest(keeping_share(settings, result, generator) >= 0.95)


# %%
careful_share, careful_cost = broken_promises(choose_with_margin)
print(f"경계에서 고른 공장: 어김 {share:.0%}, 평균 {mean_cost:.0f}원")
print(f"물러선 공장:        어김 {careful_share:.0%}, 평균 {careful_cost:.0f}원")

# %% [markdown]
# 스무 원이 안 되는 돈으로 어김이 확 줄었습니다. 95 %라는 확신도 실험 36번에서 나온 어림이니, 고른 조건에서 **확인 생산**을 꼭 합니다.
#
# ## 6. 실험하지 않은 곳
#
# 곡면은 실험한 네모 **안에서만** 믿을 수 있습니다. 네모를 두 배로 넓혀 훑으면 어떤 조건이 "가장 좋다"고 할까요? 이번에는 비용 대신 기공률이 가장 낮은 곳을
# 찾아봅시다.

# %%
wide = np.stack(np.meshgrid(2 * ticks, 2 * ticks), axis=-1).reshape(-1, 2)
far = np.argmin(surface(wide) @ weights)
heat, force = wide[far]
print(f"네모 밖의 '최적': {680 + 40 * heat:.0f} °C, {70 + 30 * force:.0f} MPa")
print(f"예측 기공률 {(surface(wide) @ weights)[far]:.2f} %")

# %% [markdown]
# 기계의 한계를 훌쩍 넘는 압력입니다. 곡면은 거기서 금형이 벌어져 쇳물이 새는 것을 모릅니다. **훑는 범위를 실험한 범위로 막는 것**은 선택이 아니라 규칙입니다.
# 그리고 지금 조건에서 고른 조건까지 한 번에 뛰지 말고 **몇 걸음에 나눠** 옮기며, 걸음마다 재고, 예상과 다르면 되돌립니다.
#
# ## 7. 바꾼 다음: 무엇을 지켜볼까요?
#
# 새 조건으로 넘어왔습니다. 제품마다 (잰 기공률 − 예측)을 **빗나감**이라 하고 지켜봅니다. 400번째부터 금형의 코팅이 닳아 기공률이 아주 조금씩, 200번에
# 걸쳐 0.15 %p 늘어납니다. 흔들림의 크기와 같은 정도입니다.

# %%
generator = np.random.default_rng(19)
creep = 0.15 * np.clip((np.arange(800) - 400) / 200, 0, 1)
misfit = generator.normal(0, 0.15, 800) + creep  # (shots,)

# %% [markdown]
# 첫째 방법은 **3시그마**입니다. 빗나감 하나가 흔들림의 세 배를 넘으면 울립니다. 둘째는 **지수 가중 이동 평균**(EWMA)입니다. 새 값을 10 %씩만 섞어 가며
# 평균을 이어 갑니다. 하나하나는 흔들려도 평균은 조용하니, 작은 변화가 쌓이면 드러납니다.
#
# **먼저 예상해 보세요.** 400번째에 시작된 변화를 두 방법은 각각 몇 번째에 알아챌까요?


# %%
def ewma(values, weight=0.1):
    """The running mean that takes up `weight` of each new value; (shots,)."""
    level, levels = 0.0, []
    for value in values:
        level = (1 - weight) * level + weight * value
        levels.append(level)
    return np.array(levels)


# %%
ewma_sigma = 0.15 * np.sqrt(0.1 / (2 - 0.1))  # how far the running mean sways by chance
levels = ewma(misfit)
fig, axes = plt.subplots(1, 2, figsize=(10, 3))
for ax, values, sigma, name in (
    (axes[0], misfit, 0.15, "하나하나 (3시그마)"),
    (axes[1], levels, ewma_sigma, "EWMA"),
):
    ax.plot(values, linewidth=0.7)
    for limit in (-3 * sigma, 3 * sigma):
        ax.axhline(limit, color="red", linestyle="--")
    ax.axvline(400, color="black", linestyle=":")
    ax.set(title=name, xlabel="제품 번호", ylabel="빗나감 (%p)")
plt.show()

# %% [markdown]
# 그림 하나는 우연일 수 있으니 똑같은 공장 300곳을 만들어 세어 봅시다.

# %%
many = generator.normal(0, 0.15, (800, 300)) + creep[:, None]  # (shots, factories)
for name, values, sigma in (("3시그마", many, 0.15), ("EWMA", ewma(many), ewma_sigma)):
    rings = np.abs(values) > 3 * sigma
    after = rings[400:]
    caught = after.any(axis=0)
    waited = np.median(np.where(caught, after.argmax(axis=0), 400))
    print(
        f"{name:6s} 400번 전에 거짓으로 울린 공장 {rings[:400].any(axis=0).mean():.0%}, "
        f"변화가 시작된 뒤 {waited:.0f}번째에 알아챔(가운데 값)"
    )

# %% [markdown]
# 작고 느린 변화에는 **모아서 보는 쪽**이 빠르고, 거짓으로도 덜 울립니다. 그러면 여러 센서에 3시그마를 하나씩 달면 어떨까요?
#
# **먼저 예상해 보세요.** 아무 일이 없는 날, 3시그마는 몇 개에 한 번 울릴까요? 스무 가지를 한꺼번에 지켜보면요?

# %%
calm = np.abs(generator.normal(0, 1, (200_000, 20))) > 3
print(f"하나를 지켜볼 때: {1 / calm[:, 0].mean():.0f}개에 한 번")
print(f"스무 가지를 지켜볼 때: {1 / calm.any(axis=1).mean():.0f}개에 한 번")

# %% [markdown]
# 아무 일이 없는데도 스무 개 남짓마다 울리는 종은 곧 꺼집니다. 지켜볼 것은 **적게**, 그리고 울리면 **무엇을 할지 미리 정한 것만** 고르세요.
#
# ## 8. 잘될수록 눈이 멉니다
#
# 경보가 울렸으니 새 기록으로 곡면을 **다시 배우면** 될까요? 새 조건에 온 뒤로 손잡이는 거의 움직이지 않았습니다(눈금의 0.02쯤). 새 기록 400번에서 압력의
# 효과를 다시 배워 봅시다. 얼마나 흔들리는지 500번 되풀이합니다.
#
# **먼저 예상해 보세요.** 새 기록 400번과 실험 36번, 어느 쪽이 압력의 효과를 더 또렷이 알까요?


# %%
def force_effects(settings_of, times=500):
    """Force slopes learnt from fresh shots at settings drawn by `settings_of`; (times,)."""
    generator, slopes = np.random.default_rng(11), []
    for _ in range(times):
        settings = settings_of(generator)
        columns = np.column_stack([np.ones(len(settings)), settings])
        slopes.append(np.linalg.lstsq(columns, shoot(settings, generator), rcond=None)[0][2])
    return np.array(slopes)


# %%
careful = candidates[cheapest(keeps >= 0.95)]
by_name = {
    "새 조건의 기록 400번": lambda g: careful + g.normal(0, 0.02, (400, 2)),
    "실험 36번": lambda g: experiment(g)[0],
    "새 조건 ±0.15로 흔든 400번": lambda g: careful + 0.15 * g.choice([-1, 1], (400, 2)),
}
for name, settings_of in by_name.items():
    low, high = np.percentile(force_effects(settings_of), [2.5, 97.5])
    print(f"{name:16s} 압력의 효과 {low:+.2f}에서 {high:+.2f}")

# %% [markdown]
# 2단원에서 본 그대로입니다. **바꾸지 않은 것은 배울 수 없습니다.** 모델이 잘해서 조건을 붙들어 맬수록 모델은 다시 배울 거리를 잃습니다. 그래서 좋은 현장은
# 약속을 지키는 범위 안에서 **일부러 조금씩 흔들며** 생산합니다(마지막 줄). 다시 배운 모델은 옛 모델 옆에서 **함께 돌려 보고**, 봉해 둔 새 기록으로
# 견준 다음 바꿉니다.
#
# ---
# ## 기억하기
#
# - 지난 기록은 **함께 있었던 것**을, 실험은 **바꾸면 어떻게 되는지**를 말합니다. 순서는 제비로 뽑습니다.
# - 제약이 있는 최적의 답은 **경계 위**에 있고, 경계 위에서는 절반이 약속을 어깁니다. 모르는 만큼 물러섭니다.
# - 실험한 범위 밖은 훑지 않습니다. 나눠서 옮기고, 확인하고, 되돌릴 길을 남깁니다.
# - 작고 느린 변화는 **모아서** 봅니다. 지켜볼 것은 적게, 할 일은 미리 정합니다.
# - 붙들어 맬수록 눈이 멉니다. **일부러 조금씩 흔들어야** 다시 배울 수 있습니다.
#
# ## 물음
#
# 1. "안전모를 쓴 사람이 더 많이 다쳤다"는 기록에서 교란은 무엇일까요?
# 2. 실험을 온도가 낮은 것부터 차례로 했다면, 금형이 데워지는 동안 무슨 일이 생길까요?
# 3. 약속이 평균이 아니라 "제품 하나하나가 1.3 % 이하"라면 5절의 어디를 고쳐야 하나요?
# 4. EWMA가 울렸습니다. 모델을 다시 배우기 전에 먼저 확인할 세 가지는 무엇인가요?
#
# ## 더 가 보기
#
# - `experiment`의 `permutation`을 빼고 차례대로 돌려 보세요. 온도와 압력 가운데 어느 쪽의 효과가 틀려지나요? 까닭은 무엇인가요?
# - 반복을 네 번에서 열두 번으로 늘리면(`repeats=12`, 5절의 36과 30도 함께) 물러서는 값이 얼마나 줄어드나요? 실험 한 번에 5만 원이고 하루에 2,000개를
#   만든다면 며칠 만에 본전을 찾나요?
