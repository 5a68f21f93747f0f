# %% [markdown]
# # 가능성은 모델이, 기준은 사람이
#
# **오늘의 물음** 모델이 "이 부품이 불량일 가능성은 10 %"라고 합니다. 버릴까요, 내보낼까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.3 GB | 필요 없음 | 합성 데이터: 주물 30,000개 (씨앗 7) · 실제 데이터: scikit-learn의 유방암 진단 569건 |
#
# 1단원에서 밀도의 기준선을 손으로 옮기며 "어디서 자를지는 사람이 비용을 따져 정할 일"이라고 했습니다. 오늘 그 약속을 지킵니다. 3단원의
# 경사하강법으로 **가능성**을 말하는 모델을 만들고, 틀릴 때 드는 돈으로 **기준**을 정합니다.

# %%
import importlib.util
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import interact
from matplotlib import font_manager
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.metrics import precision_score, recall_score

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
# ## 1. 두드려 보면 압니다
#
# 1단원의 주조 공장입니다. 이번에는 밀도에 더해, 부품을 톡 두드려 **소리가 얼마나 오래 울리는지**도 잽니다. 속에 기공이 있으면 진동이 빨리
# 사그라듭니다. 불량(기공)은 1이고 정상은 0입니다. 불량은 **4 %**입니다. 실제 공장의 기록이 아니라 합성 데이터입니다.


# %%
def make_castings(count, seed, defect_share=0.04):
    """Synthetic castings: features (castings, 2) and is_defect (castings,) of 0 and 1."""
    generator = np.random.default_rng(seed)
    is_defect = (generator.random(count) < defect_share).astype(int)
    density = generator.normal(np.where(is_defect, 2.60, 2.66), np.where(is_defect, 0.030, 0.022))
    ring_ms = generator.normal(np.where(is_defect, 52, 70), np.where(is_defect, 10, 9))
    return np.column_stack([density, ring_ms]), is_defect


# %% [markdown]
# 30,000개를 **셋으로 나눕니다.** 첫 만 개로 **배우고**, 다음 만 개로 **기준을 고르고**, 마지막 만 개는 **시험**할 때까지 봉해 둡니다. 기준을 고르는
# 것도 배우는 일이라, 기준을 고른 자료로 시험하면 또 누설입니다. 표준화에는 배울 때의 평균과 표준편차를 씁니다(3단원).

# %%
features, is_defect = make_castings(30_000, seed=7)
learn, choose, sealed = slice(0, 10_000), slice(10_000, 20_000), slice(20_000, 30_000)
mean, spread = features[learn].mean(axis=0), features[learn].std(axis=0)
standardised = (features - mean) / spread  # (castings, features)
print(f"배우는 만 개 가운데 불량 {is_defect[learn].sum()}개")

# %%
fig, ax = plt.subplots(figsize=(7, 3.5))
for value, name in ((0, "정상"), (1, "불량")):
    some = features[learn][is_defect[learn] == value][:2000]
    ax.scatter(some[:, 0], some[:, 1], s=6, alpha=0.5, label=name)
ax.set(xlabel="밀도 (g/cm³)", ylabel="울림 (ms)", title="겹치는 두 무리")
ax.legend()
plt.show()

# %% [markdown]
# ## 2. 직선으로 가능성을 말하면
#
# 정답이 0과 1인 숫자이니 3단원의 직선을 그대로 써 봅시다. 둘 가운데 어느 쪽인지 맞히는 이런 일을 **분류**(classification)라고 합니다.
#
# **먼저 예상해 보세요.** 직선의 예측을 "불량일 가능성"이라고 읽어도 될까요? 가장 작은 예측은 얼마일까요?

# %%
line = LinearRegression().fit(standardised[learn], is_defect[learn])
predicted = line.predict(standardised[learn])
print(f"가장 작은 예측 {predicted.min():.2f}, 가장 큰 예측 {predicted.max():.2f}")
print(f"0보다 작은 예측 {np.sum(predicted < 0):,}개")

# %% [markdown]
# 가능성이 0보다 작을 수는 없습니다. 직선은 끝없이 뻗어 나가니까요. 그래서 직선의 값(점수)을 **0과 1 사이로 눌러 줍니다.** 이 S자 모양의
# 함수를 **시그모이드**(sigmoid)라고 합니다.
#
# $$ 가능성 = \frac{1}{1 + e^{-점수}} $$
#
# **먼저 예상해 보세요.** 점수가 0이면 가능성은 얼마일까요?


