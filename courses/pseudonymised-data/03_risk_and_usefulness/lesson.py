# %% [markdown]
# # 통계만 내보내면 안전할까요?
#
# **오늘의 물음** 한 사람의 비밀을 지키면서 여럿의 이야기를 하려면, 얼마나 틀리게 말해야 할까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.3 GB | 필요 없음 | 합성 데이터: 직장인 마음 건강 상담 4,000명 (씨앗 7) |
#
# 2단원에서 k와 l을 지켜도 공격자가 **무엇을 더 아느냐**에 따라 샜습니다. 오늘은 표 대신 **숫자만** 내보내 보고, 그것마저 깬 다음, 공격자가 무엇을 알든 버티는 방법을 실험으로 찾습니다. 그것이
# **차분 프라이버시**입니다.

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
# ## 1. 위험을 숫자로 적기
#
# 인천의 한 기관이 직장인 4,000명의 마음 건강 상담 기록을 가지고 있습니다. **합성 데이터**이고 이름은 처음부터 만들지 않았습니다. 상담을 받았는지(`counselled`)가 지킬 비밀이고, 월급에는 아주 많이 받는
# 사람이 몇 명 섞여 있습니다.


# %%
DISTRICTS = {
    "남동구": 0.4,
    "부평구": 0.26,
    "서구": 0.2,
    "연수구": 0.12,
    "강화군": 0.015,
    "옹진군": 0.005,
}
JOBS = {"생산": 0.5, "사무": 0.25, "물류": 0.2, "연구": 0.05}


# %%
def make_staff(count, generator):
    """Synthetic employees; pay in 10,000 KRW a month."""
    age = np.clip(generator.normal(42, 11, count), 19, 69).astype(int)
    pay = generator.gamma(12, 28, count) + 2 * (age - 19)
    pay[generator.random(count) < 0.01] = 1500.0  # a few who earn far more
    staff = pd.DataFrame({"age": age, "pay": pay.round()})
    staff["district"] = generator.choice(list(DISTRICTS), count, p=list(DISTRICTS.values()))
    staff["job"] = generator.choice(list(JOBS), count, p=list(JOBS.values()))
    staff["counselled"] = generator.random(count) < np.where(age < 35, 0.3, 0.2)
    return staff


# %%
generator = np.random.default_rng(7)
staff = make_staff(4000, generator)
staff.head(3)

# %% [markdown]
# 2단원의 k는 가장 약한 한 사람만 봅니다. 재식별 위험을 두 숫자로 적어 봅시다. 묶음이 n명이면 공격자가 찍어서 맞힐 가능성은 1/n입니다. **가장 큰 위험**은 1/k이고, **평균 위험**은 모든 사람의 1/n을
# 평균한 것입니다.
#
# **먼저 예상해 보세요.** 평균 위험은 "묶음의 수 ÷ 사람 수"와 같습니다. 왜 그럴까요? 나이를 10년 단위로 묶으면 평균 위험은 몇 퍼센트가 될까요?


# %%
def risks(table, columns):
    """The highest and the mean chance to pick the right row of a person, in percent."""
    sizes = table.groupby(columns).size()
    return 100 / sizes.min(), 100 * len(sizes) / len(table)


