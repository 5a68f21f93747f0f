# %% [markdown]
# # 이 숫자, 어디까지 믿어도 될까요?
#
# **오늘의 물음** 받은 표에 적힌 숫자를 어디까지 믿어도 될까요? 믿을 수 없다면 무엇을 보고 알 수 있을까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 75–90분 | 0.3 GB | 필요 없음 | 합성 데이터: 냉장 창고와 공장 기록 (씨앗 7) · 실제 데이터: scikit-learn의 유방암 진단 569건 |
#
# 현장에서 모델이 틀리는 까닭은 모델보다 **표**에 있는 경우가 훨씬 많습니다. 오늘은 표에 숨은 함정 일곱 가지를 하나씩 밟아 봅니다.
# 밟아 본 함정은 다음에 눈에 띕니다.

# %%
import importlib.util
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import interact
from matplotlib import font_manager
from sklearn.datasets import load_breast_cancer
from sklearn.neighbors import KNeighborsRegressor

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
# ## 0. 송도의 냉장 창고
#
# 송도의 어느 냉장 창고에는 백신과 시약 상자가 하루 200개쯤 들어옵니다. 하역장 A, B, C에서 무게와 온도, 습도를 잽니다. 상자 안은
# **2–8 °C**를 지켜야 합니다. 한 달 치 기록을 만드는 **합성 데이터** 함수입니다.


# %%
def make_deliveries(count, generator):
    """Synthetic arrivals at a cold store over 30 days, as they really were."""
    minute = np.sort(generator.integers(0, 30 * 24 * 60, count))
    return pd.DataFrame(
        {
            "box_id": np.arange(count) + 100_000,
            "arrived_at": pd.Timestamp("2026-09-01") + pd.to_timedelta(minute, unit="min"),
            "dock": generator.choice(["A", "B", "C"], count),
            "weight_kg": generator.gamma(20, 0.6, count).round(2),
            "temperature_c": generator.normal(5.0, 0.8, count).round(1),
            "humidity_percent": generator.normal(62, 5, count).round(),
        }
    )


# %% [markdown]
# 그런데 우리 손에 들어오는 것은 언제나 **조금씩 망가진** 기록입니다. 무엇이 망가지는지는 아래 셀을 읽지 말고 표에서 직접 찾아봅시다.


# %%
def damage(boxes, generator):
    """What scanners, networks and people do to a table."""
    boxes, count = boxes.copy(), len(boxes)
    lost = generator.random(count) < np.where(boxes["dock"] == "B", 0.09, 0.01)
    boxes.loc[lost, "temperature_c"] = -999.0
    boxes.loc[generator.random(count) < 0.03, "humidity_percent"] = 0.0
    new_scale = (boxes["dock"] == "C") & (boxes["arrived_at"] >= "2026-09-21")
    boxes.loc[new_scale, "weight_kg"] *= 1000
    resent = boxes.sample(frac=0.04, random_state=7)
    return pd.concat([boxes, resent]).sort_values("arrived_at", kind="stable", ignore_index=True)


# %%
generator = np.random.default_rng(7)
truth = make_deliveries(6000, generator)
boxes = damage(truth, generator)
boxes.head()

# %% [markdown]
# ## 1. 비어 있는데 숫자가 적힌 칸
#
# **먼저 예상해 보세요.** 냉장 창고의 평균 온도는 몇 도로 나올까요?

# %%
print(f"평균 온도: {boxes['temperature_c'].mean():.1f} °C")

# %% [markdown]
# 냉장 창고가 아니라 남극입니다. 평균은 **무엇이 이상한지 말해 주지 않습니다.** 그래서 표를 받으면 평균보다 먼저 가장 작은 값과 가운데 값(중앙값),
# 가장 큰 값을 봅니다.

# %%
boxes[["weight_kg", "temperature_c", "humidity_percent"]].describe().loc[["min", "50%", "max"]]

