# %% [markdown]
# # 모르는 채로 결정하기
#
# **오늘의 물음** 이 시약의 수명은 얼마나 남았고, 어느 차에 실어야 하며, 병원에는 뭐라고 말해야 할까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 75–90분 | 0.3 GB | 필요 없음 | 합성 데이터: 가속 시험 12번, 상자 하나의 33시간, 운송 시나리오 (씨앗 7) |
#
# 1단원에서는 지나온 온도를 한 줄로 줄였고, 2단원에서는 사고를 미리 알렸습니다. 오늘은 **결정**합니다. 결정할 때는 늘 무언가를 모릅니다. 모르는 것을 없는 척하지도,
# 모른다는 핑계로 미루지도 않고, **모르는 만큼을 안고** 계산하는 법을 배웁니다.

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
# ## 1. 온도는 수명을 쓰는 빠르기입니다
#
# 송도의 한 회사가 만드는 진단 시약입니다(가상의 제품입니다). 5 °C에 두면 **21일** 동안 쓸 수 있습니다. 21일은 달력의 날짜가 아니라 **5 °C에서 쓸 수 있는 시간의
# 양**입니다. 더우면 같은 한 시간에 더 많이 씁니다. 얼마나 더 쓰는지는 1단원의 아레니우스 식이 말해 줍니다. 식 속의 $\Delta H$를 이제부터 **활성화 에너지**(activation
# energy)라고 부릅니다.


# %%
def relative_speed(celsius, energy_kj_per_mol):
    """How many times as fast as at 5 °C the reagent ages."""
    kelvin = np.asarray(celsius) + 273.15
    return np.exp(energy_kj_per_mol / 8.3144e-3 * (1 / 278.15 - 1 / kelvin))


# %% [markdown]
# 온도 기록의 시간마다 빠르기를 곱해서 더하면, 그동안 **쓴 수명**이 5 °C의 날짜로 나옵니다.


# %%
def used_days(celsius, hours, energy_kj_per_mol=83.144):
    """Shelf life used, in days at 5 °C, by readings that last `hours` each."""
    return np.sum(relative_speed(celsius, energy_kj_per_mol) * hours / 24)


# %% [markdown]
# **먼저 예상해 보세요.** 25 °C 책상 위에 여덟 시간 둔 시약은 21일 가운데 며칠을 썼을까요?

# %%
print(f"5 °C에서 8시간:  {used_days([5.0], 8):.1f}일")
print(f"25 °C에서 8시간: {used_days([25.0], 8):.1f}일 (약속한 83.144로 계산)")

# %% [markdown]
# "더운 데 두었으니 상했다"도, "잠깐인데 괜찮다"도 아닙니다. 21일에서 그만큼을 **뺀 나머지**가 **남은 수명**(remaining shelf life)입니다. 그런데 이 계산은 83.144를
# 믿고 있습니다. 그 값은 약속이지 우리 시약의 값이 아니라고 1단원에서 말했지요.
#
# ## 2. 우리 시약은 얼마나 예민할까요?
#
# 제조사는 시약을 일부러 덥게 두고 얼마나 빨리 약해지는지 잽니다. **가속 시험**이라고 합니다. 25, 32, 40 °C에서 네 번씩, 하루에 함량이 몇 %씩 줄었는지 잰 합성 데이터입니다. 빠르기에
# 로그를 씌우면 아레니우스 식은 $1/T$의 **직선**이 됩니다.
#
# $$ \ln(빠르기) = 상수 - \frac{\Delta H}{R} \cdot \frac{1}{T} $$

# %%
generator = np.random.default_rng(7)
trial_celsius = np.repeat([25.0, 32.0, 40.0], 4)
percent_per_day = 10 / 21 * relative_speed(trial_celsius, 105.0)  # the truth, which we forget
percent_per_day *= np.exp(generator.normal(0, 0.15, 12))  # each measurement is 15 % off or so


