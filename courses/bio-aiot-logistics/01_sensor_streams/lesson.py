# %% [markdown]
# # 닷새 동안의 온도, 한 줄로 말하기
#
# **오늘의 물음** 기록이 군데군데 비고 온도계도 조금 틀렸습니다. 그래도 이 상자가 괜찮았는지 말할 수 있을까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 70–85분 | 0.3 GB | 필요 없음 | 합성 데이터: 냉장 상자의 닷새 온도 7,200분 (씨앗 7) |
#
# `AI 기초`의 1단원과 2단원에서 표를 읽고 의심하는 법을 배웠습니다. 오늘은 **시간을 따라 흐르는** 기록을 다룹니다. 2–8 °C를 지켜야 하는 의약품
# 상자가 닷새 동안 여행했고, 끝에 사람이 묻습니다. "그래서, 써도 됩니까?" 그 물음에 숫자로 답하는 데 필요한 것을 하나씩 만듭니다.

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
# ## 1. 송도에서 제주까지
#
# 송도의 바이오 공장에서 나온 상자 하나가 물류 창고와 인천항을 거쳐 배로 제주의 병원까지 갑니다. 실제 기록이 아니라 **합성 데이터**입니다. 상자
# 안의 온도는 뉴턴의 냉각 법칙대로, 둘레와의 차이에 비례해서 천천히 따라갑니다. 하루의 낮밤과 냉각기가 켜졌다 꺼지는 37분 주기도 넣었습니다.


# %%
def make_journey():
    """Synthetic true temperature of a box over five days, one value a minute (Newton's law)."""
    minute = np.arange(5 * 24 * 60)
    around = 4.6 + 0.6 * np.sin(2 * np.pi * minute / 1440)
    around[1700:2300] = 8.2  # ten hours in a crowded cold store
    around[3100:3640] = 14.5  # nine hours on the quay
    around[4960:5140] = 13.0
    box = np.full(len(minute), 4.6)
    for now in range(1, len(minute)):
        box[now] = box[now - 1] + (around[now] - box[now - 1]) / 60  # follows within an hour
    return box + 0.4 * np.sin(2 * np.pi * minute / 37)


# %% [markdown]
# 상자에는 값싼 온도 기록계가 붙어 있습니다. 건전지를 아끼려고 평소에는 **10분에 한 번**, 8 °C를 넘은 것 같으면 **1분에 한 번** 적습니다. 가끔은 전파가
# 끊깁니다. 우리 손에 들어오는 것은 언제나 이 기록뿐입니다.


# %%
def record(true_celsius, generator):
    """What the logger writes down: its own scale, two rhythms, and nothing where radio fails."""
    shown = 0.3 + 0.92 * true_celsius + generator.normal(0, 0.05, len(true_celsius))
    minute = np.arange(len(true_celsius))
    heard = (minute % 10 == 0) | (shown > 8)
    heard &= generator.random(len(minute)) > 0.03
    heard[1205:1235] = heard[4880:5240] = False
    measured_at = pd.Timestamp("2026-07-06 09:00") + pd.to_timedelta(minute, unit="min")
    return pd.DataFrame({"measured_at": measured_at, "shown_celsius": shown.round(1)})[heard]


# %%
true_celsius = make_journey()  # (minutes,) we peek only to check ourselves
log = record(true_celsius, np.random.default_rng(7)).reset_index(drop=True)
print(f"{len(log):,}줄, {log['measured_at'].iloc[0]}부터 {log['measured_at'].iloc[-1]}까지")
log.head(3)

# %%
fig, ax = plt.subplots(figsize=(7, 3))
ax.plot(log["measured_at"], log["shown_celsius"], ".", markersize=2)
ax.axhline(8, color="red", linestyle="--", label="8 °C")
ax.set(ylabel="적힌 온도 (°C)", title="기록계가 적은 점들")
ax.tick_params(axis="x", labelrotation=20)
ax.legend()
plt.show()

# %% [markdown]
# ## 2. 줄의 평균은 시간의 평균이 아닙니다
#
# **먼저 예상해 보세요.** `shown_celsius` 열의 평균을 내면, 상자가 겪은 닷새의 평균 온도보다 높게 나올까요, 낮게 나올까요?

