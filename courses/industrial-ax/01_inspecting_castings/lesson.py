# %% [markdown]
# # 불량은 드물고 조명은 늙어 갑니다
#
# **오늘의 물음** 불량이 백 개에 두 개뿐이고 조명이 날마다 조금씩 어두워지는 공장에서, 검사 카메라의 기준을 어떻게 정하고 어떻게 지킬까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 75–90분 | 0.8 GB | 필요 없음 | 합성 데이터: 주물 사진 4만여 장, 24×24 화소 (씨앗 7) |
#
# `ai-foundations`에서 임계값과 비용(4단원), 봉투 셋(5단원)을 배웠다면 준비가 다 되었습니다. 오늘은 그때 말하지 않고 넘어간 두 가지를
# 따집니다. 불량이 **몇 개 없을 때** 기준을 얼마나 믿을 수 있을까요? 그리고 정해 둔 기준은 **언제까지** 맞을까요?

# %%
import importlib.util
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
from ipywidgets import interact
from matplotlib import font_manager
from scipy.ndimage import uniform_filter

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
# ## 1. 깎은 면을 찍는 카메라
#
# 주물의 한 면을 깎으면 속에 있던 기공이 검은 점으로 드러납니다. 조명을 비추고 카메라로 찍어 이 점을 찾습니다. 아래 함수는 그런 사진을 만들어
# 냅니다. 실제 공장의 사진이 아니라 **합성 데이터**이고, 다음 다섯 가지를 흉내 냈습니다.
#
# - **기공은 드물게, 따로따로 생깁니다.** 부품 하나에 생기는 개수는 평균이 0.02인 푸아송(Poisson) 분포를 따릅니다.
# - **사진 가장자리는 어둡습니다.** 렌즈를 비스듬히 지나는 빛이 적기 때문입니다.
# - **부품마다 면의 밝기가 조금 다릅니다.** 기름기와 공구 때문입니다.
# - **면은 거칠거칠합니다.** 깎은 결을 따라 화소마다 4 %쯤 밝고 어둡습니다.
# - **빛은 알갱이로 옵니다.** 화소에 평균 $n$개가 들어오면 $\sqrt{n}$개쯤 흔들립니다. 어두울수록 흔들림의 **몫**이 큽니다.

# %%
row, column = np.mgrid[-1:1:24j, -1:1:24j]
vignette = 1 - 0.22 * (row**2 + column**2)  # (24, 24) less light towards the corners


def pore_shadow(generator):
    """One pore as the share of light it swallows, (24, 24)."""
    centre = generator.uniform(-0.85, 0.85, 2)
    radius = generator.uniform(0.06, 0.15)
    depth = generator.uniform(0.1, 0.5)
    return depth * np.exp(-((row - centre[0]) ** 2 + (column - centre[1]) ** 2) / (2 * radius**2))


# %%
def make_pictures(count, generator, lamp=1.0, pores_each=0.02):
    """Synthetic pictures (parts, 24, 24) in grey levels, and pores (parts,); `lamp` 1 is new."""
    pores = generator.poisson(pores_each, count)
    surface = generator.normal(1.0, 0.04, (count, 1, 1)) * vignette
    surface *= generator.normal(1.0, 0.04, (count, 24, 24))  # the marks of machining
    for part in np.flatnonzero(pores):
        for _ in range(pores[part]):
            surface[part] *= 1 - pore_shadow(generator)
    electrons = generator.poisson(3000 * lamp * surface)
    return (electrons / 30).astype(np.float32), pores


# %% [markdown]
# 조명을 새로 단 날 찍은 4만 장입니다. `ai-foundations` 5단원처럼 봉투에 나눠 둡니다. 앞의 만 장으로 **준비하고**, 다음 만 장에서 **기준을 고르고**,
# 마지막 2만 장은 **시험**할 때까지 봉해 둡니다.

# %%
generator = np.random.default_rng(7)
pictures, pores = make_pictures(40_000, generator)
is_defect = pores > 0
prepare, choose, sealed = slice(0, 10_000), slice(10_000, 20_000), slice(20_000, 40_000)
print(f"사진 {pictures.shape}, 밝기 평균 {pictures.mean():.0f}")
print(f"불량 {is_defect.mean():.2%}, 기공이 둘 이상인 부품 {np.sum(pores > 1)}개")

