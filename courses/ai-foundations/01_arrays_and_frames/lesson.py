# %% [markdown]
# # 부품 10만 개를 한 번에
#
# **오늘의 물음** 부품 10만 개를 한 번에 계산하려면 생각을 어떻게 바꿔야 할까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 60–70분 | 0.3 GB | 필요 없음 | 합성 데이터: 알루미늄 주물 10만 개 (씨앗 7) |
#
# 반복문(`for`)과 함수(`def`)를 써 본 적이 있으면 충분합니다. 셀을 위에서부터 하나씩 **Shift+Enter**로 실행하세요.
# "먼저 예상해 보세요"가 나오면 꼭 종이에 적은 다음 실행하세요. 틀린 예상이 가장 오래 기억에 남습니다.

# %%
import importlib.util
from pathlib import Path
from time import perf_counter

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
# ## 1. 겉은 멀쩡한데 속이 빈 부품
#
# 남동공단의 한 주조 공장이 알루미늄을 녹여 둥근 원판을 찍어 냅니다. 쇳물이 식을 때 안에 공기 방울이 남으면
# **기공**이 생깁니다. 겉에서는 보이지 않지만 속이 비었으니 같은 크기여도 **가볍습니다**. 그래서 지름과 두께, 무게를 재면
# 밀도가 나오고, 밀도가 낮은 부품은 속을 의심할 수 있습니다.
#
# 아래 함수가 그런 부품을 만들어 냅니다. 실제 공장의 기록이 아니라 **합성 데이터**입니다. 씨앗(seed)이 같으면 언제 어디서
# 실행해도 같은 부품이 나옵니다.


# %%
def make_castings(count, seed):
    """Synthetic aluminium discs; 4 % of them are porous (5 % of the volume is air, give or take)."""
    generator = np.random.default_rng(seed)
    diameter_mm = generator.normal(60.0, 0.05, count)
    thickness_mm = generator.normal(20.0, 0.04, count)
    is_porous = generator.random(count) < 0.04
    air = np.where(
        is_porous, generator.normal(0.05, 0.012, count), generator.normal(0.01, 0.004, count)
    )
    volume_cm3 = np.pi * (diameter_mm / 2) ** 2 * thickness_mm / 1000
    mass_g = 2.70 * volume_cm3 * (1 - np.clip(air, 0, 1)) + generator.normal(0, 0.05, count)
    return diameter_mm, thickness_mm, mass_g, is_porous


# %%
diameter_mm, thickness_mm, mass_g, is_porous = make_castings(100_000, seed=7)
print(
    f"부품 {len(mass_g):,}개, 첫 부품: 지름 {diameter_mm[0]:.2f} mm, 두께 {thickness_mm[0]:.2f} mm, {mass_g[0]:.1f} g"
)

# %% [markdown]
# ## 2. 하나씩 계산하면 얼마나 걸릴까요?
#
# 밀도는 무게를 부피로 나눈 값입니다. 원판의 부피는 $\pi \times (지름/2)^2 \times 두께$ 이지요. mm로 재었으니 1,000으로 나누어
# cm³로 바꿉니다. 먼저 가장 익숙한 방법, **리스트를 하나씩 도는 반복문**으로 써 봅시다.


# %%
def densities_by_loop(diameters, thicknesses, masses):
    densities = []
    for diameter, thickness, mass in zip(diameters, thicknesses, masses, strict=True):
        volume = 3.141592653589793 * (diameter / 2) ** 2 * thickness / 1000
        densities.append(mass / volume)
    return densities


# %% [markdown]
# 시간을 재는 함수도 하나 만들어 둡니다. 컴퓨터가 다른 일을 하느라 느려질 수 있으니 세 번 재서 가장 빠른 것을 고릅니다.


# %%
def measure(task):
    """Best of three, in milliseconds."""
    times = []
    for _ in range(3):
        started = perf_counter()
        task()
        times.append(perf_counter() - started)
    return 1000 * min(times)


# %% [markdown]
# **먼저 예상해 보세요.** 부품 10만 개의 밀도를 하나씩 계산하는 데 얼마나 걸릴까요? 1초? 0.1초? 0.01초?

# %%
lists = diameter_mm.tolist(), thickness_mm.tolist(), mass_g.tolist()
loop_ms = measure(lambda: densities_by_loop(*lists))
print(f"리스트를 도는 반복문: {loop_ms:.1f} ms")

# %% [markdown]
# 생각보다 빠르지요? 그런데 여러분이 받은 것은 리스트가 아니라 NumPy **배열**입니다. "NumPy는 빠르다"는 말을 들어 보셨을
# 겁니다.
#
# **먼저 예상해 보세요.** 똑같은 반복문에 리스트 대신 배열을 넣으면 더 빨라질까요, 느려질까요?