# %%
def activation_energy(celsius, rates):
    """Activation energy in kJ/mol from the slope of ln(rate) over 1/T."""
    slope, _ = np.polyfit(1 / (celsius + 273.15), np.log(rates), 1)
    return -slope * 8.3144e-3


# %%
energy = activation_energy(trial_celsius, percent_per_day)
inverse = 1 / (trial_celsius + 273.15)
fig, ax = plt.subplots(figsize=(7, 3))
ax.plot(1000 * inverse, np.log(percent_per_day), "o", label="가속 시험")
line = np.polyfit(inverse, np.log(percent_per_day), 1)
ends = 1 / (np.array([5.0, 40.0]) + 273.15)
ax.plot(1000 * ends, np.polyval(line, ends), color="black", label="직선 (오른쪽 끝이 5 °C)")
ax.set(xlabel="1000 / T (1/K)", ylabel="ln(하루에 줄어든 %)")
ax.set_title(f"활성화 에너지 {energy:.0f} kJ/mol")
ax.legend()
plt.show()

# %% [markdown]
# 열두 번 재서 얻은 값이니 다시 재면 달라집니다. 얼마나 흔들릴까요? `AI 기초` 4단원의 **부트스트랩**을 씁니다. 온도마다 네 번을 **다시 뽑아** 직선을 2,000번 맞춥니다.


# %%
def draw_energies(times, generator):
    """Activation energies from redrawn trials, four of each temperature; (times,)."""
    rows = 4 * np.arange(3)[:, None] + generator.integers(0, 4, (times, 3, 4))
    rows = rows.reshape(times, 12)
    return np.array([activation_energy(trial_celsius[row], percent_per_day[row]) for row in rows])


# %%
energies = draw_energies(2000, np.random.default_rng(7))  # (draws,) kJ/mol
low, high = np.percentile(energies, [2.5, 97.5])
print(f"활성화 에너지 {energy:.0f}, 다시 뽑으면 대개 {low:.0f}에서 {high:.0f} kJ/mol")

# %% [markdown]
# **먼저 예상해 보세요.** 약속한 83.144 대신 이 값을 쓰면, 25 °C의 여덟 시간이 쓴 수명은 늘까요, 줄까요? 몇 배나 달라질까요?

# %%
for name, each in (("약속 83.144", 83.144), ("아래 끝", low), ("우리 값", energy), ("위 끝", high)):
    print(f"{name:11s} {used_days([25.0], 8, each):4.1f}일")

# %% [markdown]
# 약속한 값은 쓴 수명을 **절반쯤으로** 얕잡아 보았습니다. 활성화 에너지가 클수록 더위에 예민합니다. "표준값을 썼으니 안전하다"는 말은 더운 쪽에서는 거꾸로일 수 있습니다. 다만 5 °C는
# 재어 본 온도 **밖**입니다. 직선이 거기까지 이어진다는 것도 가정임을 잊지 마세요.
#
# ## 3. 기록이 없는 세 시간
#
# 지금 손에 든 상자입니다. 떠날 때 **12일**이 남아 있었고, 33시간을 여행했습니다. 16시간은 5 °C, 14시간은 13 °C였고, **세 시간은 기록이 없습니다.** 그날 바깥은 31 °C였습니다.
#
# | 시간 | 온도 |
# |---|---|
# | 16 | 5 °C |
# | 14 | 13 °C |
# | 3 | **모름** |

# %%
known_celsius, known_hours = np.array([5.0, 13.0]), np.array([16.0, 14.0])
known_used = used_days(known_celsius, known_hours, energy)
print(f"아는 30시간이 쓴 수명 {known_used:.1f}일, 남은 수명 {12 - known_used:.1f}일")

# %% [markdown]
# 병원 검사실은 이 시약을 앞으로 **8일** 동안 쓸 계획입니다. 넉넉해 보입니다.
#
# **먼저 예상해 보세요.** 모르는 세 시간은 서른세 시간의 11분의 1입니다. 남은 수명은 많아야 며칠이나 달라질까요?