# %%
fig, axes = plt.subplots(1, 6, figsize=(10, 2))
shown = [*np.flatnonzero(~is_defect)[:2], *np.flatnonzero(is_defect)[[3, 1, 6, 19]]]
for ax, part in zip(axes, shown, strict=True):
    ax.imshow(pictures[part], cmap="gray", vmin=40, vmax=115)
    ax.set(title="불량" if is_defect[part] else "정상", xticks=[], yticks=[])
plt.show()

# %% [markdown]
# 뚜렷한 점도 있고, 정답을 알고 봐도 보일 듯 말 듯한 점도 있습니다. 이 네 장을 잘 보아 두세요. 오늘 불량을 놓친다면 이런 것들입니다.
#
# ## 2. 가장 어두운 점을 찾아서
#
# 화소 하나는 많이 흔들리니, 둘레 3×3을 평균한 다음 **가장 어두운 자리**를 봅니다. 어두울수록 의심스러우니 점수는 부호를 뒤집어 "클수록
# 의심"이 되게 합니다.
#
# **먼저 예상해 보세요.** 정상인 사진에서 가장 어두운 자리는 대개 어디일까요?


# %%
def smooth(pictures):
    """Mean of 3 by 3 pixels around each inner pixel; (parts, 22, 22)."""
    return uniform_filter(pictures, size=(1, 3, 3))[:, 1:-1, 1:-1]


# %%
some = smooth(pictures[prepare][~is_defect[prepare]][:2000]).reshape(-1, 22 * 22)
at_row, at_column = np.divmod(some.argmin(axis=1), 22)
in_corner = ((at_row < 5) | (at_row > 16)) & ((at_column < 5) | (at_column > 16))
print(f"가장 어두운 자리가 네 구석(다섯 칸 안)인 정상 사진: {in_corner.mean():.0%}")

# %% [markdown]
# 기공이 아니라 **구석**을 찾고 있었습니다. 그래서 현장에서는 정상 부품을 여러 장 찍어 평균한 **기준 사진**으로 나눕니다. 구석이 어두운 것은 늘
# 똑같으니 나누면 사라집니다.


# %%
reference = pictures[prepare][~is_defect[prepare]][:500].mean(axis=0)  # (24, 24)


def depth_score(pictures):
    """How far the darkest spot lies below the middle of its picture, in grey levels; (parts,)."""
    flat = smooth(pictures / reference * reference.mean())
    return np.median(flat, axis=(1, 2)) - flat.min(axis=(1, 2))


# %% [markdown]
# 사진의 가운데 밝기(중앙값)에서 가장 어두운 자리까지의 **깊이**를 점수로 삼았습니다. 부품마다 다른 면의 밝기도 어느 정도 걸러집니다. 두 점수를
# 견주어 봅시다. 둘 다 정상 부품의 1 %가 걸리는 곳에 임계값을 둡니다.
#
# **먼저 예상해 보세요.** 구석을 찾던 점수는 불량의 몇 %를 잡을까요? 깊이는요?

# %%
for name, score_of in [
    ("가장 어두운 점", lambda p: -smooth(p).min(axis=(1, 2))),
    ("깊이", depth_score),
]:
    score = score_of(pictures[choose])
    limit = np.quantile(score[~is_defect[choose]], 0.99)
    print(f"{name:8s} 정상의 1 %가 걸릴 때 재현율 {np.mean(score[is_defect[choose]] >= limit):.0%}")

# %%
score = depth_score(pictures)  # (parts,)
fig, ax = plt.subplots(figsize=(7, 3))
bins = np.linspace(2, 30, 57)
ax.hist(score[choose][~is_defect[choose]], bins, alpha=0.7, label="정상")
ax.hist(score[choose][is_defect[choose]], bins, alpha=0.7, label="불량")
ax.set(
    xlabel="깊이 (밝기 단위)",
    ylabel="부품 수",
    yscale="log",
    title="드문 불량은 로그로 봐야 보인다",
)
ax.legend()
plt.show()

# %% [markdown]
# 모델을 바꾼 것이 아니라 **빛을 고르게** 했을 뿐입니다. 검사에서는 신경망을 고르기 전에 조명과 기준 사진부터 고칩니다.
#
# ## 3. 돈으로 고른 기준, 몇 개를 보고 골랐나요?
#
# 놓친 불량 하나는 30만 원, 잘못 버린 정상품 하나는 1만 원이라고 합시다. 손해가 가장 적은 임계값을 고르는 것은 이미 할 줄 압니다. 서로 다른
# 점수 전부를 한 번에 견주려고 **점수가 큰 것부터** 늘어놓고 차례로 버려 가며 셉니다.