# %%
def sigmoid(score):
    return 1 / (1 + np.exp(-score))


# %%
for score in (-5, -1, 0, 1, 5):
    print(f"점수 {score:+d} → 가능성 {sigmoid(score):.3f}")

# %% [markdown]
# ## 3. 확신하고 틀리면 큰 벌
#
# 손실도 바꿉니다. **정답에 준 가능성**에 로그를 씌우고 부호를 뒤집습니다. 이것을 **로그 손실**(log loss)이라고 합니다.

# %%
for given in (0.99, 0.9, 0.5, 0.1, 0.01):
    print(f"불량인 부품에 불량 가능성 {given:4.2f}을 주었다면 손실 {-np.log(given):.2f}")

# %% [markdown]
# 99 %를 주었다면 벌이 거의 없고, 1 %만 주었다면 아주 큽니다. **모르겠으면 모르겠다고(0.5) 하는 쪽이 확신하고 틀리는 쪽보다 낫습니다.** 이런
# 손실로 배우기 때문에 모델이 말하는 가능성을 나중에 믿어 볼 만합니다.


# %%
def log_loss(features, target, weights, bias):
    """Mean log loss; target holds 0 and 1."""
    probability = sigmoid(features @ weights + bias)
    return -np.mean(np.where(target == 1, np.log(probability), np.log(1 - probability)))


# %% [markdown]
# 이 손실의 경사를 구하면 놀랍게도 3단원과 **거의 같은 식**이 나옵니다. (예측 − 실제) 자리에 (가능성 − 정답)이 들어갈 뿐입니다.


# %%
def gradients(features, target, weights, bias):
    """Slopes of the mean log loss: (features,) for the weights, one number for the bias."""
    error = sigmoid(features @ weights + bias) - target  # (castings,)
    return features.T @ error / len(target), error.mean()


# %% [markdown]
# 정말일까요? 3단원에서 약속한 대로 한 발 내디뎌 본 값과 견줍니다.

# %%
here, nudge = np.array([0.3, -0.2]), np.array([1e-5, 0.0])
ours, _ = gradients(standardised[learn], is_defect[learn], here, -1.0)
after = log_loss(standardised[learn], is_defect[learn], here + nudge, -1.0)
before = log_loss(standardised[learn], is_defect[learn], here - nudge, -1.0)
print(f"식으로 구한 경사 {ours[0]:.6f}, 내디뎌 본 경사 {(after - before) / 2e-5:.6f}")

# %% [markdown]
# 이번에는 바닥의 자리를 알려 주는 공식이 없습니다. 그래도 경사가 있으니 **내려갈 수는 있습니다.**

# %%
weights, bias = np.zeros(2), 0.0
for step in range(2001):
    if step in (0, 10, 100, 1000, 2000):
        loss = log_loss(standardised[learn], is_defect[learn], weights, bias)
        print(f"{step:4d}걸음: 손실 {loss:.4f}, 가중치 {weights.round(2)}")
    slopes, bias_slope = gradients(standardised[learn], is_defect[learn], weights, bias)
    weights, bias = weights - 4.0 * slopes, bias - 4.0 * bias_slope

# %% [markdown]
# 두 가중치가 모두 음수입니다. 밀도가 낮고 울림이 짧을수록 불량일 가능성이 높다는 뜻이니 현장의 상식과 맞습니다. 이렇게 직선의 점수를
# 시그모이드로 누른 모델을 **로지스틱 회귀**(logistic regression)라고 합니다. 이름은 회귀지만 하는 일은 분류입니다. scikit-learn과 맞춰 봅시다.
# (`C=np.inf`는 가중치를 일부러 줄이는 기능을 끄라는 뜻입니다.)

# %%
model = LogisticRegression(C=np.inf).fit(standardised[learn], is_defect[learn])
print("우리      ", weights.round(1), round(bias, 1))
print("scikit    ", model.coef_[0].round(1), model.intercept_[0].round(1))
probability = sigmoid(standardised @ weights + bias)  # (castings,) 0..1

# %% [markdown]
# ## 4. 96점짜리 게으름뱅이
#
# 가능성을 판정으로 바꾸려면 선을 그어야 합니다. 가능성이 그 선 **이상**이면 불량으로 봅니다. 이 선을 **임계값**(threshold)이라고 합니다. 흔히
# 쓰는 0.5로 시작합시다. 맞힌 비율을 **정확도**(accuracy)라고 합니다.
#
# **먼저 예상해 보세요.** 아무것도 재지 않고 **무조건 "정상"** 이라고 하는 검사원의 정확도는 얼마일까요?