# %% [markdown]
# 온도의 최솟값이 -999입니다. 센서가 값을 못 읽으면 "없음" 대신 있을 수 없는 숫자를 적는 기계가 많습니다. 이런 숫자를
# **결측 코드**라고 합니다. 숫자가 아니라 "모른다"는 뜻이니 `NaN`(값 없음)으로 바꿉니다.

# %%
temperature_c = boxes["temperature_c"].replace(-999.0, np.nan)
print(f"모르는 칸 {temperature_c.isna().sum()}개를 빼면 평균 {temperature_c.mean():.2f} °C")

# %% [markdown]
# 여기서 멈추면 반만 본 것입니다. **어디서** 비었는지도 물어야 합니다.
#
# **먼저 예상해 보세요.** 모르는 칸은 세 하역장에 고르게 퍼져 있을까요?

# %%
print((100 * temperature_c.isna().groupby(boxes["dock"]).mean()).round(1).rename("모르는 칸(%)"))

# %% [markdown]
# 하역장 B에 몰려 있습니다. 비어 있는 자리는 **우연이 아닐 때가 많고**, 그 자체가 정보입니다. B의 센서나 무선 중계기를 보러 가야 합니다.
#
# 그러면 습도 0 %는 어떨까요? 냉장 창고의 습도가 0일 수는 없으니 이것도 결측 코드입니다. 그렇다고 **0이면 무조건 지우는** 습관은
# 위험합니다. 실제 데이터로 확인해 봅시다. 유방암 진단 데이터에서 종양 윤곽이 얼마나 움푹 들어갔는지(concavity) 잰 값에도 0이 있습니다.

# %%
cancer = load_breast_cancer(as_frame=True)
is_zero = cancer.data["mean concavity"] == 0
is_benign = cancer.target == 1
print(f"0인 환자 {is_zero.sum()}명 가운데 양성(암이 아님) {is_benign[is_zero].sum()}명")
print(f"0이 아닌 환자 {(~is_zero).sum()}명 가운데 양성 {is_benign[~is_zero].sum()}명")

# %% [markdown]
# 이 0은 **진짜 0**입니다. 윤곽이 매끈한 종양이라 들어간 곳이 없었고, 모두 암이 아니었습니다. 지웠다면 가장 확실한 정보를 버렸을 겁니다.
# 0이 가짜인지 진짜인지는 통계가 아니라 **어떻게 잰 값인지 아는 사람**이 정합니다. 모르면 물어보세요.

# %%
boxes["temperature_c"] = temperature_c
boxes["humidity_percent"] = boxes["humidity_percent"].replace(0.0, np.nan)

# %% [markdown]
# ## 2. 두 번 적힌 줄
#
# 한 달 동안 상자가 몇 개 들어왔을까요? 창고가 실제로 받은 것은 6,000개입니다.

# %%
print(f"표의 줄 수 {len(boxes):,}, 서로 다른 상자 번호 {boxes['box_id'].nunique():,}")

# %% [markdown]
# 통신이 끊겼다 이어지면 기계는 같은 기록을 **다시 보냅니다**. 줄을 세면 상자가 늘어난 것처럼 보입니다.
#
# **먼저 예상해 보세요.** 상자 번호는 빼고 하역장과 무게만 같으면 중복이라고 하면 어떨까요? 지워지는 줄이 더 많을까요, 적을까요?

# %%
print("상자 번호로 찾은 중복      ", boxes.duplicated("box_id").sum())
print("하역장과 무게로 찾은 중복  ", boxes.duplicated(["dock", "weight_kg"]).sum())

# %% [markdown]
# 우연히 무게가 같은 멀쩡한 상자까지 지워 버립니다. 중복을 지우기 전에 **무엇이 같으면 같은 물건인가**(열쇠, key)를 먼저 말로 적으세요.
# 여기서는 상자 번호입니다.
#
# ### 직접 해 보기
#
# 중복을 지운 표에서 하역장마다 상자가 몇 개인지 세어 `my_counts`에 넣어 보세요. 하역장 이름 순서로 나오면 됩니다.