# %%
def cheapest(score, is_defect, miss=30.0, scrap=1.0):
    """The threshold of least total loss among the scores; every part at or above it is scrapped."""
    order = np.argsort(-score)
    gain = np.where(is_defect[order], miss, -scrap)  # of scrapping one part more
    return score[order][np.argmax(np.cumsum(gain))]


def loss_per_thousand(threshold, score, is_defect, miss=30.0, scrap=1.0):
    """Loss in 10,000 KRW for a thousand parts."""
    flagged = score >= threshold
    return 1000 * np.mean(miss * (is_defect & ~flagged) + scrap * (~is_defect & flagged))


# %%
best = cheapest(score[choose], is_defect[choose])
print(f"만 개를 보고 고른 임계값 {best:.2f}")
print(
    f"봉해 둔 2만 개에서: 천 개에 {loss_per_thousand(best, score[sealed], is_defect[sealed]):.0f}만 원"
)

# %% [markdown]
# 만 개를 모두 잘라 보고 정답을 안다면 좋겠지만, 현장에서는 **몇백 개**의 정답도 비쌉니다. 300개만 잘라 보면 불량은 여섯 개쯤입니다. 300개를
# 새로 뽑아 기준을 고르는 일을 500번 되풀이해 봅시다.
#
# **먼저 예상해 보세요.** 500번 고른 임계값은 서로 비슷할까요? 만 개로 골랐을 때보다 손해는 얼마나 늘까요?


# %%
def choose_again(count, rule, times=500):
    """Thresholds and losses on the sealed parts when `rule` sees only `count` parts."""
    generator, rows = np.random.default_rng(7), []
    for _ in range(times):
        seen = generator.choice(np.arange(10_000, 20_000), count, replace=False)
        limit = rule(score[seen], is_defect[seen])
        rows.append([limit, loss_per_thousand(limit, score[sealed], is_defect[sealed])])
    return np.array(rows)  # (times, 2)


# %%
for count in (100, 300, 1000, 3000):
    limits, losses = choose_again(count, cheapest).T
    low, high = np.percentile(limits, [5, 95])
    print(
        f"{count:5,d}개(불량 {0.02 * count:3.0f}개쯤): 임계값 {low:4.1f}–{high:4.1f}, "
        f"손해 {np.mean(losses):4.0f}만 원, 나쁠 때(5 %) {np.percentile(losses, 95):4.0f}만 원"
    )

# %% [markdown]
# 기준이 출렁입니다. 우연히 뚜렷한 불량만 뽑히면 기준이 너무 높아지고, 그 공장은 **흐린 불량을 내보내면서 손해를 모릅니다.** 불량이 적을 때
# 얼마나 믿을지는 부품 수가 아니라 **불량의 개수**가 정합니다.
#
# 그런데 정상은 얼마든지 있습니다. 그렇다면 불량을 보지 말고 **정상만 보고** 정하면 어떨까요? "정상의 2 %까지는 다시 보자"처럼 감당할 수 있는
# 과검을 먼저 정하는 방법입니다.
#
# **먼저 예상해 보세요.** 불량을 하나도 보지 않은 이 기준의 손해는 300개로 고른 기준보다 클까요, 작을까요?


# %%
def from_sound_parts(score, is_defect, share=0.02):
    """The threshold that flags `share` of the sound parts; looks at no defect."""
    return np.quantile(score[~is_defect], 1 - share)


# %%
for name, rule in (("손해가 가장 적은 곳", cheapest), ("정상의 2 %", from_sound_parts)):
    limits, losses = choose_again(300, rule).T
    print(
        f"{name:10s} 임계값 {np.percentile(limits, 5):.1f}–{np.percentile(limits, 95):.1f}, "
        f"손해 {np.mean(losses):.0f}만 원, 나쁠 때(5 %) {np.percentile(losses, 95):.0f}만 원"
    )

