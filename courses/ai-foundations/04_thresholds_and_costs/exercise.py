# %% [markdown]
# # 납땜 검사기의 기준 정하기
#
# 부평의 전자 기판 공장에서 카메라 검사기가 납땜 자리마다 "불량일 가능성"을 말해 줍니다. 기준을 정하는 것은 여러분입니다. 배열 전체를 한 번에
# 계산하면 반복문은 거의 필요 없습니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.2 GB | 필요 없음 | 합성 데이터: 납땜 자리 4,000곳 (씨앗 41) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.
#
# 이 과제에서 `is_defect`는 참/거짓 배열이고, 가능성이 임계값 **이상**이면 걸립니다.

# %% locked="setup"
import numpy as np

np.set_printoptions(suppress=True)
generator = np.random.default_rng(41)
probability = (
    generator.beta(0.1, 1.9, 4000).round(3).clip(0, 0.999)
)  # (joints,) what machine A says
is_defect = generator.random(4000) < probability  # (joints,) bool; A is right about chances
odds = 19 * probability / (1 - probability)
probability_b = (odds / (1 + odds)).round(3)  # machine B learnt from as many bad joints as good


# %% locked="check"
def check(name, mine, reference):
    """Stop with the difference when `mine` is not `reference`."""
    assert mine is not None, f"{name}: 함수가 None을 돌려주었습니다. return을 빠뜨리지 않았나요?"
    mine, reference = np.asarray(mine, dtype=float), np.asarray(reference, dtype=float)
    assert mine.shape == reference.shape, (
        f"{name}: 모양이 {mine.shape}입니다. 기대하는 모양은 {reference.shape}입니다."
    )
    wrong = ~np.isclose(mine, reference, equal_nan=True)
    if wrong.any():
        where = tuple(int(index) for index in np.argwhere(wrong)[0])
        place = f"{where} 자리의 값이 " if where else "값이 "
        raise AssertionError(
            f"{name}: {place}{mine[where]:.6g}입니다. 기대하는 값은 {reference[where]:.6g}입니다."
        )


# %% [markdown]
# ## 1. 네 칸으로 나누기 (3점)
#
# 혼동 행렬을 `(2, 2)` 배열로 돌려주세요. 자리는 수업과 같습니다.
#
# | | 통과 | 걸림 |
# |---|---|---|
# | **정상** | 통과한 정상 | 과검 |
# | **불량** | 미검 | 잡은 불량 |


# %% solution="confusion"
def confusion(is_defect, probability, threshold):
    """Counts, rows sound and defective, columns passed and flagged; (2, 2)."""
    ### BEGIN SOLUTION
    flagged = probability >= threshold
    return np.array(
        [
            [np.sum(~is_defect & ~flagged), np.sum(~is_defect & flagged)],
            [np.sum(is_defect & ~flagged), np.sum(is_defect & flagged)],
        ]
    )
    ### END SOLUTION


# %%
try:
    print(confusion(is_defect, probability, 0.5))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="confusion_has_four_corners" points=3
_truth = np.array([False, False, False, True, True, True, True])
_chance = np.array([0.1, 0.2, 0.7, 0.1, 0.8, 0.9, 0.95])
check("네 칸", confusion(_truth, _chance, 0.5), [[2, 1], [1, 3]])
check("모두 걸릴 때", confusion(_truth, _chance, 0.0), [[0, 3], [0, 4]])
### BEGIN HIDDEN TESTS
# catches > written for >=
check("임계값과 같은 가능성", confusion(_truth, _chance, 0.7), [[2, 1], [1, 3]])
# catches a threshold of 0.5 written into the body
check("높은 임계값", confusion(_truth, _chance, 0.92), [[3, 0], [3, 1]])
# catches a table that shrinks where one kind does not occur
check(
    "불량이 없을 때",
    confusion(np.zeros(2, dtype=bool), np.array([0.1, 0.9]), 0.5),
    [[1, 1], [0, 0]],
)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 정밀도와 재현율 (3점)
#
# `[정밀도, 재현율]`을 0과 1 사이의 수로 돌려주세요. 걸린 것이 하나도 없으면 정밀도라는 것이 없고, 불량이 하나도 없으면 재현율이라는 것이
# 없습니다. 그 자리에는 `np.nan`을 넣으세요. 경고가 나오지 않게 하는 것도 문제의 일부입니다.