# %%
for years in [1, 5, 10, 20]:
    coarse = staff.assign(age=staff["age"] // years * years)
    highest, mean = risks(coarse, ["district", "job", "age"])
    young = coarse.groupby("age")["counselled"].mean().reindex(coarse["age"]).to_numpy()
    off = 100 * np.abs(young - np.where(staff["age"] < 35, 0.3, 0.2)).mean()
    print(
        f"나이 {years:2d}년: 가장 큰 위험 {highest:3.0f} %, 평균 위험 {mean:4.1f} %, 상담 비율의 어긋남 {off:.1f} %p"
    )

# %% [markdown]
# 평균 위험은 크게 줄었지만 가장 큰 위험은 꿈쩍하지 않습니다. 옹진군의 연구원처럼 혼자뿐인 사람 때문입니다. 어긋남은 **참값**(젊은 사람 30 %, 나머지 20 %)과 견준 것입니다. 위험과 쓸모를 **나란히** 적는 이 두 줄이 어떤 방법을
# 고르든 보고서의 첫 줄이 됩니다.
#
# ## 2. 개수 두 개의 차이
#
# 이제 표는 아무에게도 주지 않고, 묻는 말에 **개수만** 답하기로 합니다. 다섯 명보다 적은 답은 거절합니다.


# %%
def answer(is_asked):
    """How many of the asked people were counselled; small groups are refused."""
    if is_asked.sum() < 5:
        return "거절"
    return int((is_asked & staff["counselled"]).sum())


# %% [markdown]
# 공격자는 동료 한 사람이 **옹진군의 단 한 명뿐인 연구원**이라는 것을 압니다. 바로 물으면 거절당합니다.
#
# **먼저 예상해 보세요.** 이 규칙을 지키는 질문만으로 그 한 사람의 비밀을 알아낼 수 있을까요?

# %%
is_researcher = staff["job"] == "연구"
is_target = is_researcher & (staff["district"] == "옹진군")
print("대상:", is_target.sum(), "명, 바로 물으면:", answer(is_target))
everyone, others = answer(is_researcher), answer(is_researcher & ~is_target)
print(f"모든 연구원 {everyone}명 − 옹진군이 아닌 연구원 {others}명 = {everyone - others}")
print("정말로 상담을 받았나요?", bool(staff.loc[is_target, "counselled"].iloc[0]))

# %% [markdown]
# 받지 **않았다**는 것도 비밀입니다. 두 질문은 저마다 이백 명이 넘는 사람에 대한 것이어서 조금도 위험해 보이지 않습니다. **질문 하나하나가 아니라 질문들이 함께** 비밀을 말합니다. AI 기초 8단원의 "5월 평균과 6월 평균"이 바로 이것이었습니다.
#
# ## 3. 개수만으로 모두를 되살리기
#
# 더 나아가 봅시다. 어느 부서 60명의 상담 여부입니다. 공격자는 사람을 아무렇게나 절반쯤 골라 "이 가운데 몇 명인가요?"만 되풀이해 묻습니다. 답마다 식 하나가 생기고, 식이 많아지면 중학교에서 배운
# **연립방정식**이 됩니다.

# %%
secret = generator.random(60) < 0.3  # (people,)
asked = generator.random((240, 60)) < 0.5  # (questions, people)
counts = asked.astype(int) @ secret.astype(int)  # (questions,)
print("처음 다섯 질문의 답:", counts[:5])


# %%
solver = np.linalg.pinv(asked.astype(float))  # least squares, worked out once


def recover(answers):
    """The attacker's best guess for each person."""
    return solver @ answers > 0.5


# %% [markdown]
# **먼저 예상해 보세요.** 240번 물으면 60명 가운데 몇 명의 비밀을 맞힐까요? 답마다 1이나 2씩 **일부러 틀리게** 말해 주면 어떨까요?

# %%
print(f"정확한 답: {np.mean(recover(counts) == secret):.0%}")
wobbly = counts + generator.integers(-2, 3, 240)
print(f"답마다 -2에서 2까지 흔들면: {np.mean(recover(wobbly) == secret):.0%}")
print(f"모두 '아니오'라고 찍으면: {np.mean(~secret):.0%}")

# %% [markdown]
# 조금 흔드는 것으로는 막지 못합니다. 질문이 많으면 흔들림은 **평균에 묻혀** 버리니까요. 얼마나 흔들어야 할까요?

# %%
levels = [0, 1, 2, 4, 8, 16, 32]
shares = [
    np.mean([recover(counts + generator.normal(0, level, 240)) == secret for _ in range(50)])
    for level in levels
]
print({level: f"{share:.0%}" for level, share in zip(levels, shares, strict=True)})

# %%
fig, ax = plt.subplots(figsize=(7, 3))
ax.plot(levels, np.multiply(100, shares), "o-", label="공격자")
ax.axhline(100 * np.mean(~secret), color="black", linestyle="--", label="모두 '아니오'라고 찍기")
ax.set(xlabel="흔들림의 표준편차 (명)", ylabel="맞힌 사람 (%)")
ax.legend()
plt.show()

# %% [markdown]
# 개수 자체가 열 명 안팎인데, 흔들림이 개수만큼 커져야 겨우 찍는 것과 비슷해집니다(더 흔들면 찍는 것보다 나빠집니다). **너무 많은 질문에 너무 정확하게 답하면 비밀은 남지 않습니다.** 이것은 특정한 방법의 약점이 아니라 모든
# 통계에 해당하는 사실입니다. 그러면 "얼마나"를 정하는 **자**가 필요합니다.
#
# ## 4. 동전을 던져 답하기
#
# 오래된 설문 기술이 하나 있습니다. "상담을 받은 적이 있습니까?"라고 물을 때, 답하는 사람이 혼자 동전을 던집니다. 앞면이면 **참말**을 하고, 뒷면이면 동전을 한 번 더 던져 나오는 대로 "예/아니오"라고 합니다.
# "예"라고 한 사람도 동전 탓이라고 말할 수 있습니다.
#
# **먼저 예상해 보세요.** 답의 절반이 아무 말이나 한 것인데, 전체 비율을 알아낼 수 있을까요?


# %%
def respond(truth):
    """Randomised response: the truth with a chance of one half, else a coin."""
    honest = generator.random(len(truth)) < 0.5
    return np.where(honest, truth, generator.random(len(truth)) < 0.5)


for count in [100, 1000, 4000]:
    truth = staff["counselled"].to_numpy()[:count]
    yes = respond(truth).mean()
    print(f"{count:4d}명: '예' {yes:.1%} → 짐작 {(yes - 0.25) / 0.5:.1%}, 실제 {truth.mean():.1%}")

# %% [markdown]
# '예'의 4분의 1은 동전이 만든 것이니 빼고, 참말은 절반뿐이니 두 배로 늘립니다. 사람이 많으면 잘 맞고, 적으면 크게 흔들립니다. **한 사람의 답은 믿을 수 없지만 여럿의 답은 믿을 만합니다.**
#
# 정말 받은 사람이 '예'라고 할 가능성은 75 %, 받지 않은 사람은 25 %. 그 비는 3입니다. 어떤 답이 나오든 **두 경우의 가능성이 많아야 몇 배 차이 나는가**, 이것이 우리가 찾던 자입니다. 로그를 씌운 것을
# **엡실론**(ε)이라고 하고, 비가 $e^ε$를 넘지 않으면 **ε-차분 프라이버시**(differential privacy)를 지킨다고 합니다. 여기서는 ε = ln 3입니다.

# %%
print(f"ln 3 = {np.log(3):.2f}")

# %% [markdown]
# ## 5. 답에 잡음 더하기
#
# 이번에는 모은 곳이 개수를 세고 **잡음을 더해** 내보냅니다. 한 사람이 들어오거나 빠지거나 답을 바꾸면 개수는 많아야 1이 변합니다. 이 "많아야 얼마"를 **민감도**(sensitivity)라고 합니다. 민감도를 ε으로 나눈 크기의
# **라플라스 잡음**을 더하면 ε-차분 프라이버시가 됩니다.


# %%
def noisy_count(count, epsilon, draws=1):
    """`count` plus Laplace noise for a sensitivity of 1."""
    return count + generator.laplace(0, 1 / epsilon, draws)


# %% [markdown]
# 공격자에게 최고의 조건을 줍시다. 그는 다른 사람 120명의 답을 **모두 압니다.** 딱 한 사람이 '예'(121)인지 '아니오'(120)인지만 모릅니다. 잡음 섞인 답을 보고 120.5보다 크면 '예'라고 찍습니다.
#
# **먼저 예상해 보세요.** ε = 1이면 공격자는 몇 퍼센트나 맞힐까요? 찍기는 50 %입니다. ε을 움직여 보세요.


# %%
@interact(epsilon=[0.05, 0.1, 0.5, 1.0, 2.0, 5.0])
def show_worlds(epsilon=1.0):
    no, yes = noisy_count(120, epsilon, 20_000), noisy_count(121, epsilon, 20_000)
    right = (np.mean(no <= 120.5) + np.mean(yes > 120.5)) / 2
    limit = np.exp(epsilon) / (1 + np.exp(epsilon))
    fig, ax = plt.subplots(figsize=(7, 3))
    bins = np.linspace(120.5 - 8 / epsilon, 120.5 + 8 / epsilon, 81)
    ax.hist(no, bins, alpha=0.6, label="'아니오'인 세상 (120)")
    ax.hist(yes, bins, alpha=0.6, label="'예'인 세상 (121)")
    ax.set(xlabel="내보낸 답", ylabel="20,000번 중 횟수")
    ax.set_title(f"ε = {epsilon}: 공격자 {right:.1%}, 넘을 수 없는 벽 {limit:.1%}")
    ax.legend()
    plt.show()


# %% [markdown]
# 두 봉우리가 겹칠수록 구별할 수 없습니다. 벽 $e^ε / (1 + e^ε)$은 처음에 반반이라고 여기던 공격자가 **다른 사람들을 다 알아도, 어떤 계산을 해도** 한 번의 답으로는 넘을 수 없습니다. k-익명성에는 이런 약속이 없었습니다.
#
# 값은 **정확함**으로 치릅니다. 잡음의 평균 크기는 1/ε입니다. 같은 잡음이라도 큰 수에는 티가 나지 않고 작은 수는 망가뜨립니다.

# %%
sizes = staff.groupby("district")["counselled"].sum().sort_values(ascending=False)
table = {}
for epsilon in [0.1, 0.5, 2.0]:
    off = [np.abs(noisy_count(size, epsilon, 2000) - size).mean() / size for size in sizes]
    table[f"ε = {epsilon}"] = [f"{each:.1%}" for each in off]
pd.DataFrame(table, index=[f"{name} ({size}명)" for name, size in sizes.items()])

# %% [markdown]
# ε = 0.1에서 남동구의 숫자는 그대로 쓸 만하지만 옹진군의 숫자는 쓸 수 없습니다. **작은 집단은 지키기도 어렵고, 지키면 보이지 않게 됩니다.** 이 불편한 사실은 방법을 바꿔도 사라지지 않으니, 숨기지 말고 오차를 함께
# 적습니다.
#
# ### 직접 해 보기
#
# 잡음의 평균 크기는 1/ε입니다. 상담을 받은 남동구 사람 수(`sizes.iloc[0]`)를 평균 1 %만큼만 어긋나게 내보내려면 ε을 얼마로 해야 할까요?

# %%
my_epsilon = ...


# %%
check("ε", my_epsilon, 1 / (0.01 * sizes.iloc[0]))

# %% [markdown]
# ## 6. 월급의 평균은 왜 어려울까요?
#
# 개수는 한 사람이 1만 바꿉니다. 평균 월급은요? 월급에 위쪽 끝이 없으니 민감도도 **끝이 없습니다.** 그래서 먼저 **자릅니다**(clipping). 정한 범위를 벗어난 값은 끝 값으로 바꿉니다. 그러면 n명의 평균은 한 사람
# 때문에 많아야 (위 끝 − 아래 끝) / n만큼 변합니다(사람 수 n은 알려도 된다고 봅니다).


# %%
def noisy_mean(values, low, high, epsilon, draws=1):
    """Mean of the clipped values plus Laplace noise; the number of values is public."""
    sensitivity = (high - low) / len(values)
    return np.clip(values, low, high).mean() + generator.laplace(0, sensitivity / epsilon, draws)


# %% [markdown]
# **먼저 예상해 보세요.** 위 끝을 낮게 잡으면 잡음이 줄지만 많이 받는 사람이 잘립니다. 높게 잡으면 그 반대입니다. 연구직 200명쯤의 평균 월급을 ε = 0.5로 내보낼 때, 어긋남이 가장 작은 위 끝은 얼마쯤일까요?

# %%
pay = staff.loc[is_researcher, "pay"].to_numpy()
highs = [250, 350, 450, 600, 800, 1200, 2500, 5000, 10_000]
off = [np.abs(noisy_mean(pay, 0, high, 0.5, 4000) - pay.mean()).mean() for high in highs]
print(f"연구직 {len(pay)}명, 진짜 평균 {pay.mean():.0f}만 원, 가장 큰 값 {pay.max():.0f}만 원")
print(
    f"가장 덜 어긋난 위 끝 {highs[int(np.argmin(off))]}만 원: {min(off):.1f}만 원, 자르지 않은 것과 같은 10,000만 원: {off[-1]:.1f}만 원"
)

# %%
fig, ax = plt.subplots(figsize=(7, 3))
ax.plot(highs, off, "o-")
ax.set(xscale="log", yscale="log", xlabel="위 끝 (만 원)", ylabel="평균 어긋남 (만 원)")
ax.set_title("왼쪽은 잘라서, 오른쪽은 잡음 때문에 어긋납니다")
plt.show()

# %% [markdown]
# 조심할 것이 하나 있습니다. 위 끝을 **데이터의 최댓값으로** 정하면 그 최댓값이 곧 한 사람의 월급이라 이미 샌 것입니다. 끝은 데이터를 보지 않고, 세상의 상식(예: 직군의 보통 월급)으로 정합니다. 방금처럼 진짜 답을 보고
# 가장 좋은 끝을 고르는 것도 **합성 데이터로 연습할 때만** 할 수 있습니다.
#
# ## 7. 같은 것을 백 번 물으면
#
# ε = 0.1이면 공격자는 찍기와 다를 바 없었습니다. 그런데 같은 질문을 여러 번 하게 두면 어떨까요?
#
# **먼저 예상해 보세요.** 100번 물어 평균을 내면 공격자는 몇 퍼센트나 맞힐까요?

# %%
for times in [1, 10, 100, 1000]:
    no = generator.laplace(120, 10, (2000, times)).mean(axis=1)
    yes = generator.laplace(121, 10, (2000, times)).mean(axis=1)
    right = (np.mean(no <= 120.5) + np.mean(yes > 120.5)) / 2
    print(f"ε = 0.1짜리 답 {times:4d}번: 공격자 {right:.0%}, 쓴 ε의 합 {0.1 * times:.1f}")

# %% [markdown]
# 답을 할 때마다 ε이 **더해집니다**(조합, composition). 그래서 ε은 잔고가 있는 **예산**입니다. 예산을 정하고, 답할 때마다 적고, 다 쓰면 더 답하지 않습니다. 같은 질문에는 새 잡음을 뽑지 말고 **지난 답을 그대로** 주면
# 예산도 아낍니다.
#
# 3절의 공격을 예산 앞에 세워 봅시다. 240번의 답 모두에 ε = 1을 나눠 씁니다.

# %%
for total in [1, 10, 100, 1000]:
    scale = 240 / total
    right = np.mean(
        [recover(counts + generator.laplace(0, scale, 240)) == secret for _ in range(50)]
    )
    print(f"예산 ε = {total:4d}: 답마다 평균 {scale:6.2f}명 어긋남, 되살린 비율 {right:.0%}")

# %% [markdown]
# 예산이 작으면 공격은 막히지만 답은 쓸모가 없습니다. 60명에 대한 240개의 질문은 **애초에 지나치게 많은 질문**이었던 것입니다. 차분 프라이버시는 없는 쓸모를 만들어 주지 않습니다. 대신 **무엇을 얼마에 샀는지** 영수증을
# 줍니다.
#
# ## 8. 일터에서
#
# | 물음 | 답하는 법 |
# |---|---|
# | ε은 얼마가 좋은가요? | 정답이 없습니다. 0.1–1은 조심스럽고, 10을 넘으면 벽이 거의 없습니다. 쓸모와 함께 재고 **까닭을 적습니다.** |
# | 직접 짜도 되나요? | 배우는 데는 좋지만, 실제로는 검증된 라이브러리를 씁니다. 컴퓨터의 소수는 끝자리가 고르지 않아 잡음에서 비밀이 새는 공격이 알려져 있습니다. |
# | 한 사람이 여러 줄이면요? | 민감도는 줄이 아니라 **사람**으로 셉니다. 한 사람이 상담을 30번 받았다면 30입니다. |
# | k-익명성과 어느 쪽이 낫나요? | 줄마다 있는 표가 필요하면 2단원의 방법과 계약·접근 통제, 숫자만 필요하면 차분 프라이버시가 어울립니다. |
#
# > **법률 자문이 아닙니다.** 2026년 11월 22일에 확인할 수 있었던 「개인정보 보호법」(2023년 3월 14일 개정, 같은 해 9월 15일 시행)을 쉬운 말로 옮겼습니다. 그 뒤의 개정은 국가법령정보센터에서 확인하세요.
#
# **가명정보**는 추가 정보가 있으면 되돌릴 수 있는 개인정보입니다(제2조 제1호 다목). 이와 달리 **제58조의2**는 "시간·비용·기술 등을 합리적으로 고려할 때 다른 정보를 사용하여도 더 이상 개인을 알아볼 수 없는 정보"에는 이 법을
# 적용하지 않는다고 합니다. 흔히 **익명정보**라고 부릅니다. k가 5이거나 ε이 1이라고 해서 **저절로** 익명정보가 되지는 않습니다. 법에는 그런 숫자가 없습니다. 위험과 쓸모를 재고, 여러 사람이 검토하고, 기록을 남깁니다.
#
# ---
# ## 기억하기
#
# - 위험(가장 큰 위험, 평균 위험)과 쓸모(어긋남)를 **나란히** 적습니다.
# - 개수 두 개의 차이도, 개수 수백 개의 연립방정식도 비밀을 말합니다. 질문은 **함께** 봅니다.
# - **ε**은 한 사람이 있고 없고가 답의 가능성을 많아야 $e^ε$배 바꾼다는 약속입니다. 공격자가 무엇을 알든 지켜집니다.
# - 잡음은 민감도 ÷ ε. 평균은 **데이터를 보지 않고** 자른 다음 냅니다.
# - ε은 더해지는 **예산**입니다. 작은 집단은 지키면 보이지 않게 되니 오차를 함께 적습니다.
#
# ## 물음
#
# 1. 매주 같은 통계를 ε = 0.5로 내보내면 1년 뒤 쓴 예산은 얼마인가요? 무엇을 바꾸겠습니까?
# 2. 잡음을 더했더니 상담받은 사람이 −3명이 되었습니다. 0으로 고쳐도 약속은 그대로일까요? 대신 무엇이 달라질까요?
# 3. 2절의 기관이 "다섯 명보다 적으면 거절" 대신 "열 명"으로 고쳤습니다. 막히나요?
# 4. 우리 회사에서 매달 나가는 통계 가운데, 빼 보면 한 사람이 나오는 것이 있나요?
#
# ## 더 가 보기
#
# - 4절의 동전을 바꿔 참말을 할 가능성을 0.9로 해 보세요. ε은 얼마가 되고, 1,000명의 짐작은 얼마나 정확해지나요?
# - 3절에서 질문을 240개에서 40개로 줄여 보세요. 정확한 답을 받고도 몇 명이나 되살릴 수 있나요? 사람보다 식이 적으면 무슨 일이 생기나요?