# %%
for name, degrees in (("가장 좋으면 5 °C", 5.0), ("가장 나쁘면 31 °C", 31.0)):
    left = 12 - known_used - used_days([degrees], 3, energy)
    print(f"{name}: 남은 수명 {left:.1f}일")

# %% [markdown]
# 아는 30시간보다 **모르는 3시간**이 결론을 쥐고 있습니다. 이렇게 가장 좋은 경우와 가장 나쁜 경우를 나란히 적는 것이 첫걸음입니다. 두 끝이 모두 8일보다 길거나 모두 짧으면 거기서 끝입니다.
# 이번에는 8일이 **두 끝 사이**에 있습니다. 얼마나 그럴듯한지까지 따져야 합니다.
#
# ## 4. 만 번 다시 여행하기
#
# 모르는 것을 하나씩 제비로 뽑아 여행을 만 번 되풀이합니다. 이런 계산을 **몬테카를로**(Monte Carlo)라고 합니다. 도박의 도시에서 따온 이름입니다. 모르는 것은 셋입니다.
#
# - **활성화 에너지**: 2절에서 다시 뽑은 값들
# - **온도계의 오차**: 교정하고도 남은 ±0.3도쯤
# - **모르는 세 시간의 온도**: 5 °C에서 31 °C 사이에서 고르게. 이것은 잰 것이 아니라 **우리의 가정**입니다.


# %%
def simulate_left(times, generator, warmest=31.0, pool=energies):
    """Remaining shelf life on arrival in `times` imagined journeys, in days; (times,)."""
    drawn = generator.choice(pool, times)
    offset = generator.normal(0, 0.3, times)
    unknown = generator.uniform(5.0, warmest, times)
    left = np.full(times, 12.0)
    for celsius, hours in ((5.0 + offset, 16), (13.0 + offset, 14), (unknown, 3)):
        left -= relative_speed(celsius, drawn) * hours / 24
    return left


# %%
left_days = simulate_left(10_000, np.random.default_rng(7))
print(f"8일 이상 남았을 가능성 {np.mean(left_days >= 8):.0%}")
print(
    f"남은 수명: 가운데 {np.median(left_days):.1f}일, 나쁜 5 % {np.percentile(left_days, 5):.1f}일"
)

# %% [markdown]
# 셋 가운데 **무엇이 결론을 가장 흔들까요?** 하나씩 안다고 치고, 남은 수명이 흔들리는 폭(나쁜 5 %와 좋은 5 %의 사이)이 얼마나 좁아지는지 봅시다.
#
# **먼저 예상해 보세요.** 활성화 에너지를 정확히 알게 되는 것과 모르는 세 시간의 온도를 알게 되는 것, 어느 쪽이 더 도움이 될까요?

# %%
for name, known in (
    ("모두 모를 때", {}),
    ("활성화 에너지를 알면", {"pool": [energy]}),
    ("세 시간의 온도를 알면", {"warmest": 5.0}),
):
    left = simulate_left(10_000, np.random.default_rng(7), **known)
    print(f"{name:12s} 폭 {np.percentile(left, 95) - np.percentile(left, 5):.1f}일")

# %% [markdown]
# 가속 시험을 더 하는 것보다 **전화 한 통**이 훨씬 값집니다. 같은 트럭에 실린 다른 상자의 기록을 찾아, 그 세 시간의 공기가 몇 도 아래였다는 것을 알게 되었다고 합시다. 막대를 움직여 보세요. 몇 도 아래였다는 것만
# 알면 마음 놓고 쓸 수 있을까요?