# %%
truth, chance = is_defect[choose].astype(bool), probability[choose]  # the second 10,000
print(f"무조건 정상: 정확도 {np.mean(~truth):.1%}")
print(f"임계값 0.5:  정확도 {np.mean((chance >= 0.5) == truth):.1%}")

# %% [markdown]
# 불량을 **하나도 못 찾는** 검사원이 96점입니다. 불량이 드물면 정확도는 거의 아무 말도 해 주지 않습니다. 그래서 맞고 틀린 것을 **네 칸**으로 나눠
# 셉니다. 이 표를 **혼동 행렬**(confusion matrix)이라고 합니다.


# %%
def confusion(truth, chance, threshold):
    """Rows: sound, defective. Columns: passed, flagged."""
    flagged = chance >= threshold
    counts = [
        [np.sum(~truth & ~flagged), np.sum(~truth & flagged)],
        [np.sum(truth & ~flagged), np.sum(truth & flagged)],
    ]
    return pd.DataFrame(counts, index=["정상", "불량"], columns=["통과", "걸림"])


# %%
confusion(truth, chance, 0.5)

# %% [markdown]
# 틀리는 방법이 두 가지입니다. 불량을 통과시킨 것을 현장에서는 **미검**(미검출, false negative), 멀쩡한 것을 걸러 낸 것을 **과검**(과검출,
# false positive)이라고 합니다. 여기서 두 비율이 나옵니다.
#
# - **재현율**(recall): 진짜 불량 가운데 얼마나 잡았나. 표의 아랫줄을 옆으로 읽습니다.
# - **정밀도**(precision): 걸린 것 가운데 얼마나 진짜 불량인가. 표의 오른쪽 열을 위아래로 읽습니다.
#
# ### 직접 해 보기
#
# 임계값을 0.2로 낮췄을 때의 재현율과 정밀도를 `[재현율, 정밀도]`로 구해 보세요. 위의 `confusion`이나 `chance >= 0.2`를 써도 됩니다. 0.5일 때보다
# 각각 커질까요, 작아질까요? 먼저 예상하세요.

# %%
my_rates = ...


# %%
flagged = chance >= 0.2
check("재현율과 정밀도", my_rates, [recall_score(truth, flagged), precision_score(truth, flagged)])

# %%
for threshold in (0.5, 0.2, 0.05):
    flagged = chance >= threshold
    recall, precision = recall_score(truth, flagged), precision_score(truth, flagged)
    print(f"임계값 {threshold:.2f}: 재현율 {recall:.0%}, 정밀도 {precision:.0%}")

# %% [markdown]
# 임계값을 낮추면 더 많이 잡지만(재현율 ↑) 걸린 것 가운데 멀쩡한 것도 늘어납니다(정밀도 ↓). 둘 중 무엇이 중요한지는 비율만 보고는 알 수
# 없습니다. **돈으로 바꿔 봅시다.**
#
# ## 5. 틀리는 데 드는 돈
#
# 놓친 불량 하나는 고객사에서 발견되어 30만 원, 잘못 버린 정상품 하나는 1만 원의 손해라고 합시다(1단원의 물음에 나온 값입니다).


# %%
def cost_of(truth, chance, threshold, miss=30.0, scrap=1.0):
    """Total loss in 10,000 KRW when every part of `threshold` or more is scrapped."""
    flagged = chance >= threshold
    return miss * np.sum(truth & ~flagged) + scrap * np.sum(~truth & flagged)


# %% [markdown]
# **먼저 예상해 보세요.** 손해가 가장 적은 임계값은 0.5보다 클까요, 작을까요? 막대를 움직여 찾아보세요. 놓친 불량의 값을 바꾸면 골짜기는 어느
# 쪽으로 옮겨 갈까요?

# %%
thresholds = np.linspace(0, 1, 201)


@interact(threshold=(0.0, 1.0, 0.01), miss=(1, 60, 1))
def show_cost(threshold=0.5, miss=30):
    costs = [cost_of(truth, chance, each, miss) for each in thresholds]
    now = cost_of(truth, chance, threshold, miss)
    fig, ax = plt.subplots(figsize=(7, 3))
    ax.plot(thresholds, costs)
    ax.plot(threshold, now, marker="o", color="black")
    ax.set(xlabel="임계값", ylabel="손해 (만 원)", ylim=(0, 1.1 * costs[-1]))
    (_, scrapped), (missed, _) = confusion(truth, chance, threshold).to_numpy()
    ax.set_title(f"미검 {missed:,}개, 과검 {scrapped:,}개, 손해 {now:,.0f}만 원")
    plt.show()