# %%
array_loop_ms = measure(lambda: densities_by_loop(diameter_mm, thickness_mm, mass_g))
print(f"배열을 도는 반복문: {array_loop_ms:.1f} ms (리스트의 {array_loop_ms / loop_ms:.1f}배)")

# %% [markdown]
# 오히려 **느려졌습니다.** 배열에서 값을 하나 꺼낼 때마다 NumPy는 그 값을 파이썬이 알아볼 수 있는 물건으로 새로 포장해야
# 하기 때문입니다. NumPy를 쓴다고 저절로 빨라지지 않습니다. 쓰는 **방법**을 바꿔야 합니다.
#
# 이번에는 "하나씩"이라는 생각을 버리고 **배열 전체를 식 하나에** 넣어 봅시다.


# %%
def densities_at_once(diameters, thicknesses, masses):
    return masses / (np.pi * (diameters / 2) ** 2 * thicknesses / 1000)


# %%
at_once_ms = measure(lambda: densities_at_once(diameter_mm, thickness_mm, mass_g))
print(f"리스트 반복문   {loop_ms:8.2f} ms")
print(f"배열 반복문     {array_loop_ms:8.2f} ms")
print(
    f"배열을 한 번에  {at_once_ms:8.2f} ms  → 리스트 반복문보다 {loop_ms / at_once_ms:.0f}배 빠릅니다."
)

# %% [markdown]
# 식은 더 짧아졌는데 훨씬 빨라졌습니다. 반복이 사라진 것이 아니라, 파이썬 밖에서 C로 짜인 반복문이 대신 돌기 때문입니다.
# 이렇게 배열 전체를 식 하나로 계산하는 방법을 **벡터화**(vectorisation)라고 합니다.
#
# 빠르기만 하고 답이 다르면 소용이 없겠지요. 두 방법의 답을 맞춰 봅시다.

# %%
density = densities_at_once(diameter_mm, thickness_mm, mass_g)  # (parts,) g/cm3
difference = np.abs(density - np.array(densities_by_loop(*lists)))
print(f"가장 크게 다른 부품의 차이: {difference.max():.2e} g/cm³")

# %% [markdown]
# ## 3. 배열의 모양
#
# 배열에는 늘 따라다니는 두 가지 이름표가 있습니다. **모양**(shape)은 몇 개씩 몇 줄로 놓였는지, **자료형**(dtype)은 한 칸에
# 무엇이 들었는지를 말해 줍니다. 오류의 절반은 이 둘을 출력해 보면 풀립니다.

# %%
print("밀도      ", density.shape, density.dtype)
print("기공 여부 ", is_porous.shape, is_porous.dtype)

# %% [markdown]
# 이번에는 두 방향으로 펼쳐진 배열입니다. 용해로 3대의 온도를 하루 동안 한 시간마다 잰 합성 데이터입니다. 한 **줄**이 용해로
# 하나, 한 **칸**이 한 시간입니다.

# %%
generator = np.random.default_rng(7)
furnace_offset = np.array([[0.0], [6.0], [-4.0]])  # (furnaces, 1)
temperature_c = 700 + furnace_offset + generator.normal(0, 3, (3, 24))  # (furnaces, hours)
print(temperature_c.shape)

# %% [markdown]
# **먼저 예상해 보세요.** `temperature_c.mean(axis=0)`의 모양은 `(3,)`일까요, `(24,)`일까요? 그 값은 무엇의 평균일까요?

# %%
print("axis=0:", temperature_c.mean(axis=0).shape)
print("axis=1:", temperature_c.mean(axis=1).shape, temperature_c.mean(axis=1).round(1))

# %% [markdown]
# `axis=0`은 "0번 방향으로 **접어서 없앤다**"는 뜻입니다. (3, 24)에서 3이 사라지니 (24,), 곧 시간마다 용해로 3대의 평균입니다.
# `axis=1`은 24를 없애서 용해로마다 하루 평균을 줍니다. "axis가 가리키는 숫자가 **사라진다**"고 외우면 헷갈리지 않습니다.
#
# 이제 용해로마다 자기 평균에서 얼마나 벗어났는지 보고 싶습니다.
#
# **먼저 예상해 보세요.** 모양이 (3, 24)인 배열에서 (3,)인 배열을 빼면 어떻게 될까요?

# %%
try:
    temperature_c - temperature_c.mean(axis=1)
except ValueError as error:
    print("오류가 났습니다:", error)