# %%
my_counts = ...


# %%
check("하역장마다 상자 수", my_counts, truth.groupby("dock").size())

# %%
boxes = boxes.drop_duplicates("box_id", ignore_index=True)
print(f"이제 {len(boxes):,}줄입니다.")

# %% [markdown]
# ## 3. 자가 섞인 열
#
# 상자 하나의 무게는 보통 12 kg쯤입니다.
#
# **먼저 예상해 보세요.** 무게의 평균과 중앙값은 비슷할까요?

# %%
print(f"평균 {boxes['weight_kg'].mean():,.1f}, 중앙값 {boxes['weight_kg'].median():,.1f}")

# %% [markdown]
# 평균과 중앙값이 이렇게 다르면 **봉우리가 둘**인지 의심합니다. 값이 몇 자리씩 차이 날 때는 가로축을 로그로 그려야 보입니다.

# %%
fig, ax = plt.subplots(figsize=(7, 3))
bins = np.geomspace(1, 50_000, 80)
for dock, group in boxes.groupby("dock"):
    ax.hist(group["weight_kg"], bins, alpha=0.6, label=f"하역장 {dock}")
ax.set(xscale="log", xlabel="적힌 무게", ylabel="상자 수", title="봉우리가 둘, 천 배 차이")
ax.legend()
plt.show()

# %% [markdown]
# 오른쪽 봉우리는 하역장 C뿐이고, 왼쪽보다 딱 천 배입니다. kg 자리에 g을 적은 것이지요. **언제부터**였는지 찾으면 원인까지 알 수 있습니다.

# %%
heavy = boxes[boxes["weight_kg"] > 1000]
print("처음", heavy["arrived_at"].min(), "· 하역장", ", ".join(heavy["dock"].unique()))
after = boxes[(boxes["dock"] == "C") & (boxes["arrived_at"] >= heavy["arrived_at"].min())]
print(
    f"그 뒤로 하역장 C의 상자 {len(after)}개 가운데 {np.mean(after['weight_kg'] > 1000):.0%}가 천 배"
)

# %% [markdown]
# 9월 21일에 하역장 C의 저울이 바뀐 모양입니다. 이만큼 증거가 있을 때만 고치고, **고쳤다는 사실을 남깁니다**. "크니까 지우자"는
# 멀쩡한 상자 수백 개를 버리는 일입니다.

# %%
is_gram = (boxes["dock"] == "C") & (boxes["arrived_at"] >= heavy["arrived_at"].min())
boxes["weight_kg"] = boxes["weight_kg"].where(~is_gram, boxes["weight_kg"] / 1000)
print(
    f"고친 상자 {is_gram.sum()}개, 평균 {boxes['weight_kg'].mean():.1f} kg, 중앙값 {boxes['weight_kg'].median():.1f} kg"
)

# %% [markdown]
# ## 4. 큰일이 난 것일까, 센서가 고장 난 것일까
#
# 이번에는 냉장실 하나의 온도를 1분마다 사흘 동안 잰 기록입니다. 문을 연 적이 세 번 있고, 센서가 헛값을 낸 적도, 멈춘 적도 있습니다.


# %%
def make_fridge(generator):
    """Synthetic fridge air over three days, one value a minute: three door openings, two faults."""
    minute = np.arange(3 * 24 * 60)
    air_c = 5 + 0.4 * np.sin(2 * np.pi * minute / 90) + generator.normal(0, 0.05, len(minute))
    for opened in (700, 1900, 3300):
        since = np.clip(minute - opened, 0, None) / 12
        air_c += 6 * since * np.exp(1 - since)
    air_c[[300, 1234, 2600, 2601, 3900]] = 85.0
    air_c[2900:3100] = air_c[2900]
    return air_c