# %%
@interact(warmest=(6, 31, 1), needed=(4, 11, 1))
def show_left(warmest=31, needed=8):
    left = simulate_left(10_000, np.random.default_rng(7), warmest)
    fig, ax = plt.subplots(figsize=(7, 3))
    ax.hist(left, bins=np.linspace(0, 12, 61))
    ax.axvline(needed, color="red", linestyle="--", label="병원이 쓸 날")
    ax.set(xlabel="남은 수명 (5 °C에서 며칠)", ylabel="만 번 가운데")
    ax.set_title(f"{needed}일 이상 남았을 가능성 {np.mean(left >= needed):.0%}")
    ax.legend()
    plt.show()


# %%
for warmest in (31, 20, 12):
    left = simulate_left(10_000, np.random.default_rng(7), warmest)
    print(f"{warmest} °C 아래였다는 것을 알면: 8일 이상 남았을 가능성 {np.mean(left >= 8):.0%}")

# %% [markdown]
# 20 °C를 넘지 않았다는 것만 알아도 이야기가 달라집니다. 모델을 고치기 전에 **무엇을 모르는지**부터 보세요.
#
# ### 직접 해 보기
#
# 남은 수명이 8일에 못 미칠 가능성과, 못 미칠 때 평균 며칠이 모자라는지를 `[가능성, 모자란 날]`로 `left_days`에서 구해 `my_shortfall`에 넣어 보세요.

# %%
my_shortfall = ...


# %%
is_short = left_days < 8
check("모자랄 가능성과 날", my_shortfall, [is_short.mean(), np.mean(8 - left_days[is_short])])

# %% [markdown]
# ## 5. 어느 차에 실을까요?
#
# 새 상자를 병원으로 보냅니다. 길은 세 가지입니다. (값은 가상의 것이고 단위는 만 원입니다.)
#
# | | 요금 | 보통 걸리는 시간 | 냉각기가 멈출 가능성 | 멈춘 뒤 데워지는 시간 상수 |
# |---|---|---|---|---|
# | 정기 냉장차 | 3 | 4시간 | 한 시간에 0.5 % | 4시간 |
# | 전용 냉장차 | 15 | 1.5시간 | 한 시간에 0.4 % | 4시간 |
# | 오토바이와 보냉 상자 | 6 | 1.3시간 | 냉각기가 없음 | 14시간 |
#
# 도착한 시약이 15 °C를 넘었으면 버립니다(상자 값). 8 °C와 15 °C 사이면 격리하고 제조사에 물어야 합니다(40만 원). 여섯 시간을 넘기면 검사 일정이 밀립니다(50만 원). 바깥 온도와
# 교통은 날마다 다릅니다. 하루하루의 사정 하나를 **시나리오**라고 합시다.


# %%
def draw_scenarios(count, generator, outside_celsius=31.0):
    """Synthetic days: weather, traffic, and the luck of a cooling unit; (count,) each."""
    return {
        "outside": generator.normal(outside_celsius, 2, count),
        "traffic": np.exp(generator.normal(0, 0.3, count)),
        "luck": generator.random(count),
        "when": generator.random(count),
    }


# %%
PRICE = {"정기": 3, "전용": 15, "오토바이": 6}


def warmest_and_hours(truck, days):
    """Temperature of the product on arrival and hours on the road; (days,) each."""
    hours = {"정기": 4.0, "전용": 1.5, "오토바이": 1.3}[truck] * days["traffic"]
    exposed, tau_hours = hours, 14.0  # a box without a cooling unit warms all the way
    if truck != "오토바이":
        stops = days["luck"] < {"정기": 0.005, "전용": 0.004}[truck] * hours
        exposed, tau_hours = np.where(stops, hours * (1 - days["when"]), 0.0), 4.0
    warmer = (days["outside"] - 5) * np.exp(-exposed / tau_hours)  # Newton's law of unit 2
    return days["outside"] - warmer, hours


# %%
def loss(truck, days, value=800):
    """Loss of each day in 10,000 KRW; `value` is what the box is worth."""
    celsius, hours = warmest_and_hours(truck, days)
    spoilt, doubtful = celsius > 15, (celsius > 8) & (celsius <= 15)
    return PRICE[truck] + value * spoilt + 40 * doubtful + 50 * (hours > 6)