# %%
costs = np.array([cost_of(truth, chance, each) for each in thresholds])
cheapest = thresholds[costs.argmin()]
print(f"임계값 0.50:  {cost_of(truth, chance, 0.5):,.0f}만 원")
print(f"임계값 {cheapest:.3f}: {costs.min():,.0f}만 원 (가장 적음)")
print(
    f"모두 통과: {cost_of(truth, chance, 1.1):,.0f}만 원, 모두 버림: {cost_of(truth, chance, 0):,.0f}만 원"
)

# %% [markdown]
# 아무 생각 없이 0.5를 쓰면 손해가 두 배를 훌쩍 넘습니다. 모델은 그대로 두고 **선만 옮겼는데** 말이지요.
#
# ## 6. 종이 위에서 정하는 임계값
#
# 사실 이 값은 훑어보지 않아도 짐작할 수 있습니다. 불량 가능성이 $p$인 부품 하나를 놓고 생각해 봅시다.
#
# - 내보내면 평균 손해가 $p \times 30$만 원입니다.
# - 버리면 평균 손해가 $(1 - p) \times 1$만 원입니다.
#
# 둘이 같아지는 $p$가 경계입니다. **먼저 예상해 보세요.** 얼마일까요?

# %%
by_hand = 1 / (1 + 30)
print(f"경계: 과검의 값 / (과검의 값 + 미검의 값) = {by_hand:.3f}")
print(
    f"고르는 만 개에서 손해: 훑어서 찾은 값 {costs.min():,.0f}, 종이로 정한 값 {cost_of(truth, chance, by_hand):,.0f}"
)

# %% [markdown]
# 처음 물음에 답할 수 있게 되었습니다. 가능성 10 %인 부품은 **버립니다.** 열에 아홉은 멀쩡하더라도, 하나를 놓치는 값이 그만큼 비싸니까요.
#
# 훑어서 찾은 값이 조금 낫습니다. 그런데 훑어서 찾은 임계값은 **이 만 개의 우연**까지 따라간 것일 수 있습니다.
#
# **먼저 예상해 보세요.** 봉해 둔 만 개에서도 훑어서 찾은 쪽이 그만큼 더 나을까요?

# %%
new_truth, new_chance = is_defect[sealed].astype(bool), probability[sealed]
for name, threshold in (("0.5", 0.5), ("훑어서 찾음", cheapest), ("종이로 정함", by_hand)):
    print(f"{name:8s} {cost_of(new_truth, new_chance, threshold):6,.0f}만 원")

# %% [markdown]
# 앞서던 차이가 거의 사라졌습니다. 고를 때 좋아 보인 몫의 대부분은 그 만 개의 우연이었던 모양입니다. 중요한 것은 **0.5가 아니라는 것**,
# 그리고 종이로 정한 값이 통하려면 **모델이 말하는 가능성을 믿을 수 있어야** 한다는 것입니다.
#
# ## 7. 열 번에 한 번이라더니
#
# 모델이 10 %라고 한 부품을 모으면 정말 열에 하나가 불량일까요? 말한 가능성과 실제 비율이 맞는 정도를 **보정**(calibration)이라고 합니다. 봉해
# 두었던 만 개를 말한 가능성끼리 묶어 봅시다.

# %%
edges = [0, 0.01, 0.03, 0.1, 0.3, 0.6, 1.0]


def calibration_table(truth, chance):
    groups = pd.cut(chance, edges, right=False)
    table = pd.DataFrame({"chance": chance, "truth": truth}).groupby(groups, observed=False)
    columns = {"개수": table.size(), "말한 가능성": table["chance"].mean()}
    return pd.DataFrame({**columns, "실제 비율": table["truth"].mean()}).round(3)


# %%
calibration_table(new_truth, new_chance)

# %% [markdown]
# 꼭 맞지는 않지만 제법 잘 맞습니다. 말한 가능성이 커지는 만큼 실제 비율도 커집니다.
#
# 이제 흔한 조언 하나를 따라 해 봅시다. "불량이 드물면 불량의 무게를 **부풀려서** 정상과 똑같은 무게로 배우게 하라." scikit-learn에서는
# `class_weight="balanced"` 한마디면 됩니다.
#
# **먼저 예상해 보세요.** 이렇게 배운 모델에 종이로 정한 임계값을 쓰면 손해가 줄까요, 늘까요?