# %%
print(f"줄의 평균   {log['shown_celsius'].mean():.2f} °C")
print(f"진짜 평균   {true_celsius.mean():.2f} °C")

# %% [markdown]
# 크게 높습니다. 더울 때는 1분마다, 시원할 때는 10분마다 적었으니 **더운 시간이 열 배로 세어졌습니다.** 그래서 먼저 시간을 같은 간격의 칸으로 나누고,
# 칸마다 값을 하나씩만 둡니다. 이것을 **재표본**(resampling)이라고 합니다. pandas에서는 시각을 줄 이름으로 놓고 `resample`을 씁니다.

# %%
shown = log.set_index("measured_at")["shown_celsius"]
grid = shown.resample("10min").mean()  # one value for each ten minutes
print(f"{len(log):,}줄 → {len(grid):,}칸, 빈 칸 {grid.isna().sum()}개")
print(f"칸의 평균   {grid.mean():.2f} °C")

# %% [markdown]
# 훨씬 가까워졌습니다. 아직 조금 남은 차이에는 두 가지 까닭이 있습니다. 빈 칸과, 조금 틀린 온도계입니다. 차례로 봅시다.
#
# 칸의 크기도 골라야 합니다. 칸이 크면 평균 속에서 봉우리가 사라집니다.
#
# **먼저 예상해 보세요.** 칸을 10분, 1시간, 6시간으로 키우면 "가장 높았던 온도"는 어떻게 될까요?

# %%
for width in ("10min", "1h", "6h", "24h"):
    print(f"{width:>5s} 칸의 평균 가운데 가장 높은 값 {grid.resample(width).mean().max():5.1f} °C")

# %% [markdown]
# 하루 평균만 적는 보고서라면 이 상자는 8 °C를 **한 번도 넘지 않았습니다.** 칸은 놓치고 싶지 않은 일보다 **작아야** 합니다.
#
# ## 3. 빈 칸은 어디까지 채워도 될까요?
#
# 기록이 끊긴 곳을 **공백**(gap)이라고 합시다. 앞뒤 기록의 시각 차이를 보면 금세 찾습니다.

# %%
wait_minutes = log["measured_at"].diff().dt.total_seconds() / 60
longest = wait_minutes.nlargest(4)
print(pd.DataFrame({"공백이 끝난 때": log.loc[longest.index, "measured_at"], "길이(분)": longest}))

# %% [markdown]
# 40분 안팎의 공백 하나와 여섯 시간이 넘는 공백 하나가 눈에 띕니다. 가장 흔한 처방은 앞뒤를 직선으로 잇는 **선형 보간**(linear interpolation)
# 입니다. 얼마나 믿어도 될까요? 말로 다투지 말고 재 봅시다. 값을 **아는** 곳을 일부러 가리고, 직선으로 이은 다음, 진짜와 견줍니다.


# %%
def hide_and_fill(length_minutes, generator, times=400):
    """Largest error of a straight line over a hidden stretch; (times,) in degrees."""
    start = generator.integers(1, len(true_celsius) - length_minutes - 1, times)
    inside = np.arange(1, length_minutes + 1) / (length_minutes + 1)
    before, after = true_celsius[start - 1], true_celsius[start + length_minutes]
    line = before[:, None] + (after - before)[:, None] * inside  # (times, minutes)
    hidden = true_celsius[start[:, None] + np.arange(length_minutes)]
    return np.abs(line - hidden).max(axis=1)


# %% [markdown]
# **먼저 예상해 보세요.** 10분, 30분, 1시간, 3시간, 6시간을 직선으로 이으면 각각 몇 도쯤 틀릴까요? 보통일 때와 운이 나쁠 때(100번에 5번)를 나누어
# 적어 보세요.

# %%
generator = np.random.default_rng(7)
for length in (10, 30, 60, 180, 360):
    worst = hide_and_fill(length, generator)
    usual, unlucky = np.median(worst), np.percentile(worst, 95)
    print(f"{length:3d}분 공백: 보통 {usual:.1f}도, 100번에 5번은 {unlucky:.1f}도 넘게 틀림")