# %% [markdown]
# **먼저 예상해 보세요.** 상자 하나가 800만 원입니다. 평균 손해가 가장 적은 길은 어느 것일까요? 요금만 보면 정기 냉장차가 가장 쌉니다.

# %%
days = draw_scenarios(100_000, np.random.default_rng(7))
for truck in PRICE:
    print(f"{truck:5s} 평균 손해 {loss(truck, days).mean():5.1f}만 원")

# %% [markdown]
# 막대로 상자의 값과 바깥 온도를 바꿔 보세요. 세 가지 길이 **저마다 가장 좋은 때**가 있습니다. 셋을 모두 찾아보세요.


# %%
@interact(value=(0, 2000, 50), outside=(15, 40, 1))
def show_trucks(value=800, outside=31):
    days = draw_scenarios(20_000, np.random.default_rng(7), outside)
    losses = {truck: loss(truck, days, value).mean() for truck in PRICE}
    best = min(losses, key=losses.get)
    told = ", ".join(f"{truck} {each:.1f}" for truck, each in losses.items())
    print(f"평균 손해(만 원): {told} → {best}")


# %% [markdown]
# ### 몇 번이나 되풀이해야 믿을 수 있을까요?
#
# 십만 번은 넉넉해 보입니다. 스무 번만 해 보면 어떨까요? 스무 번짜리 계산을 500번 되풀이해서 그때마다 **어느 길을 골랐는지** 세어 봅시다. 이백 번, 이천 번짜리도 해 봅니다.
#
# **먼저 예상해 보세요.** 스무 번으로는 어느 길을 가장 자주 고를까요? 옳은 길(오토바이)을 고르는 것은 500번 가운데 몇 번쯤일까요?


# %%
def count_choices(scenarios, generator):
    """How often each truck looks cheapest in 500 tries of `scenarios` days."""
    chosen = []
    for _ in range(500):
        some = draw_scenarios(scenarios, generator)
        losses = {truck: loss(truck, some).mean() for truck in PRICE}
        chosen.append(min(losses, key=losses.get))
    return pd.Series(chosen).value_counts().reindex(list(PRICE), fill_value=0)


# %%
generator = np.random.default_rng(7)
pd.DataFrame({f"{count:,}번": count_choices(count, generator) for count in (20, 200, 2000)})

# %% [markdown]
# 스무 번으로는 대개 **정기 냉장차**를 고릅니다. 백 번에 한 번 나는 사고는 스무 번 안에 나오지 않을 때가 더 많고, 나오지 않은 사고는 값이 0원으로 셈해집니다. 사람의 경험도 마찬가지입니다.
# "여태 스무 번 보냈는데 아무 일 없었다"는 말은 이 선택에 **아무것도 말해 주지 않습니다.** 드문 사고가 걸린 선택은 사고가 여러 번 나올 만큼 되풀이해야 합니다.
#
# ## 6. 한계를 먼저, 돈은 그다음에
#
# 평균 손해는 오토바이가 가장 적습니다. 그런데 누구의 손해를 센 것일까요? 세 길이 도착했을 때의 모습을 나누어 봅시다.
#
# **먼저 예상해 보세요.** 오토바이로 온 시약을 검사실이 **바로 쓸 수 있는** 비율은 얼마일까요?


# %%
def outcomes(truck):
    """Shares of 100,000 days in percent."""
    celsius, hours = warmest_and_hours(truck, days)
    usable = (celsius <= 8) & (hours <= 6)
    rows = {"바로 쓸 수 있음": usable, "물어보고 기다림": (celsius > 8) & (celsius <= 15)}
    return {name: 100 * row.mean() for name, row in {**rows, "버림": celsius > 15}.items()}


# %%
pd.DataFrame({truck: outcomes(truck) for truck in PRICE}).T.round(2)