# %% [markdown]
# 불량을 보지 않고 정했는데 더 낫고 덜 출렁입니다. 불량이 손에 꼽을 만큼일 때는 **많은 쪽(정상)을 보고** 기준을 정하고, 몇 안 되는 불량은 기준을
# **시험하는 데** 아껴 둡니다. 물론 2 %라는 숫자는 사람이 비용을 따져 정한 것입니다.
#
# ## 4. "하나도 놓치지 않았습니다"
#
# 그렇게 아껴 둔 불량 20개로 시험했더니 **하나도 놓치지 않았습니다.** 미검률 0 %라고 보고해도 될까요?
#
# `ai-foundations` 4단원에서 부트스트랩은 이럴 때 아무 말도 못 한다고 했습니다. 거꾸로 물으면 됩니다. 미검률이 사실은 $p$인데 **운이 좋아서** 20개를
# 모두 잡을 확률은 $(1-p)^{20}$입니다. 이 확률이 5 %는 되는 $p$라면 아직 버릴 수 없습니다.
#
# **먼저 예상해 보세요.** 버릴 수 없는 가장 큰 미검률은 몇 %일까요? 1 %? 5 %? 15 %?

# %%
for defects in (10, 20, 60, 100, 300):
    most = 1 - 0.05 ** (1 / defects)
    print(
        f"불량 {defects:3d}개를 모두 잡음: 미검률은 {most:5.1%}까지도 가능 "
        f"(3/{defects} = {3 / defects:5.1%}), 잘라 볼 부품 {defects / 0.02:6,.0f}개"
    )

# %% [markdown]
# 하나도 놓치지 않았을 때의 윗값은 거의 **3 ÷ 불량 개수**입니다. 현장에서 암산할 수 있는 이 규칙을 **3의 법칙**(rule of three)이라고 합니다. "미검률
# 1 % 아래"를 보이려면 불량이 300개, 곧 부품을 15,000개나 잘라 봐야 합니다. 그래서 불량을 **일부러 모아 둔 시험편**이 필요합니다.
#
# ### 직접 해 보기
#
# 불량 59개를 시험해 하나도 놓치지 않았습니다. 3의 법칙이 아니라 위의 식으로, 버릴 수 없는 가장 큰 미검률(0에서 1 사이)을 구하세요.

# %%
my_most = ...


# %%
check("가장 큰 미검률", my_most, 1 - 0.05 ** (1 / 59))

# %% [markdown]
# ## 5. 경보가 줄었으니 좋아진 걸까요?
#
# 임계값을 정하고 반년이 지났습니다. 한 주에 찍는 2,000장에서 **걸린 부품의 비율**을 현황판에 그려 두었습니다. 공정은 그대로이고 기공도 그대로
# 2 %쯤 생깁니다. 다만 조명이 늙습니다. 여기서는 **26주에 걸쳐 지수적으로 어두워져 절반**이 된다고 칩니다.

# %%
weeks = np.arange(27)
lamp = 0.5 ** (weeks / 26)  # (weeks,) 1 is new
limit = from_sound_parts(score[choose], is_defect[choose])
generator = np.random.default_rng(8)
by_week = [make_pictures(2000, generator, lamp=light) for light in lamp]

# %% [markdown]
# **먼저 예상해 보세요.** 조명이 어두워지면 걸리는 부품이 늘까요, 줄까요? 미검은요?


# %%
def weekly(score_of, limit):
    """Percent flagged of all and percent missed of the defects, for each week; (weeks, 2)."""
    rows = []
    for photos, pores in by_week:
        flagged = score_of(photos) >= limit
        rows.append([100 * flagged.mean(), 100 * np.mean(~flagged[pores > 0])])
    return np.array(rows)


# %%
flagged_percent, missed_percent = weekly(depth_score, limit).T
fig, axes = plt.subplots(1, 2, figsize=(10, 3))
axes[0].plot(weeks, flagged_percent, marker="o")
axes[0].set(xlabel="주", ylabel="걸린 부품 (%)", ylim=(0, 6), title="현황판에 보이는 것")
axes[1].plot(weeks, missed_percent, marker="o", color="tab:red")
axes[1].set(xlabel="주", ylabel="놓친 불량 (%)", ylim=(0, 60), title="현황판에 보이지 않는 것")
plt.show()
first, last = slice(0, 4), slice(-4, None)
print(
    f"처음 4주: 걸림 {flagged_percent[first].mean():.1f} %, 놓침 {missed_percent[first].mean():.0f} %"
)
print(
    f"마지막 4주: 걸림 {flagged_percent[last].mean():.1f} %, 놓침 {missed_percent[last].mean():.0f} %"
)