# %% [markdown]
# NumPy는 모양을 **뒤에서부터** 맞춰 봅니다. 24와 3은 같지도 않고 1도 아니라서 짝을 지을 수 없습니다. `keepdims=True`를 주면
# 접힌 방향이 사라지지 않고 1로 남습니다. 1은 어떤 수와도 짝이 되어 그만큼 늘어납니다. 이 규칙을
# **브로드캐스팅**(broadcasting)이라고 합니다.

# %%
furnace_mean = temperature_c.mean(axis=1, keepdims=True)
deviation = temperature_c - furnace_mean
print(temperature_c.shape, "-", furnace_mean.shape, "→", deviation.shape)
print("용해로마다 평균을 다시 내면:", deviation.mean(axis=1).round(10) + 0.0)

# %% [markdown]
# ## 4. 조건으로 고르기
#
# 밀도가 2.60 g/cm³보다 낮은 부품을 찾아봅시다. 배열에 비교를 하면 **참과 거짓의 배열**이 나옵니다. 참은 1, 거짓은 0으로
# 셈하므로 더하면 개수, 평균을 내면 비율이 됩니다.

# %%
is_light = density < 2.60
print(is_light[:8])
print(f"가벼운 부품 {is_light.sum():,}개, 전체의 {is_light.mean():.1%}")

# %% [markdown]
# 이 배열을 대괄호에 넣으면 참인 것만 골라집니다. 조건을 겹칠 때는 `and` 대신 `&`, `or` 대신 `|`, `not` 대신 `~`를 쓰고 조건마다
# **괄호**를 칩니다.

# %%
light_but_sound = density[(density < 2.60) & ~is_porous]
print(f"가볍지만 사실은 멀쩡한 부품: {len(light_but_sound):,}개")
print(f"기공이 있는데 무거워서 놓친 부품: {np.sum((density >= 2.60) & is_porous):,}개")

# %% [markdown]
# 기준을 어디에 두어야 할까요? 아래 막대를 손으로 움직여 보세요. 낮추면 기공을 놓치고, 높이면 멀쩡한 부품을 버립니다.
#
# **먼저 예상해 보세요.** 놓치는 부품과 잘못 버리는 부품이 **둘 다** 0이 되는 자리가 있을까요?


# %%
@interact(limit=(2.50, 2.70, 0.005))
def show_limit(limit=2.60):
    fig, ax = plt.subplots(figsize=(7, 3))
    bins = np.linspace(2.45, 2.75, 61)
    ax.hist(density[~is_porous], bins, alpha=0.7, label="멀쩡한 부품")
    ax.hist(density[is_porous], bins, alpha=0.7, label="기공이 있는 부품")
    ax.axvline(limit, color="black", linestyle="--")
    ax.set(xlabel="밀도 (g/cm³)", ylabel="부품 수", yscale="log")
    ax.legend()
    missed = np.sum(is_porous & (density >= limit))
    scrapped = np.sum(~is_porous & (density < limit))
    ax.set_title(f"기준 {limit:.3f}: 놓친 부품 {missed:,}개, 잘못 버린 부품 {scrapped:,}개")
    plt.show()


# %% [markdown]
# 두 봉우리가 겹치는 한 그런 자리는 없습니다. 한쪽을 줄이면 다른 쪽이 늘어납니다. 어디서 자를지는 모델이 아니라 **사람이**
# 비용을 따져 정할 일이고, 이 이야기는 4단원에서 이어집니다.
#
# ### 직접 해 보기
#
# 기준이 2.65일 때 멀쩡한데 버려지는 부품의 **비율**(멀쩡한 부품 가운데 몇 분의 몇인지, 0에서 1 사이)을 구해 보세요. `...`을 지우고
# 식을 쓴 다음, 그 셀과 바로 밑의 셀을 차례로 실행하세요.

# %%
my_share = ...


# %%
check("멀쩡한데 버려지는 비율", my_share, np.mean(density[~is_porous] < 2.65))

# %% [markdown]
# ## 5. 잘라 낸 배열은 누구의 것일까요?
#
# 첫 다섯 부품의 밀도를 따로 떼어 놓고, 시험 삼아 0으로 바꿔 봅시다.
#
# **먼저 예상해 보세요.** 아래에서 `first_five`를 고친 뒤 원래의 `density_copy[0]`은 그대로일까요?

# %%
density_copy = density.copy()
first_five = density_copy[:5]
first_five[:] = 0
print("원래 배열의 앞쪽:", density_copy[:7].round(3))

# %% [markdown]
# 원래 배열까지 바뀌었습니다. 잘라 낸 배열은 새 배열이 아니라 같은 메모리를 들여다보는 **창**(view)이기 때문입니다. 빨라서 좋지만
# 모르고 고치면 원본을 망가뜨립니다. 따로 쓰려면 `.copy()`를 붙이세요. 함수가 받은 배열을 말없이 바꾸는 것도 같은 사고입니다.
#
# ## 6. 이름표가 붙은 배열: 표
#
# 배열이 네 개, 다섯 개로 늘어나면 어느 것이 어느 것인지 헷갈립니다. pandas의 **데이터프레임**(DataFrame)은 길이가 같은 배열들을
# 이름표를 달아 묶은 **표**입니다.