# %% [markdown]
# 오토바이는 다섯 번에 한 번 가까이 8 °C를 조금 넘겨, 병원은 시약을 손에 쥐고도 **제조사의 답을 기다려야** 합니다. 40만 원이라는 값은 우리가 전화하는 품삯이었지, 그날 검사를 못 받는 환자의
# 몫이 아니었습니다. 그 몫을 억지로 돈으로 바꾸기보다 **넘지 말아야 할 한계를 먼저** 긋습니다. 예를 들어 "바로 쓸 수 있는 비율 95 % 이상, 버리는 비율 0.5 % 이하"라고 하면 남는 것은 전용 냉장차 하나입니다. 그
# 한계는 계산하는 사람이 아니라 **그 일을 겪는 사람**과 함께 정합니다. 한계를 지키는 길이 여럿일 때, 그때 돈을 따집니다.
#
# ## 7. 어느 상자를 먼저 내보낼까요?
#
# 창고에는 남은 수명이 저마다 다른 상자가 있습니다. 달력의 유효기간은 모두 같아도, 지나온 온도가 다르기 때문입니다. 날마다 몇 상자가 들어오고 나갑니다. **먼저 들어온 것부터**(FIFO) 내보내는
# 창고와, **남은 수명이 짧은 것부터**(FEFO) 내보내는 창고를 견줍니다.


# %%
def wasted_boxes(by_life, generator):
    """Boxes that expire on the shelf in 200 days of six in, six out; synthetic."""
    shelf, wasted = [], 0  # days of life left, in the order of arrival
    for _ in range(200):
        shelf = [life - 1 for life in shelf]
        wasted += sum(life <= 0 for life in shelf)
        shelf = [life for life in shelf if life > 0] + list(generator.uniform(2, 21, 6))
        for _ in range(min(generator.integers(2, 11), len(shelf))):
            shelf.pop(int(np.argmin(shelf)) if by_life else 0)
    return wasted


# %%
for name, by_life in (("먼저 들어온 것부터 (FIFO)", False), ("수명이 짧은 것부터 (FEFO)", True)):
    print(f"{name}: 버린 상자 {wasted_boxes(by_life, np.random.default_rng(7))}개 / 들어온 1,200개")

# %% [markdown]
# 같은 상자, 같은 주문인데 **꺼내는 순서만으로** 버리는 상자가 사라졌습니다. 온도 기록을 남은 수명으로 바꾸어 둔 덕분입니다. 다만 병원에 보낼 때는 "짧은 것부터"에 조건이 하나 붙습니다. **병원이 쓸 날만큼은
# 남은 것 가운데서** 가장 짧은 것입니다. 과제에서 만들어 봅니다.
#
# ## 8. 병원에 뭐라고 말할까요?
#
# 3절의 상자로 돌아갑니다. 아침 여덟 시, 검사실에서 전화가 왔습니다. "그 시약, 써도 되나요?" 지금 아는 것은 이렇습니다.

# %%
usable_chance = np.mean(left_days >= 8)
print(f"8일 이상 남았을 가능성 {usable_chance:.0%}")
print(
    f"다르게 말하면: 이런 상자 100개 가운데 {100 - round(100 * usable_chance)}개는 8일을 못 채웁니다."
)

# %% [markdown]
# 같은 숫자도 어떻게 말하느냐에 따라 다르게 들립니다. 퍼센트 하나보다 **"100개 가운데 몇 개"** 가 덜 헷갈리고, 좋은 쪽과 나쁜 쪽을 **함께** 말해야 공평합니다. 그리고 가능성보다 먼저 할 말이 있습니다.
#
# 1. **무엇을 쟀나** (온도와 시간, 단위까지)
# 2. **무엇을 모르나** (기록이 없는 시간, 우리의 가정)
# 3. **지금 어떻게 하라는 것인가** (쓰기, 격리하고 기다리기, 버리기)
# 4. **누가 정하고, 언제 다시 연락하나**
#
# 쓸지 말지는 모델이 아니라 **제조사의 안정성 자료와 검사실의 책임자**가 정합니다. 우리는 정하는 데 필요한 것을 빠짐없이, 과장 없이 건넵니다. 모르는 시간이 있는데 "안전합니다"라고 말하는 것은 거짓말입니다.