# %% solution="precision_and_recall"
def precision_and_recall(is_defect, probability, threshold):
    """Both as shares of 1, precision first; NaN where there is nothing to divide by."""
    ### BEGIN SOLUTION
    flagged = probability >= threshold
    caught = np.sum(is_defect & flagged)
    precision = caught / flagged.sum() if flagged.any() else np.nan
    recall = caught / is_defect.sum() if is_defect.any() else np.nan
    return np.array([precision, recall])
    ### END SOLUTION


# %% grade="precision_and_recall_know_their_base" points=3
_truth = np.array([False, False, True, True, True, True, True])
_chance = np.array([0.1, 0.7, 0.1, 0.2, 0.8, 0.9, 0.95])
check("정밀도와 재현율", precision_and_recall(_truth, _chance, 0.5), [3 / 4, 3 / 5])
### BEGIN HIDDEN TESTS
import warnings as _warnings

with _warnings.catch_warnings():
    _warnings.simplefilter("error")  # catches a division by zero that is only painted over
    # catches 0 or 1 written where there is no precision
    check("아무것도 걸리지 않을 때", precision_and_recall(_truth, _chance, 0.99), [np.nan, 0])
    # catches 0 or 1 written where there is no recall
    check(
        "불량이 없을 때",
        precision_and_recall(np.zeros(2, dtype=bool), np.array([0.1, 0.9]), 0.5),
        [0, np.nan],
    )
# catches a base that was counted for one threshold only
check("모두 걸릴 때", precision_and_recall(_truth, _chance, 0.0), [5 / 7, 1])
# catches > written for >=
check("임계값과 같은 가능성", precision_and_recall(_truth, _chance, 0.7), [3 / 4, 3 / 5])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 손해가 가장 적은 임계값 (4점)
#
# 미검 하나는 `miss`, 과검 하나는 `scrap`의 손해입니다. 주어진 자료에서 **총손해가 가장 적은 임계값**을 돌려주세요.
#
# - 후보는 자료에 나온 **서로 다른 가능성 전부**와, 아무것도 걸지 않는 `np.inf`입니다.
# - 손해가 같은 후보가 여럿이면 가장 **높은** 것(가장 덜 버리는 쪽)을 고르세요.


# %% solution="cheapest_threshold"
def cheapest_threshold(is_defect, probability, miss, scrap):
    """The threshold with the lowest total loss, the highest of equals; inf flags nothing."""
    ### BEGIN SOLUTION
    candidates = np.append(np.unique(probability), np.inf)[::-1]  # highest first
    losses = []
    for threshold in candidates:
        flagged = probability >= threshold
        losses.append(miss * np.sum(is_defect & ~flagged) + scrap * np.sum(~is_defect & flagged))
    return candidates[np.argmin(losses)]
    ### END SOLUTION


# %%
try:
    print("미검 30, 과검 1:", cheapest_threshold(is_defect, probability, miss=30, scrap=1))
    print("미검 1, 과검 30:", cheapest_threshold(is_defect, probability, miss=1, scrap=30))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="cheapest_threshold_counts_the_cost" points=4