# %%
generator = np.random.default_rng(7)
parts = pd.DataFrame(
    {
        "furnace": generator.choice(["1호기", "2호기", "3호기"], 100_000),
        "shift": generator.choice(["주간", "야간"], 100_000, p=[0.6, 0.4]),
        "density": density,
    }
)
parts.head()

# %% [markdown]
# 열 하나를 꺼내면 배열처럼 계산할 수 있고, 새 이름으로 넣으면 열이 하나 늘어납니다. 줄을 고를 때는 `loc[조건, 열]`을 씁니다.

# %%
parts["is_light"] = parts["density"] < 2.60
parts.loc[parts["is_light"] & (parts["furnace"] == "2호기"), ["shift", "density"]].head(3)

# %% [markdown]
# 이제 반장님이 가장 자주 묻는 말에 답할 차례입니다. **"그래서 어느 용해로가 문제야?"** 용해로와 근무조로 **묶어서**(`groupby`)
# 개수와 비율을 셉니다.
#
# **먼저 예상해 보세요.** 위에서 용해로를 제비뽑기로 정했습니다. 그렇다면 세 용해로의 가벼운 부품 비율은 똑같을까요, 조금씩 다를까요?

# %%
summary = parts.groupby(["furnace", "shift"]).agg(
    count=("density", "size"),
    mean_density=("density", "mean"),
    light_percent=("is_light", lambda column: 100 * column.mean()),
)
summary.round(3)

# %% [markdown]
# 용해로를 제비로 뽑았으니 진짜 차이는 없습니다. 그런데도 숫자는 조금씩 다릅니다. 이 정도 차이를 보고 "3호기가 나쁘다"고 말하면
# **우연을 이유로 착각**하는 것입니다. 얼마나 달라야 우연이 아닌지는 2단원에서 눈으로 확인합니다.
#
# ## 7. 표에서도 하나씩은 느립니다
#
# 인터넷에서 찾은 코드에는 `apply(..., axis=1)`이 자주 나옵니다. 줄마다 파이썬 함수를 부르는 방법입니다. 2만 줄만 가지고 재 봅시다.
#
# **먼저 예상해 보세요.** 열 전체를 한 번에 계산하는 것보다 몇 배쯤 느릴까요? 10배? 100배? 1,000배?

# %%
some = parts.head(20_000)
apply_ms = measure(lambda: some.apply(lambda row: row["density"] < 2.60, axis=1))
column_ms = measure(lambda: some["density"] < 2.60)
print(f"한 줄씩 apply  {apply_ms:8.2f} ms")
print(f"열을 한 번에   {column_ms:8.2f} ms  → {apply_ms / column_ms:,.0f}배 빠릅니다.")

# %% [markdown]
# 배열에서 배운 것과 똑같습니다. **열을 통째로 계산할 수 있으면 `apply`를 쓰지 않습니다.**
#
# ---
# ## 기억하기
#
# - 빠르기는 NumPy를 쓰느냐가 아니라 **배열 전체를 식 하나로** 쓰느냐(벡터화)에서 나옵니다.
# - `axis`가 가리키는 방향이 **사라집니다**. 다시 빼거나 나누려면 `keepdims=True`로 1을 남깁니다.
# - 조건은 참과 거짓의 배열입니다. 더하면 개수, 평균을 내면 비율이 됩니다.
# - 잘라 낸 배열은 창(view)입니다. 원본을 지키려면 `.copy()`를 씁니다.
#
# ## 물음
#
# 1. (1000, 6) 배열에서 열마다 가장 큰 값을 빼려면 `axis`는 몇이어야 하나요? `keepdims`가 꼭 필요한가요?
# 2. `density < 2.60`의 평균이 0.05라면 무슨 뜻인가요?
# 3. 위의 막대에서 잘못 버린 부품 하나가 1만 원, 놓친 부품 하나가 30만 원이라면 기준을 어느 쪽으로 옮기겠습니까?
#
# ## 더 가 보기
#
# - `make_castings`에서 저울의 오차 `0.05`를 `2.0`으로 바꾸고 처음부터 다시 실행해 보세요. 두 봉우리는 어떻게 되나요? 기준을 바꾸는
#   것과 좋은 저울을 사는 것 가운데 어느 쪽이 나을까요?
# - 부품 수를 10개로 줄이고 시간을 다시 재 보세요. 배열이 여전히 더 빠른가요?