# %%
balanced = LogisticRegression(C=np.inf, class_weight="balanced")
balanced.fit(standardised[learn], is_defect[learn])
inflated = balanced.predict_proba(standardised[sealed])[:, 1]
print(f"진짜 불량 비율 {new_truth.mean():.1%}, 모델이 말한 평균 가능성 {inflated.mean():.1%}")
print(f"종이로 정한 임계값의 손해: {cost_of(new_truth, inflated, by_hand):,.0f}만 원")
print(f"부풀리지 않은 모델이라면:  {cost_of(new_truth, new_chance, by_hand):,.0f}만 원")
print(f"부풀린 모델에 임계값 0.5:  {cost_of(new_truth, inflated, 0.5):,.0f}만 원")

# %%
calibration_table(new_truth, inflated)

# %% [markdown]
# 임계값을 다시 고르면 손해가 비슷해지는 것을 보니 부품을 줄 세우는 솜씨는 거의 그대로입니다. 그런데 말하는 **가능성이 부풀려졌습니다.** 그
# 숫자에 비용을 곱하면 엉터리가 됩니다. 드문 불량이 걱정이면 배우는 자료를 부풀리는 것보다 **임계값을 비용으로 정하는 것**이 먼저입니다.
#
# ## 8. 더 드물어지면
#
# 공정을 개선해 불량이 4 %에서 0.4 %로 줄었습니다. 축하할 일이지요. 모델과 임계값은 그대로 둡니다. 재현율(불량 가운데 잡는 비율)과 과검률(정상
# 가운데 걸리는 비율)은 변하지 않는다고 합시다.
#
# **먼저 예상해 보세요.** 걸린 부품 가운데 진짜 불량의 비율, 정밀도는 어떻게 될까요?

# %%
recall = np.mean(new_chance[new_truth] >= by_hand)
false_alarm = np.mean(new_chance[~new_truth] >= by_hand)
print(f"재현율 {recall:.1%}, 과검률 {false_alarm:.1%}")
for share in (0.04, 0.004, 0.0004):
    caught, alarms = 10_000 * share * recall, 10_000 * (1 - share) * false_alarm
    precision = caught / (caught + alarms)
    print(
        f"불량 {share:.2%}: 만 개에 {caught + alarms:4.0f}개가 걸리고 진짜는 {caught:5.1f}개, 정밀도 {precision:.1%}"
    )

# %% [markdown]
# 모델은 조금도 나빠지지 않았는데 경보가 **거의 다 거짓**이 됩니다. 사람들은 곧 경보를 믿지 않게 되고, 그때 진짜가 지나갑니다. 건강 검진에서
# "이상 소견"을 받은 사람이 대개 멀쩡한 것도 같은 까닭입니다. 드물어지면 모델이 말하던 가능성도 실제보다 높아지니, **보정부터 다시 확인**해야
# 합니다.
#
# ## 9. 실제 데이터: 어느 쪽이 '양성'일까요
#
# 2단원에서 본 유방암 진단 569건입니다. 우리말 **양성**은 두 가지 뜻이라 사고가 잦습니다. 검사에서 **걸렸다**는 양성(陽性, positive)과, 암이
# **아닌** 순한 종양이라는 양성(良性, benign)은 정반대입니다. 이 단원에서는 **악성**(암)을 찾는 것, 곧 1로 둡니다.
#
# 환자 한 사람이 한 줄이니 섞어서 나눕니다. 일부러 두 특성(반지름과 질감)만 씁니다.

# %%
cancer = load_breast_cancer(as_frame=True)
order = np.random.default_rng(7).permutation(len(cancer.data))
train, test = order[:380], order[380:]
two = cancer.data[["mean radius", "mean texture"]].to_numpy()  # (patients, features)
two = (two - two[train].mean(axis=0)) / two[train].std(axis=0)
is_malignant = (cancer.target == 0).to_numpy()  # (patients,) bool
patient = LogisticRegression(C=np.inf).fit(two[train], is_malignant[train])
risk = patient.predict_proba(two[test])[:, 1]

# %% [markdown]
# scikit-learn의 표에는 **양성(benign)이 1**로 적혀 있습니다. 뒤집지 않고 그대로 재현율을 물으면 어떻게 될까요?
#
# **먼저 예상해 보세요.** 아래 두 재현율은 같을까요?