_truth = np.array([False, False, True, False, True])
_chance = np.array([0.1, 0.2, 0.3, 0.6, 0.9])
check("미검이 비쌀 때", cheapest_threshold(_truth, _chance, miss=30, scrap=1), 0.3)
check("과검이 비쌀 때", cheapest_threshold(_truth, _chance, miss=1, scrap=30), 0.9)
### BEGIN HIDDEN TESTS
_fine = np.array([0.0031, 0.0042, 0.0043]), np.array([False, True, True])
# catches candidates on a coarse grid
check("촘촘한 가능성", cheapest_threshold(_fine[1], _fine[0], miss=30, scrap=1), 0.0042)
# catches candidates that always flag something
check(
    "불량이 없을 때",
    cheapest_threshold(np.zeros(3, dtype=bool), np.array([0.2, 0.5, 0.7]), miss=30, scrap=1),
    np.inf,
)
# catches the lowest of equals
check(
    "손해가 같을 때",
    cheapest_threshold(np.array([True, False]), np.array([0.4, 0.3]), miss=1, scrap=0),
    0.4,
)
# catches joints of one probability that are told apart
check(
    "가능성이 같은 자리들",
    cheapest_threshold(
        np.array([True, False, False, False]), np.array([0.5, 0.5, 0.5, 0.2]), miss=1, scrap=1
    ),
    np.inf,
)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 말한 가능성과 실제 비율 (3점)
#
# 가능성을 구간으로 묶어 보정을 확인합니다. `edges`가 `[0, 0.1, 0.5, 1]`이면 구간은 셋입니다. 구간마다 한 줄씩 `[개수, 말한 가능성의 평균, 실제
# 불량 비율]`을 담은 `(구간 수, 3)` 배열을 돌려주세요.
#
# - 구간은 왼쪽 끝을 넣고 오른쪽 끝을 뺍니다. **마지막 구간만** 오른쪽 끝도 넣습니다.
# - 어느 구간에도 들지 않는 가능성은 세지 않습니다.
# - 빈 구간은 개수 0, 나머지는 `np.nan`입니다. 이번에도 경고가 나오면 안 됩니다.


# %% solution="calibration"
def calibration(is_defect, probability, edges):
    """One row a bin: count, mean probability, share of defects; (bins, 3)."""
    ### BEGIN SOLUTION
    rows = []
    for place in range(len(edges) - 1):
        inside = (probability >= edges[place]) & (probability < edges[place + 1])
        if place == len(edges) - 2:
            inside |= probability == edges[-1]
        if inside.any():
            rows.append([inside.sum(), probability[inside].mean(), is_defect[inside].mean()])
        else:
            rows.append([0, np.nan, np.nan])
    return np.array(rows)
    ### END SOLUTION


# %% grade="calibration_fills_every_bin" points=3
_chance = np.array([0.05, 0.05, 0.2, 0.3, 0.4, 0.7])
_truth = np.array([False, False, True, False, True, True])
check(
    "세 구간",
    calibration(_truth, _chance, [0, 0.1, 0.5, 1]),
    [[2, 0.05, 0], [3, 0.3, 2 / 3], [1, 0.7, 1]],
)
### BEGIN HIDDEN TESTS
import warnings as _warnings

_ends = np.array([0.0, 0.5, 1.0]), np.array([False, True, True])
# catches a probability of 1 that falls out, and bins closed on the wrong side
check("구간의 끝", calibration(_ends[1], _ends[0], [0, 0.5, 1]), [[1, 0, 0], [2, 0.75, 1]])
with _warnings.catch_warnings():
    _warnings.simplefilter("error")  # catches the mean of nothing
    # catches empty bins that vanish or show 0
    check(
        "빈 구간",
        calibration(_truth, _chance, [0, 0.5, 0.6, 1]),
        [[5, 0.2, 0.4], [0, np.nan, np.nan], [1, 0.7, 1]],
    )
# catches what lies beyond the edges swept into the first or the last bin
check("끝의 밖", calibration(_truth, _chance, [0.1, 0.25, 0.5]), [[1, 0.2, 1], [2, 0.35, 0.5]])
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 통과, 재검, 버림 (3점)
#
# 길이 하나 더 있습니다. 사람이 다시 보는 **재검**입니다. 자리마다 **평균 손해가 가장 적은** 행동을 골라 0(통과), 1(재검), 2(버림)의 배열로
# 돌려주세요.
#
# | 행동 | 가능성이 $p$일 때의 평균 손해 |
# |---|---|
# | 0 통과 | $p \times$ `miss` |
# | 1 재검 | `recheck` (사람은 틀리지 않는다고 칩니다) |
# | 2 버림 | $(1 - p) \times$ `scrap` |
#
# 손해가 같으면 숫자가 작은 행동을 고르세요.