# %% [markdown]
# 한 시간까지는 냉각기가 켜졌다 꺼지는 만큼만 틀립니다. 여섯 시간이면 **아무 일 없이 지나간 것처럼** 그려 놓고 6도 가까이 틀릴 수 있습니다.
# 직선은 "그동안 아무 일도 없었다"는 **주장**이지 기록이 아닙니다. 그래서 이렇게 정합시다. **40분까지는 잇고, 더 긴 공백은 모른다고 적는다.**
#
# 그런데 여기에 pandas의 함정이 있습니다. 10분 칸이니 네 칸까지 이으라고 `limit=4`를 주면 될 것 같지요?
#
# **먼저 예상해 보세요.** `interpolate(limit=4)`는 여섯 시간짜리 공백을 그대로 둘까요?

# %%
limited = grid.interpolate(limit=4)
print(f"빈 칸 {grid.isna().sum()}개 → limit=4 뒤에 {limited.isna().sum()}개")
hole = grid.isna() & (grid.index >= "2026-07-09 18:00") & (grid.index < "2026-07-10 01:00")
print(f"긴 공백 {hole.sum()}칸 가운데 채워진 칸 {limited[hole].notna().sum()}개")

# %% [markdown]
# 긴 공백도 **앞의 네 칸은 채워 버립니다.** `limit`은 "이만큼 짧은 공백만"이 아니라 "공백마다 이만큼까지"라는 뜻입니다. 공백의 길이를 직접 재서 골라야
# 합니다. 값이 있는 칸을 만날 때마다 번호를 하나씩 올리면, 이어진 빈 칸들은 같은 번호를 갖습니다.

# %%
run = grid.notna().cumsum()  # the same number all through a gap
length = grid.isna().groupby(run).transform("sum")
filled = grid.interpolate().where(grid.notna() | (length <= 4))
print(f"채운 칸 {(grid.isna() & filled.notna()).sum()}개, 모르는 칸 {filled.isna().sum()}개")
print(f"모르는 시간 {filled.isna().sum() / 6:.1f}시간")

# %% [markdown]
# 보고서에는 온도와 함께 **모르는 시간 6.0시간**이라고 적습니다. 이 숫자가 없는 보고서는 닷새를 다 본 척하는 것입니다.
#
# ## 4. 온도계를 시험하기
#
# 물류 센터에는 믿을 수 있는 기준 온도계가 있습니다. 기록계를 네 가지 온도의 물에 담그고, 기준 온도계와 나란히 다섯 번씩 읽었습니다.

# %%
generator = np.random.default_rng(8)
bath_celsius = np.repeat([0.0, 5.0, 10.0, 20.0], 5)  # the reference thermometer
bath_shown = (0.3 + 0.92 * bath_celsius + generator.normal(0, 0.05, 20)).round(1)
trial = pd.DataFrame({"기준": bath_celsius, "차이": bath_shown - bath_celsius})
print(trial.groupby("기준")["차이"].mean().round(2))

# %% [markdown]
# 얼음물에서는 0.2도 높게, 20 °C에서는 오히려 1.3도 **낮게** 읽습니다. 하나의 차이로는 설명되지 않습니다. 이렇게 적힌 값과 진짜 값의 관계를 알아내는 일을
# **교정**(calibration)이라고 합니다. 영어로는 `AI 기초` 4단원의 "보정"과 같은 낱말이지만, 온도계에는 교정이라고 합니다.
#
# 흔한 방법은 얼음물에서 한 번 재고 그 차이를 늘 빼는 것입니다.
#
# **먼저 예상해 보세요.** 얼음물에서 맞춘 기록계로 14 °C를 재면 높게 나올까요, 낮게 나올까요?

# %%
ice_only = bath_shown - np.mean(bath_shown[bath_celsius == 0])
slope, bias = np.polyfit(bath_shown, bath_celsius, 1)  # from what is shown to what is true
straight = slope * bath_shown + bias
for name, mine in (("그대로", bath_shown), ("얼음물 한 점", ice_only), ("직선", straight)):
    errors = [np.mean(mine[bath_celsius == bath] - bath) for bath in (0, 5, 10, 20)]
    print(f"{name:7s} 0, 5, 10, 20 °C에서의 오차: {np.round(errors, 2) + 0.0}")