# %% [markdown]
# 걸리는 부품이 줄어 회의에서 칭찬을 받았을 텐데, 사실은 **검사기의 눈이 어두워진** 것입니다. 빛이 줄면 기공의 깊이도 같은 비율로 얕아지는데
# 임계값은 그대로이니까요. 이렇게 자료가 서서히 변해 가는 것을 **드리프트**(drift)라고 합니다. **경보가 줄어드는 것은 좋은 소식일 수도, 가장 나쁜
# 소식일 수도 있습니다.**
#
# ## 6. 같은 자로 재기
#
# 깊이를 사진 자신의 밝기로 **나누면** 어떨까요? 조명이 절반이 되면 깊이도 밝기도 절반이니 비율은 그대로입니다.


# %%
def ratio_score(pictures):
    """The depth as a share of the picture's own brightness; (parts,)."""
    flat = smooth(pictures / reference)
    return 1 - flat.min(axis=(1, 2)) / np.median(flat, axis=(1, 2))


# %%
ratio = ratio_score(pictures[choose])
ratio_limit = from_sound_parts(ratio, is_defect[choose])
print(f"비율의 임계값 {ratio_limit:.3f}")

# %% [markdown]
# **먼저 예상해 보세요.** 비율로 재면 조명이 절반이 되어도 **아무것도** 달라지지 않을까요?

# %%
ratio_flagged, ratio_missed = weekly(ratio_score, ratio_limit).T
for name, flagged, missed in (
    ("깊이", flagged_percent, missed_percent),
    ("비율", ratio_flagged, ratio_missed),
):
    print(
        f"{name}: 걸림 {flagged[first].mean():4.1f} → {flagged[last].mean():4.1f} %, "
        f"놓침 {missed[first].mean():3.0f} → {missed[last].mean():3.0f} %"
    )

# %% [markdown]
# 미검은 늘지 않습니다. 대신 이번에는 **과검이 늘어납니다.** 빛이 줄면 알갱이의 흔들림 $\sqrt{n}/n$이 커져서 정상인 면에도 어두운 점이
# 생기기 때문입니다. 나눗셈은 밝기를 되돌려 주지만 **들어오지 않은 빛**을 만들어 주지는 못합니다. 그래도 두 실패는 무게가 다릅니다. 과검은
# 현황판에 **보이고**, 미검은 보이지 않습니다. 고장 나더라도 **눈에 띄게** 고장 나는 쪽을 고르세요.
#
# 직접 만져 보세요. 조명을 어둡게 하면서 두 점수의 봉우리와 손해를 견주어 보세요. 임계값은 조명이 새것일 때 정한 그대로입니다.
#
# **먼저 예상해 보세요.** 조명이 절반일 때 손해가 더 적은 쪽은 깊이일까요, 비율일까요?


# %%
@interact(light=(0.3, 1.0, 0.05), by_ratio=False)
def show_light(light=1.0, by_ratio=False):
    photos, pores = make_pictures(4000, np.random.default_rng(9), lamp=light)
    now, edge = (ratio_score(photos), ratio_limit) if by_ratio else (depth_score(photos), limit)
    fig, ax = plt.subplots(figsize=(7, 3))
    bins = np.linspace(0, 3.5 * edge, 60)
    ax.hist(now[pores == 0], bins, alpha=0.7, label="정상")
    ax.hist(now[pores > 0], bins, alpha=0.7, label="불량")
    ax.axvline(edge, color="black", linestyle="--")
    loss = loss_per_thousand(edge, now, pores > 0)
    missed, alarms = np.mean(now[pores > 0] < edge), np.mean(now[pores == 0] >= edge)
    ax.set_title(f"미검 {missed:.0%}, 과검 {alarms:.1%}, 천 개에 {loss:.0f}만 원 손해")
    ax.set(xlabel="비율" if by_ratio else "깊이", ylabel="부품 수", yscale="log")
    ax.legend()
    plt.show()