# %% solution="cheapest_action"
def cheapest_action(probability, miss, scrap, recheck):
    """0 pass, 1 recheck or 2 scrap for every joint, whichever costs least on average; (joints,)."""
    ### BEGIN SOLUTION
    losses = [probability * miss, np.full(len(probability), recheck), (1 - probability) * scrap]
    return np.argmin(losses, axis=0)
    ### END SOLUTION


# %%
try:
    actions = cheapest_action(probability, miss=30, scrap=4, recheck=0.5)
    print("통과, 재검, 버림:", np.bincount(actions, minlength=3))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="cheapest_action_weighs_three_ways" points=3
_chance = np.array([0.0, 0.01, 0.02, 0.5, 0.95])
check("세 가지 길", cheapest_action(_chance, miss=30, scrap=4, recheck=0.5), [0, 0, 1, 1, 2])
check("사람이 비쌀 때", cheapest_action(_chance, miss=30, scrap=4, recheck=100), [0, 0, 0, 2, 2])
### BEGIN HIDDEN TESTS
# catches the larger number of equals
check("손해가 같을 때", cheapest_action(np.array([0.25]), miss=2, scrap=4, recheck=0.5), [0])
# catches costs written into the body
check("거저 다시 볼 때", cheapest_action(np.array([0.2, 0.9]), miss=1, scrap=1, recheck=0), [1, 1])
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 새 검사기를 살까요? (2점, 강사가 읽고 채점)
#
# 지금 쓰는 검사기 A 옆에 판매사가 검사기 B를 가져왔습니다. "정확도가 이렇게 높고, 불량일 가능성까지 말해 줍니다." 아래 셀을 실행하고 결과를
# 읽으세요. 미검 하나는 30만 원, 과검 하나는 1만 원입니다.

# %%
try:
    print(f"B의 정확도(임계값 0.95): {np.mean((probability_b >= 0.95) == is_defect):.1%}")
    print(f"모두 정상이라고 할 때의 정확도: {np.mean(~is_defect):.1%}")
    for name, chance in (("A", probability), ("B", probability_b)):
        (_, alarms), (missed, _) = confusion(is_defect, chance, 1 / 31)
        print(
            f"{name}: 임계값 1/31의 손해 {30 * missed + alarms:,}만 원. 개수, 말한 가능성, 실제 비율:"
        )
        print(calibration(is_defect, chance, [0, 0.05, 0.2, 0.5, 1]).round(3))
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown]
# 아래 셀에 **세 문장**으로 답하세요. ① 판매사가 말한 정확도를 어떻게 읽어야 하는지, ② B가 말하는 가능성에 우리 비용으로 정한 임계값(1/31)을
# 그대로 써도 되는지 **표의 숫자를 들어**, ③ B를 사기 전에 무엇을 확인하거나 요구할지 적으세요.

# %% [markdown] answer="whether_to_buy" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 아무것도 재지 않고 모두 정상이라고만 해도 정확도가 95.3 %이므로, 95.6 %라는 정확도는 불량을 찾는다는 뜻이 아닙니다. B가 평균
# 0.773이라고 말한 771곳 가운데 실제 불량은 22.3 %뿐이고 다른 구간도 모두 부풀려져 있어, 1/31을 그대로 쓰면 A보다 손해가 커집니다(1,543만 원
# 대 970만 원). 사기 전에 우리 공장의 기판으로 미검과 과검을 따로 세어 보고, 보정한 가능성을 받거나 배우는 데 쓰지 않은 우리 자료로 임계값을
# 다시 고른 다음 손해를 A와 견주겠습니다.
#
# 채점: ① 모두 정상이라고 할 때와 견줌 0.5점, ② 쓸 수 없다는 판단과 표의 숫자 1점, ③ 우리 자료로 확인할 것 한 가지 0.5점. (B는 A의 가능성을
# 부풀린 것이라 줄 세우는 솜씨는 같습니다. "임계값만 다시 고르면 A와 같아지니 살 까닭이 없다"도 훌륭한 답입니다.)
# ### END SOLUTION