# %% [markdown]
# 한 점만 맞추면 맞춘 자리에서만 맞고, 우리가 걱정하는 **더운 쪽에서는 손대지 않은 것보다 더 나쁩니다.** 두 곳 넘게 재서 직선을 맞추되, 쓰는 온도
# 범위를 다 덮어야 합니다. 방향도 조심하세요. 우리는 **적힌 값에서 진짜 값**으로 가려는 것이니 적힌 값이 x, 기준이 y입니다.

# %%
celsius = slope * filled + bias  # calibrated, ten-minute grid, NaN where we do not know
for name, series in (("그대로", filled), ("교정한 뒤", celsius)):
    print(f"{name:5s} 가장 높은 온도 {series.max():.1f} °C, 8 °C 넘은 칸 {(series > 8).sum()}개")

# %% [markdown]
# 8 °C를 넘은 시간이 두 시간 넘게 늘었습니다. 붐비던 창고에서 8 °C를 겨우 넘긴 시간이 기록계에는 7 °C대로 적혀 있었기 때문입니다. 순서도 중요합니다.
# **먼저 교정하고, 그다음에 기준과 견줍니다.**
#
# ## 5. 더운 한 시간은 시원한 한 시간으로 갚을 수 없습니다
#
# 이제 온도는 믿을 만합니다. 닷새를 숫자 하나로 줄이려면 평균을 내면 될까요? 약이 상하는 것은 화학 반응입니다. 온도가 오르면 반응은 **곱절로** 빨라집니다.
# 스웨덴의 화학자 **아레니우스**(Arrhenius)가 찾은 식입니다. $T$는 켈빈(K), 곧 섭씨에 273.15를 더한 온도입니다.
#
# $$ 빠르기 \propto e^{-\Delta H / (R\,T)} $$
#
# $\Delta H$는 반응이 온도에 얼마나 예민한지 나타냅니다. 약마다 다르지만, 따로 알려진 것이 없으면 83.144 kJ/mol을 쓰기로 **약속**했습니다. $R$은 기체
# 상수입니다. 83.144를 고른 덕분에 $\Delta H / R$이 딱 10,000 K가 됩니다.


# %%
def relative_speed(celsius, reference_celsius=5.0):
    """How many times as fast as at `reference_celsius` a product ages."""
    kelvin, reference = celsius + 273.15, reference_celsius + 273.15
    return np.exp(83.144 / 8.3144e-3 * (1 / reference - 1 / kelvin))


# %% [markdown]
# **먼저 예상해 보세요.** 5 °C일 때를 1이라고 하면 15 °C에서는 몇 배로 빨리 상할까요? 25 °C에서는요?

# %%
for degrees in (0, 5, 8, 15, 25, 35):
    print(f"{degrees:2d} °C: 5 °C의 {relative_speed(degrees):5.2f}배")

# %% [markdown]
# 10도에 세 배가 넘습니다. 25 °C의 한 시간은 5 °C의 열한 시간과 같습니다. 반대로 0 °C로 식혀도 빠르기는 절반으로 줄 뿐입니다. 그래서 **더운 한 시간을
# 시원한 한 시간으로 갚을 수 없습니다.** 그런데 평균은 갚아 줍니다.
#
# 온도가 아니라 **빠르기를 평균**하고, 그 평균 빠르기에 해당하는 온도를 거꾸로 찾으면 공평합니다. 이것을 **평균 동적 온도**(mean kinetic
# temperature, MKT)라고 합니다.
#
# $$ T_{MKT} = \frac{\Delta H / R}{-\ln\left( \frac{1}{n} \sum e^{-\Delta H / (R\,T_i)} \right)} $$


# %%
def mkt_celsius(celsius, delta_h_kj_per_mol=83.144):
    """Mean kinetic temperature of equally long readings, in degrees Celsius."""
    ratio = delta_h_kj_per_mol / 8.3144e-3  # kelvin
    speed = np.mean(np.exp(-ratio / (np.asarray(celsius) + 273.15)))
    return ratio / -np.log(speed) - 273.15


# %% [markdown]
# ### 직접 해 보기
#
# 하루의 절반은 2 °C, 절반은 14 °C인 냉장고가 있습니다. 평균은 8 °C입니다. MKT는 8보다 클까요, 작을까요? 위의 함수를 쓰지 말고 식대로 손으로 계산해
# `my_mkt`에 섭씨로 넣어 보세요. `np.exp`와 `np.log`면 됩니다.