# %%
air_c = make_fridge(np.random.default_rng(7))  # (minutes,)
print(f"8 °C를 넘은 시간 {np.sum(air_c > 8)}분, 가장 높은 온도 {air_c.max():.1f} °C")

# %% [markdown]
# **먼저 예상해 보세요.** 85 °C가 찍혔습니다. 불이 난 걸까요? 아래 막대로 시각을 옮겨 가며 300분, 700분, 2600분, 2950분 근처를 살펴보세요.


# %%
@interact(start=(0, 4080, 60))
def show_window(start=600):
    fig, ax = plt.subplots(figsize=(7, 3))
    window = slice(start, start + 240)
    ax.plot(np.arange(len(air_c))[window], air_c[window], marker=".", markersize=3)
    ax.axhline(8, color="red", linestyle="--", label="8 °C")
    ax.set(xlabel="시작부터 지난 시간 (분)", ylabel="온도 (°C)", title=f"{start}분부터 4시간")
    ax.legend(loc="upper right")
    plt.show()


# %% [markdown]
# 문을 열면 온도는 **천천히** 올라갔다가 천천히 돌아옵니다. 공기와 상자가 열을 머금고 있어서 1분 만에 수십 도를 오르내릴 수 없습니다.
# 85.0은 널리 쓰이는 디지털 온도 센서가 전원이 잠깐 끊겼을 때 내는 첫 값입니다. 한편 2950분 근처에서는 숫자가 전혀 떨리지 않습니다. 멀쩡한
# 센서는 늘 조금씩 떨립니다. **너무 조용한 센서는 죽은 센서**입니다.
#
# 그래서 판단의 기준은 "얼마나 큰가"가 아니라 **"그렇게 움직일 수 있는가"**, 곧 물리입니다. 앞뒤를 합친 5분의 중앙값에서 5도 넘게 튀면
# 고장으로 보기로 합시다. 크기로 거르는 흔한 방법(평균에서 표준편차 세 배)과 견주어 봅니다.

# %%
by_size = np.abs(air_c - air_c.mean()) > 3 * air_c.std()
nearby_c = pd.Series(air_c).rolling(5, center=True, min_periods=1).median()
by_physics = np.abs(air_c - nearby_c.to_numpy()) > 5
print(f"크기로 찾은 고장 {by_size.sum()}분, 움직임으로 찾은 고장 {by_physics.sum()}분")
kept = air_c[~by_physics]
print(f"85도를 뺀 뒤 크기로 다시 찾으면 {np.sum(np.abs(kept - kept.mean()) > 3 * kept.std())}분")

# %% [markdown]
# 두 방법이 처음에는 같은 답을 냅니다. 그런데 85도를 빼고 한 번 더 크기로 거르면, 이번에는 **문을 열어 온도가 정말로 올라간 시간**을
# 고장이라며 지웁니다. 창고가 가장 알아야 할 순간이지요. 이상한 값은 지우기 전에 까닭을 물어야 합니다. 지운 만큼은 보고서에 적습니다.
#
# 죽은 센서는 "30분 동안 전혀 떨리지 않음"으로 찾습니다. 30분을 지켜봐야 알 수 있으니 실제로 멈춘 때는 찾은 시각보다 30분쯤 앞입니다.

# %%
spread_c = pd.Series(air_c).rolling(30).std()
print(
    f"30분 동안 떨림이 없는 시각: {np.sum(spread_c < 0.001)}분, 처음은 {int(np.argmax(spread_c < 0.001))}분"
)

# %% [markdown]
# ## 5. 나눠 보면 뒤집히는 평균
#
# 같은 회사의 두 공장이 쉬운 부품과 어려운 부품을 만듭니다. 본사는 불량률이 낮은 공장에 상을 주려고 합니다. (합성 데이터)