# %% [markdown]
# ## 7. 정답 없이 지켜보기
#
# 미검은 고객이 알려 줄 때까지 모릅니다. 그렇다면 정답이 없어도 볼 수 있는 것을 지켜봅시다. 바로 **사진의 밝기**입니다. 걸린 비율과 밝기 가운데
# 어느 쪽이 먼저 알려 줄까요? 처음 네 주와 견주어, 우연으로 보기 어려울 만큼(흔들림의 세 배) 벗어난 첫 주를 찾습니다.
#
# **먼저 예상해 보세요.** 한 주에 200장만 본다면 밝기는 몇 주 만에, 걸린 비율은 몇 주 만에 알아챌까요?

# %%
seen = slice(0, 200)
brightness = np.array([photos[seen].mean() for photos, _ in by_week])  # (weeks,)
part_spread = by_week[0][0][seen].mean(axis=(1, 2)).std()  # between parts
brightness_sigma = part_spread / np.sqrt(200)
flag_share = np.array([np.mean(depth_score(photos[seen]) >= limit) for photos, _ in by_week])
usual = flag_share[:4].mean()
flag_sigma = np.sqrt(usual * (1 - usual) / 200)
print(
    f"밝기 {brightness[:4].mean():.1f} ± {brightness_sigma:.2f}, 걸림 {usual:.1%} ± {flag_sigma:.1%}"
)

# %%
for name, values, sigma in (
    ("밝기", brightness, brightness_sigma),
    ("걸린 비율", flag_share, flag_sigma),
):
    far = np.flatnonzero(np.abs(values - values[:4].mean()) > 3 * sigma)
    far = far[far >= 4]
    print(f"{name}: " + (f"{far[0]}주에 알아챔" if len(far) else "26주가 지나도 알아채지 못함"))

# %% [markdown]
# 밝기는 부품 사이에 몇 %밖에 흔들리지 않고 200장을 평균하면 더 조용해집니다. 걸린 비율은 200장에 대여섯 장쯤이라 우연에 묻힙니다. **드문 것을 세어서
# 드리프트를 찾지 말고, 흔하고 조용한 것을 재세요.** 정답이 늦게 오는 현장에서 이 한 줄이 가장 쓸모 있습니다.
#
# 다만 밝기가 알려 주는 것은 **빛의 변화**뿐입니다. 렌즈에 기름이 튀어 한 귀퉁이만 흐려졌다면? 새 금형에서 다른 모양의 불량이 나온다면? 그래서
# 근무를 시작할 때마다 **불량 시험편**을 한 번씩 통과시킵니다. 정답을 아는 불량이니까요.
#
# ---
# ## 기억하기
#
# - 검사 모델보다 **조명과 기준 사진**이 먼저입니다.
# - 얼마나 믿을지는 부품 수가 아니라 **불량의 개수**가 정합니다. 불량이 적으면 정상을 보고 기준을 정하고 불량은 시험에 아낍니다.
# - 하나도 놓치지 않았어도 미검률은 **3 ÷ 불량 개수**까지 가능합니다.
# - 조명이 늙으면 기준이 조용히 틀려집니다. **경보가 줄면** 기뻐하기 전에 빛부터 봅니다.
# - 드물고 늦게 오는 정답 대신 **흔하고 조용한 것**(밝기)을 지켜보고, 시험편으로 확인합니다.
#
# ## 물음
#
# 1. 불량 50개 가운데 1개를 놓쳤습니다. "미검률 2 %"라는 보고에 무엇을 덧붙여야 할까요?
# 2. 조명을 새것으로 바꾸는 날, 임계값은 무엇을 보고 다시 확인하겠습니까?
# 3. 기준 사진을 만들 때 불량이 한두 장 섞이면 어떻게 될까요? 500장이라면, 5장이라면?
# 4. 자동 노출 카메라는 어두워지면 스스로 밝기를 올립니다. 밝기만 지켜보는 방법에는 어떤 문제가 생길까요?
#
# ## 더 가 보기
#
# - `make_pictures`의 빛 `3000`을 `300`으로 바꾸어(조명 10분의 1, `electrons / 30`도 `electrons / 3`으로) 처음부터 다시 실행해 보세요. 같은 과검에서 재현율은 얼마나
#   떨어지나요? 싼 조명을 살지 정하려면 무엇과 견주어야 할까요?
# - 임계값을 주마다 그 주의 사진에서 다시 정하면(`np.quantile(score, 0.96)`) 깊이 점수로도 버틸 수 있을까요? 불량이 갑자기 세 배가 된 주에는
#   무슨 일이 생길까요?