# %%
my_mkt = ...


# %%
check("절반은 2도, 절반은 14도", my_mkt, mkt_celsius([2.0, 14.0]))

# %% [markdown]
# 아래 막대로 하루 24시간 가운데 더웠던 시간과 그때의 온도를 바꿔 보세요. 나머지 시간은 5 °C입니다. 평균과 MKT가 가장 크게 벌어지는 곳은 어디인가요?


# %%
@interact(warm_hours=(0, 24, 1), warm_to=(5, 40, 1))
def show_day(warm_hours=4, warm_to=25):
    day = np.where(np.arange(24) < warm_hours, float(warm_to), 5.0)
    verdict = "8 °C를 넘습니다" if mkt_celsius(day) > 8 else "8 °C를 넘지 않습니다"
    print(f"평균 {day.mean():.1f} °C, MKT {mkt_celsius(day):.1f} °C → {verdict}.")


# %% [markdown]
# ## 6. 창을 잘못 열면 다 지나간 일이 됩니다
#
# 우리 상자의 닷새를 MKT로 줄여 봅시다. 2–8 °C 제품의 MKT는 8 °C를 넘지 않아야 합니다.
#
# **먼저 예상해 보세요.** 아홉 시간을 부두에서 14 °C 가까이 견딘 이 상자의 닷새 MKT는 8 °C를 넘을까요?

# %%
known = celsius.dropna()
print(f"닷새의 평균 {known.mean():.2f} °C, 닷새의 MKT {mkt_celsius(known):.2f} °C")

# %% [markdown]
# 넘지 않습니다. 안심해도 될까요? 여행이 길어질수록 나쁜 아홉 시간은 **묽어집니다.** 한 달짜리 여행이었다면 더 괜찮아 보였겠지요. 그래서 미국 약전 USP
# <1079.2>(2025년 8월 시행)는 **창**(window)을 정해 두었습니다. 2–8 °C 제품은 벗어난 때를 품은 **이어진 24시간**, 20–25 °C 제품은 이어진 30일의 MKT를 봅니다. 창을 한
# 칸씩 밀면서 가장 나쁜 24시간을 찾아봅시다.

# %%
speed = np.exp(-10_000 / (celsius + 273.15))  # NaN where we do not know


def window_mkt(hours):
    """MKT of the window that ends at each slot; NaN where the window holds an unknown slot."""
    mean_speed = speed.rolling(6 * hours).mean()
    return 10_000 / -np.log(mean_speed) - 273.15


# %%
day_mkt = window_mkt(24)
print(f"가장 나쁜 24시간의 MKT {day_mkt.max():.2f} °C, 끝난 때 {day_mkt.idxmax()}")

# %% [markdown]
# 같은 기록인데 **답이 뒤집혔습니다.** 창의 길이를 움직여 보세요. 몇 시간짜리 창까지 "8 °C를 넘었다"고 말하나요? 아무도 거짓말을 하지 않아도, 창을
# 고르는 사람이 결론을 고를 수 있습니다. 그래서 창은 **결과를 보기 전에**, 규정이 정합니다.


# %%
@interact(hours=(6, 96, 6))
def show_window(hours=24):
    series = window_mkt(hours)
    fig, ax = plt.subplots(figsize=(7, 3))
    ax.plot(celsius.index, celsius, color="lightgray", label="교정한 온도")
    ax.plot(series.index, series, label=f"앞선 {hours}시간의 MKT")
    ax.axhline(8, color="red", linestyle="--")
    ax.set(ylabel="온도 (°C)", title=f"가장 나쁜 {hours}시간의 MKT {series.max():.1f} °C")
    ax.tick_params(axis="x", labelrotation=20)
    ax.legend()
    plt.show()


# %% [markdown]
# 파란 선이 끊긴 곳을 보세요. 창 안에 모르는 칸이 **하나라도** 있으면 그 24시간의 MKT도 모릅니다. 있는 값만 평균하면 모르는 시간이 "나머지와 똑같았다"고
# 몰래 주장하는 셈입니다.
#
# ## 7. 숫자가 말하지 않는 것
#
# 합성 데이터이니 마지막에 한 번, 기록되지 않은 여섯 시간을 들여다볼 수 있습니다.
#
# **먼저 예상해 보세요.** 기록이 끊긴 여섯 시간 동안 상자는 몇 도까지 올라갔을까요?