# %%
records = pd.DataFrame(
    [
        ["남동", "쉬움", 200, 8],
        ["남동", "어려움", 800, 96],
        ["서구", "쉬움", 900, 45],
        ["서구", "어려움", 100, 15],
    ],
    columns=["factory", "part", "produced", "defective"],
)
total = records.groupby("factory")[["produced", "defective"]].sum()
print((100 * total["defective"] / total["produced"]).round(1).rename("불량률(%)"))

# %% [markdown]
# 서구 공장이 상을 받을 차례입니다.
#
# **먼저 예상해 보세요.** 쉬운 부품만 보면, 또 어려운 부품만 보면 어느 공장이 나을까요?

# %%
records["percent"] = 100 * records["defective"] / records["produced"]
records.pivot(index="part", columns="factory", values="percent")

# %% [markdown]
# 쉬운 부품도, 어려운 부품도 **남동 공장이 더 잘 만듭니다.** 그런데 합치면 뒤집힙니다. 남동 공장이 어려운 일을 도맡았기 때문입니다.
# 이것을 **심프슨의 역설**이라고 합니다. 남동 공장이 맡는 어려운 부품의 비율을 움직여 보면서 어디서 뒤집히는지 찾아보세요.

# %%
rate = records.set_index(["factory", "part"])["percent"]


@interact(percent=(0, 100, 5))
def show_mix(percent=80):
    hard = percent / 100
    namdong = (1 - hard) * rate["남동", "쉬움"] + hard * rate["남동", "어려움"]
    seogu = 0.9 * rate["서구", "쉬움"] + 0.1 * rate["서구", "어려움"]
    winner = "남동" if namdong < seogu else "서구"
    print(f"남동 {namdong:.1f} %, 서구 {seogu:.1f} % → 합계로는 {winner} 공장이 나아 보입니다.")


# %% [markdown]
# 두 공장의 솜씨는 그대로인데 **일감의 비율만으로** 순위가 바뀝니다. 평균 하나로 사람이나 공장을 견주기 전에, 같은 것끼리 나눠 보세요.
# 공평하게 견주려면 두 공장이 **같은 비율로** 일했다고 치고 다시 계산합니다. 과제에서 직접 해 봅니다.
#
# ## 6. 우연이 만든 차이
#
# 1단원에서 용해로를 제비로 뽑았는데도 불량률이 조금씩 달랐지요. 얼마나 달라야 우연이 아니라고 할 수 있을까요? 어렵게 생각할 것 없이
# **진짜로 제비를 뽑아** 보면 됩니다. 주간은 1,000개 중 60개, 야간은 1,000개 중 72개가 불량이었다고 합시다.
#
# **먼저 예상해 보세요.** 불량 132개를 아무렇게나 두 조에 나누면, 12개 이상 차이 나는 일이 100번에 몇 번쯤 있을까요?

# %%
generator = np.random.default_rng(7)
day = generator.hypergeometric(132, 1868, 1000, size=10_000)  # defects that fall to the day shift
gap = np.abs(132 - 2 * day)
print(f"우연만으로 12개 이상 차이 난 비율: {np.mean(gap >= 12):.0%}")

# %%
fig, ax = plt.subplots(figsize=(7, 3))
ax.hist(gap, bins=np.arange(-1, 52, 2), alpha=0.7)
ax.axvline(12, color="black", linestyle="--", label="우리가 본 차이")
ax.set(xlabel="두 조의 불량 개수 차이", ylabel="10,000번 중 횟수", title="우연만으로 생기는 차이")
ax.legend()
plt.show()

# %% [markdown]
# 제비뽑기로도 이만한 차이는 흔하게 나옵니다. 이것만으로 "야간조가 못한다"고 말할 수 없습니다. 이렇게 이름표를 섞어 보는 방법을
# **순열 검정**이라고 합니다. 어려운 공식 없이 어디에나 쓸 수 있습니다.
#
# ## 7. 미래를 훔쳐본 예측
#
# 마지막 함정은 가장 비쌉니다. 절삭 공구가 닳으면 부품 치수가 조금씩 커집니다. 공구를 갈면 다시 처음으로 돌아갑니다. 가까운 번호의 부품
# 다섯 개를 평균해 다음 부품의 치수 오차를 맞히는 모델(k-최근접 이웃)을 만들어 봅시다. (합성 데이터)