# %%
says_benign = risk < 0.5
print(f"표에 적힌 대로 물은 재현율: {recall_score(cancer.target[test] == 1, says_benign):.1%}")
print(f"악성을 찾은 재현율:         {recall_score(is_malignant[test], ~says_benign):.1%}")

# %% [markdown]
# 첫 줄은 **멀쩡한 사람을 멀쩡하다고 한 비율**입니다. 환자를 찾은 비율이 아닙니다. 재현율을 들으면 "무엇의 재현율인가요?"라고 물으세요.
#
# 놓친 암과 헛걸음한 정밀 검사의 무게는 돈만으로 잴 수 없지만, 선을 긋지 않을 수도 없습니다. 임계값을 낮춰 봅시다.

# %%
for threshold in (0.5, 0.2, 0.1):
    (_, alarms), (missed, caught) = confusion(is_malignant[test], risk, threshold).to_numpy()
    print(
        f"임계값 {threshold:.1f}: 악성 {missed + caught}명 중 {missed}명을 놓치고, 멀쩡한 {alarms}명을 다시 부름"
    )

# %% [markdown]
# 임계값 0.1에서는 한 명도 놓치지 않았습니다. 그렇다고 "이 모델은 암을 놓치지 않는다"고 말해도 될까요? 시험한 환자가 달랐다면 어땠을지, 같은
# 수의 환자를 **다시 뽑아** 가며(같은 사람이 또 뽑혀도 됩니다) 임계값 0.2에서 세어 봅시다.

# %%
generator = np.random.default_rng(7)
sick = risk[is_malignant[test]]  # (malignant patients,)
misses = np.sum(generator.choice(sick, (10_000, len(sick))) < 0.2, axis=1)
low, high = np.percentile(misses, [2.5, 97.5])
print(
    f"놓친 사람: 우리가 본 것은 {np.sum(sick < 0.2)}명, 다시 뽑으면 대개 {low:.0f}명에서 {high:.0f}명"
)
print(f"그 재현율: {1 - high / len(sick):.0%}에서 {1 - low / len(sick):.0%}")

# %% [markdown]
# 드문 것을 세면 숫자가 작고, 작은 숫자는 크게 흔들립니다. 재현율을 말할 때는 **몇 명 가운데 몇 명인지**를 함께 말하세요. 이렇게 다시 뽑아
# 흔들림을 재는 방법을 **부트스트랩**(bootstrap)이라고 합니다. 하나도 놓치지 않은 0.1에서는 다시 뽑아도 늘 0명이라 이 방법이 아무 말도 못
# 합니다. 본 적 없는 실수는 다시 뽑아도 나오지 않으니까요.
#
# ---
# ## 기억하기
#
# - 모델은 **가능성**을, 사람은 **임계값**을 정합니다. 0.5는 그저 처음 적힌 숫자일 뿐입니다.
# - 불량이 드물면 정확도는 쓸모가 없습니다. **네 칸**을 보고 미검과 과검을 따로 셉니다.
# - 가능성을 믿을 수 있으면 임계값은 **과검의 값 / (과검의 값 + 미검의 값)** 입니다. 믿을 수 있는지는 **보정**을 보고 압니다.
# - 불량이 드물어지면 같은 모델도 정밀도가 무너집니다.
# - 재현율을 들으면 **무엇의** 재현율인지, **몇 개 가운데** 몇 개인지 묻습니다.
#
# ## 물음
#
# 1. 놓친 불량 하나가 1만 원, 잘못 버린 정상품 하나가 30만 원이라면 임계값은 얼마여야 하나요?
# 2. 재현율을 100 %로 만드는 가장 쉬운 방법은 무엇인가요? 왜 쓰지 않나요?
# 3. 걸린 부품을 버리는 대신 검사원이 다시 본다면 표의 어느 값이 바뀌나요?
# 4. 스팸 메일함과 화재 경보기는 미검과 과검 가운데 어느 쪽이 더 비쌀까요?
#
# ## 더 가 보기
#
# - `make_castings(30_000, seed=8, defect_share=0.004)`로 만든 부품에 지금 모델의 가능성을 매기고 `calibration_table`을 그려 보세요. 말한
#   가능성은 실제보다 높은가요, 낮은가요?
# - 유방암 데이터에서 특성 30개를 모두 쓰면 임계값 0.2에서 몇 명을 놓치고 몇 명을 다시 부르나요? `C=np.inf`를 `C=1.0`으로 바꾸면 달라지나요?
#   가중치의 크기도 함께 보세요.