# %%
def message(known_hours, warm, unknown_hours, chance, next_call):
    """What to tell the laboratory, in four lines."""
    short = 100 - round(100 * chance)
    return "\n".join(
        [
            f"잰 것: {known_hours + unknown_hours:g}시간 가운데 {known_hours:g}시간, 8 °C 넘음 {warm}.",
            f"모르는 것: {unknown_hours:g}시간. 이런 상자 100개 가운데 {short}개는 8일을 못 채웁니다 (가정 포함).",
            "지금 할 일: 쓰지 말고 2–8 °C에 따로 두세요(격리). 버리지 마세요.",
            f"정하는 사람: 제조사 품질 부서와 검사실 책임자. {next_call}까지 다시 연락드립니다.",
        ]
    )


# %%
print(message(30, "14시간(13 °C)", 3, usable_chance, "오늘 11시"))

# %% [markdown]
# 함수의 숫자를 바꾸어 가며 읽어 보세요. 모르는 시간이 0이고 100개 가운데 0개가 모자란다면 "지금 할 일"은 어떻게 바뀌어야 할까요? 8 °C를 넘은 시간이 있는 한, 남은 수명이 넉넉해도 **제조사에 묻는 일**은 빠지지
# 않습니다. 우리의 계산은 묻는 것을 대신하지 않고, **먼저 물을 상자**를 골라 줍니다.
#
# ---
# ## 기억하기
#
# - 온도는 **수명을 쓰는 빠르기**입니다. 쓴 수명은 빠르기를 시간마다 더한 것입니다.
# - 표준값은 안전한 값이 아닙니다. **우리 제품의 활성화 에너지**를 쓰고, 흔들림까지 봅니다.
# - 모르는 것은 **가장 좋은 경우와 가장 나쁜 경우**부터 적고, 그 사이가 넓으면 몬테카를로로 가능성을 셉니다.
# - 드문 사고가 걸린 선택은 사고가 여러 번 나올 만큼 **많이** 되풀이해서 견줍니다. 스무 번의 경험은 증거가 아닙니다.
# - **한계를 먼저** 긋고 그 안에서 돈을 따집니다. 누구의 손해를 세었는지 묻습니다.
# - 말할 때는 잰 것, 모르는 것, 할 일, 정하는 사람을 빠뜨리지 않습니다.
#
# ## 물음
#
# 1. 이 계산은 동결된 시약에도 쓸 수 있을까요? 왜 그런가요?
# 2. 모르는 세 시간의 온도를 "5와 31 사이에서 고르게"라고 했습니다. 한겨울이라면 무엇을 바꾸어야 하나요?
# 3. 버리는 것이 언제나 안전한 선택일까요? 검사가 하루 밀린 환자에게는 어떤가요?
# 4. 평균 손해가 같은 두 길이 있습니다. 하나는 늘 15만 원, 하나는 대개 5만 원이고 가끔 1,000만 원입니다. 작은 회사라면 어느 쪽을 고를까요?
#
# ## 더 가 보기
#
# - `simulate_left`에서 모르는 온도를 `generator.triangular(5, 8, 31, times)`로 바꾸면 가능성은 얼마나 달라지나요? 가정이 결론을 얼마나 쥐고 있나요?
# - 가속 시험을 온도마다 네 번에서 열 번으로 늘리면 2절의 흔들림은 얼마나 줄어드나요? 그것이 4절의 가능성을 바꾸나요?
# - `wasted_boxes`에서 들어오는 상자의 수명을 `uniform(12, 14, 6)`처럼 비슷하게 하면 FIFO와 FEFO의 차이는 어떻게 되나요?