# %%
print(f"공백 속의 진짜 최고 온도 {true_celsius[4880:5240].max():.1f} °C")
by_minute = pd.Series(np.exp(-10_000 / (true_celsius + 273.15))).rolling(1440).mean()
true_mkt = 10_000 / -np.log(by_minute) - 273.15
print(f"진짜 기록에서 가장 나쁜 24시간의 MKT {true_mkt.max():.2f} °C")
print(f"공백을 다 지난 24시간의 진짜 MKT {true_mkt[4880 + 1440]:.2f} °C")

# %% [markdown]
# 그곳에도 더운 시간이 숨어 있었습니다. 직선으로 이었다면 영영 몰랐을 일입니다. 현장에서는 들여다볼 수 없으니 **"모른다"를 남기는 것**이 우리가 할 수 있는
# 가장 정직한 일입니다.
#
# MKT가 아예 못 보는 것도 있습니다. 얼음 팩이 상자에 닿아 다섯 시간 동안 −3 °C였던 하루를 생각해 봅시다.
#
# **먼저 예상해 보세요.** 이 하루의 MKT는 내내 5 °C였던 하루보다 클까요, 작을까요?

# %%
frozen_day = np.where(np.arange(24) < 5, -3.0, 5.0)
print(f"내내 5 °C: MKT {mkt_celsius(np.full(24, 5.0)):.2f} °C")
print(f"다섯 시간 −3 °C: MKT {mkt_celsius(frozen_day):.2f} °C")

# %% [markdown]
# 얼었던 날의 성적이 **더 좋습니다.** 그런데 많은 백신은 한 번 얼면 되살릴 수 없습니다. MKT는 천천히 상하는 일만 재는 자입니다. 얼거나 녹는 일, 되돌릴 수
# 없는 손상에는 쓸 수 없습니다. 다음 단원에서 동결을 **따로 울리는 경보**로 만듭니다. 그리고 83.144는 약속일 뿐 내 제품의 값이 아닙니다. 제조사가 준 안정성
# 자료가 있으면 언제나 그쪽이 먼저입니다.
#
# ---
# ## 기억하기
#
# - 줄의 평균은 시간의 평균이 아닙니다. 먼저 **같은 간격의 칸**으로 재표본합니다.
# - 공백을 잇는 직선은 기록이 아니라 **주장**입니다. 짧은 것만 잇고, 긴 것은 모른다고 적고, 모르는 시간을 보고합니다.
# - **교정**은 두 곳 넘게, 쓰는 범위를 덮어서, 적힌 값에서 진짜 값으로 합니다.
# - MKT는 온도가 아니라 **빠르기의 평균**입니다. 2–8 °C 제품은 벗어난 때를 품은 **이어진 24시간**으로 봅니다.
# - MKT는 **동결을 못 봅니다.** 오히려 칭찬합니다.
#
# ## 물음
#
# 1. 기록계가 8 °C를 넘을 때만 적는다면(나머지는 침묵) 무엇을 알 수 있고 무엇을 알 수 없을까요?
# 2. 교정할 때 0 °C와 5 °C만 재고 25 °C의 기록에 그 직선을 쓰면 무엇이 걱정되나요?
# 3. MKT의 식에 섭씨를 그대로 넣으면 0 °C인 칸에서 무슨 일이 생기나요?
# 4. 실온(20–25 °C) 제품의 창은 왜 24시간이 아니라 30일일까요?
#
# ## 더 가 보기
#
# - `mkt_celsius`의 `delta_h_kj_per_mol`을 60과 120으로 바꾸어 우리 상자의 가장 나쁜 24시간을 다시 계산해 보세요. 결론이 바뀌나요?
# - 6절의 `rolling(6 * hours)`에 `min_periods=1`을 넣으면 공백 뒤의 MKT는 어떻게 그려지나요? 무엇을 주장하는 그림인가요?
# - 1시간 칸으로 재표본해서 같은 계산을 되풀이하면 가장 나쁜 24시간의 MKT는 얼마나 달라지나요?