# %%
generator = np.random.default_rng(7)
part_number = np.arange(900)  # in the order of production
age = part_number % 150  # parts since the tool was changed
wear_um = np.repeat(generator.uniform(0.05, 0.25, 6), 150) * age  # each tool wears at its own pace
error_um = wear_um + np.cumsum(generator.normal(0, 0.4, 900)) + generator.normal(0, 1, 900)


# %%
def mean_error(train, test):
    """Mean absolute error in micrometres of five-nearest-neighbours on the part number."""
    model = KNeighborsRegressor(5).fit(part_number[train, None], error_um[train])
    return np.mean(np.abs(model.predict(part_number[test, None]) - error_um[test]))


# %% [markdown]
# 모델이 쓸 만한지 보려면 일부를 떼어 두었다가 맞혀 보게 합니다. 떼는 방법은 두 가지입니다. ① 900개를 **섞어서** 4분의 1을 떼거나,
# ② 앞의 4분의 3으로 배우고 **나중** 4분의 1을 맞히거나.
#
# **먼저 예상해 보세요.** 두 방법의 오차는 비슷할까요?

# %%
shuffled = generator.permutation(900)
random_um = mean_error(shuffled[225:], shuffled[:225])
later_um = mean_error(part_number[:675], part_number[675:])
print(f"섞어서 떼면    {random_um:5.1f} µm")
print(f"나중 것을 떼면 {later_um:5.1f} µm  ({later_um / random_um:.0f}배)")

# %% [markdown]
# 섞으면 시험할 부품의 **바로 앞뒤 부품**이 학습에 들어 있습니다. 모델은 치수를 예측한 것이 아니라 이웃의 답을 베꼈습니다. 현장에서는
# 내일의 부품을 모르니 베낄 답이 없습니다. 이렇게 예측할 때 알 수 없는 것이 학습에 스며드는 일을 **누설**(leakage)이라고 합니다.
# 시간이 있는 데이터는 **시간으로 나눕니다.**
#
# ---
# ## 기억하기
#
# - 평균보다 먼저 **가장 작은 값, 가운데 값, 가장 큰 값**을 봅니다. 0과 -999는 "모른다"일 수도, 진짜일 수도 있습니다.
# - 중복을 지우기 전에 **무엇이 같으면 같은 것인지** 말로 적습니다.
# - 이상한 값은 크기가 아니라 **그렇게 움직일 수 있는지**로 가립니다. 너무 조용한 것도 고장입니다.
# - 합친 평균은 뒤집힐 수 있습니다. **같은 것끼리** 견줍니다.
# - 차이를 말하기 전에 이름표를 섞어 보고, 시간이 있는 데이터는 **시간으로** 나눕니다.
#
# ## 물음
#
# 1. 하역장 B의 빈 온도를 A와 C의 평균으로 채우면 무엇이 위험한가요?
# 2. 냉장실 문을 하루에 백 번 여는 창고라면 "평균에서 표준편차 세 배" 방법은 어떻게 될까요?
# 3. 병원 두 곳의 사망률을 견주는 기사를 읽었습니다. 무엇을 먼저 묻겠습니까?
# 4. 같은 환자의 사진이 학습과 시험에 한 장씩 들어가면 그것도 누설일까요?
#
# ## 더 가 보기
#
# - 6절에서 생산을 열 배(10,000개 중 600개와 720개)로 늘려 다시 섞어 보세요. 같은 비율의 차이인데 답이 달라지는 까닭은 무엇일까요?
# - 7절에서 `age`를 함께 넣어 주면 나중 것을 얼마나 더 잘 맞힐까요? `np.column_stack`을 써 보세요.
