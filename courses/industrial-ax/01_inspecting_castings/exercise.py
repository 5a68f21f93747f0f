# %% [markdown]
# # 밸브 몸통 검사기를 맡았습니다
#
# 서구의 한 주물 공장이 밸브 몸통의 깎은 면을 카메라로 검사합니다. 오늘부터 이 검사기의 기준은 여러분이 정합니다. 빛을 고르게 하는 일부터 정답
# 없이 지켜보는 일까지, 조각을 하나씩 만들어 보세요.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.3 GB | 필요 없음 | 합성 데이터: 사진 3,000장, 16×16 화소 (씨앗 61) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.
#
# 이 과제에서도 점수가 임계값 **이상**이면 걸립니다. `is_defect`는 참/거짓 배열입니다.

# %% locked="setup"
import numpy as np

np.set_printoptions(suppress=True)
generator = np.random.default_rng(61)
row, column = np.mgrid[-1:1:16j, -1:1:16j]
shading = 1 - 0.2 * (row**2 + column**2)  # (16, 16)
is_defect = generator.random(3000) < 0.02  # (parts,)
surface = 100 * shading * generator.normal(1, 0.04, (3000, 1, 1))
for part in np.flatnonzero(is_defect):
    y, x = generator.integers(2, 14, 2)
    surface[part, y - 1 : y + 1, x - 1 : x + 1] *= 1 - generator.uniform(0.1, 0.5)
pictures = generator.normal(surface, 3.0)  # (parts, 16, 16) grey levels
master = pictures[~is_defect][:300].mean(axis=0)  # (16, 16) the reference picture


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
# ## 1. 빛을 고르게 (3점)
#
# 사진들 `(parts, rows, columns)`과 기준 사진 `(rows, columns)`을 받아 **새** 배열을 돌려주세요.
#
# 1. 사진마다 기준 사진으로 나눕니다(화소끼리).
# 2. 나눈 사진마다 **자기 중앙값**으로 다시 나눕니다. 그러면 어느 사진이든 가운데 밝기가 1이 됩니다.
#
# 조명이 절반이 되어도 결과는 같아야 합니다. 받은 배열은 바꾸지 마세요.


# %% solution="even_light"
def even_light(pictures, master):
    """Pictures without shading or lamp: each has median 1; (parts, rows, columns)."""
    ### BEGIN SOLUTION
    flat = pictures / master
    return flat / np.median(flat, axis=(1, 2), keepdims=True)
    ### END SOLUTION


# %% grade="even_light_forgets_the_lamp" points=3
_master = np.array([[1.0, 2.0], [4.0, 2.0]])
_sound = np.array([[[10.0, 20.0], [40.0, 20.0]], [[5.0, 10.0], [20.0, 2.0]]])
check("고르게 한 사진", even_light(_sound.copy(), _master), [[[1, 1], [1, 1]], [[1, 1], [1, 0.2]]])
### BEGIN HIDDEN TESTS
_before = _sound.copy()
# catches pictures that are changed in place
even_light(_before, _master)
check("받은 사진", _before, _sound)
# catches the median of all pictures together
check(
    "조명이 절반일 때",
    even_light(_sound * np.array([[[1.0]], [[0.5]]]), _master)[1],
    [[1, 1], [1, 0.2]],
)
# catches a mean written for the median
check(
    "기공이 깊은 사진",
    even_light(np.array([[[1.0, 2.0], [0.0, 2.0]]]), _master),
    [[[1, 1], [0, 1]]],
)
# catches the brightest pixel for the median
check("밝은 티", even_light(np.array([[[10.0, 20.0], [40.0, 60.0]]]), _master), [[[1, 1], [1, 3]]])
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 가장 어두운 자리의 깊이 (3점)
#
# 고르게 한 사진마다, 이웃한 **2×2 화소의 평균** 가운데 **가장 작은 값**을 1에서 뺀 **깊이**를 돌려주세요. 2×2는 사진 안에 온전히 들어가는 것만
# 봅니다. 16×16이라면 2×2의 자리는 15×15개입니다. (도움말: 네 조각으로 어긋나게 잘라 더하면 반복문이 필요 없습니다.)


# %% solution="depth"
def depth(even):
    """1 minus the darkest mean of 2 by 2 neighbours; (parts,)."""
    ### BEGIN SOLUTION
    means = (even[:, :-1, :-1] + even[:, 1:, :-1] + even[:, :-1, 1:] + even[:, 1:, 1:]) / 4
    return 1 - means.min(axis=(1, 2))
    ### END SOLUTION


# %%
try:
    score = depth(even_light(pictures, master))
    print(
        f"정상의 깊이 {np.median(score[~is_defect]):.3f}, 불량의 깊이 {np.median(score[is_defect]):.3f}"
    )
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="depth_finds_the_darkest_four" points=3
_plain = np.ones((3, 4, 5))
_plain[1, 1:3, 2:4] = 0.6
_plain[2, 3, 4] = 0.2
check("깊이", depth(_plain), [0, 0.4, 0.2])
### BEGIN HIDDEN TESTS
# catches neighbours around the corner
_corners = np.ones((1, 3, 3))
_corners[0, 0, 0] = _corners[0, 2, 2] = _corners[0, 0, 2] = _corners[0, 2, 0] = 0.0
check("네 구석이 어두운 사진", depth(_corners), [0.25])
# catches blocks of 2 by 2 that do not overlap
_middle = np.ones((1, 4, 4))
_middle[0, 1:3, 1:3] = 0.0
check("한가운데의 기공", depth(_middle), [1.0])
# catches the lightest or an absolute depth
_bright = np.ones((1, 4, 4))
_bright[0, 0, 0] = 3.0
check("밝은 얼룩", depth(_bright), [0.0])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 정상만 보고 정하는 임계값 (4점)
#
# 정상 부품들의 점수와 감당할 수 있는 과검의 몫 `share`(0에서 1 사이)를 받아 임계값을 돌려주세요.
#
# - 후보는 정상 부품의 **서로 다른 점수 전부**와 아무것도 걸지 않는 `np.inf`입니다.
# - 걸리는 정상 부품의 비율이 `share`를 **넘지 않는** 후보 가운데 **가장 작은 것**을 고릅니다. 작아야 불량을 많이 잡으니까요.
#
# 점수가 같은 부품은 함께 걸립니다. 그래서 흔히 쓰는 `np.quantile`로는 몫을 넘을 수 있습니다.


# %% solution="threshold_for"
def threshold_for(sound_scores, share):
    """The lowest threshold that flags at most `share` of the sound parts."""
    ### BEGIN SOLUTION
    for threshold in np.unique(sound_scores):
        if np.mean(sound_scores >= threshold) <= share:
            return threshold
    return np.inf
    ### END SOLUTION


# %% grade="threshold_for_keeps_its_promise" points=4
_scores = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
check("열에 둘까지", threshold_for(_scores, 0.2), 0.9)
check("열에 하나까지", threshold_for(_scores, 0.1), 1.0)
### BEGIN HIDDEN TESTS
# catches a promise broken by parts of equal score
check("점수가 같은 부품", threshold_for(np.array([0.1, 0.2, 0.5, 0.5, 0.5]), 0.4), np.inf)
# catches the highest score where nothing may be flagged
check("하나도 걸지 않을 때", threshold_for(_scores, 0.0), np.inf)
# catches "less than" written for "at most", and scores that are not in order
check("순서가 섞인 점수", threshold_for(np.array([0.4, 0.1, 0.3, 0.2]), 0.5), 0.3)
# catches candidates that stop short of the lowest score
check("모두 걸어도 될 때", threshold_for(_scores, 1.0), 0.1)
_tied = np.array([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.8, 0.8, 1.0])
# catches giving up where equal scores break the promise, though a higher score keeps it
check("같은 점수들 다음의 점수", threshold_for(_tied, 0.2), 1.0)
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 버릴 수 없는 가장 큰 미검률 (4점)
#
# 불량 `defects`개로 시험해서 `missed`개를 놓쳤습니다. 수업에서는 하나도 놓치지 않은 경우만 보았습니다. 이제 놓친 것이 있어도 답하게 합시다.
#
# 진짜 미검률이 $p$일 때 `missed`개 **이하**로 놓칠 확률은 아래 `at_most`가 알려 줍니다. $p$가 커질수록 이 확률은 작아집니다. 이 확률이 **5 %가
# 되는** $p$를 0.000001보다 가깝게 구해 돌려주세요. 모두 놓쳤다면(`missed == defects`) 1입니다.
#
# (도움말: $p$를 0과 1 사이에서 반씩 좁혀 가세요. 확률이 5 %보다 크면 답은 더 오른쪽에 있습니다. 20번 좁히면 백만분의 1입니다.)

# %% locked="at_most"
from math import comb


def at_most(missed, defects, share):
    """Chance to miss `missed` or fewer of `defects` when `share` of all are missed."""
    chances = [
        comb(defects, count) * share**count * (1 - share) ** (defects - count)
        for count in range(missed + 1)
    ]
    return sum(chances)


# %% solution="largest_miss_rate"
def largest_miss_rate(missed, defects):
    """The miss rate at which so few misses would be luck of 5 %."""
    ### BEGIN SOLUTION
    if missed == defects:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if at_most(missed, defects, middle) > 0.05:
            low = middle
        else:
            high = middle
    return high
    ### END SOLUTION


# %%
try:
    for missed in (0, 1, 3):
        print(f"불량 60개 가운데 {missed}개를 놓침: {largest_miss_rate(missed, 60):.1%}까지도 가능")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")


# %% grade="largest_miss_rate_counts_the_luck" points=4
def _is_close(name, mine, reference):
    assert mine is not None, f"{name}: 함수가 None을 돌려주었습니다. return을 빠뜨리지 않았나요?"
    assert abs(mine - reference) < 2e-6, (
        f"{name}: {mine:.6f}입니다. 기대하는 값은 {reference:.6f}입니다."
    )


_is_close("20개를 모두 잡음", largest_miss_rate(0, 20), 1 - 0.05 ** (1 / 20))
_is_close("하나뿐인 불량을 놓침", largest_miss_rate(1, 1), 1.0)
### BEGIN HIDDEN TESTS
# catches the rule of three, which is only near
_is_close("5개를 모두 잡음", largest_miss_rate(0, 5), 1 - 0.05 ** (1 / 5))
# catches the share that was seen, and bounds that forget the misses
_is_close("2개 가운데 1개", largest_miss_rate(1, 2), 0.95**0.5)
# catches 2.5 % on each side
_is_close("60개 가운데 3개", largest_miss_rate(3, 60), 0.124187)
# catches all of them missed
_is_close("7개를 모두 놓침", largest_miss_rate(7, 7), 1.0)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 빛을 지켜보기 (3점)
#
# 날마다 잰 사진의 평균 밝기 배열과, 처음 며칠(`first_days`)을 받습니다. 처음 며칠의 평균과 표준편차(`std`)를 **기준**으로 삼아, 그다음 날들
# 가운데 기준 평균에서 표준편차의 **3배보다 크게** 벗어난 날이 **이틀 이어지면** 경보입니다. 하루짜리는 문을 열어 둔 날일 수 있습니다.
#
# - 위로든 아래로든 벗어나면 셉니다. 다만 이틀이 **같은 쪽**이어야 합니다.
# - 경보가 울린 날(이어진 이틀의 **둘째 날**)의 번호를 돌려주세요. 날은 0부터 셉니다. 없으면 `-1`입니다.


# %% solution="light_alarm"
def light_alarm(brightness, first_days):
    """The day on which the light has been off for two days on the same side, else -1."""
    ### BEGIN SOLUTION
    usual = brightness[:first_days]
    distance = (brightness - usual.mean()) / usual.std()
    side = np.where(np.abs(distance) > 3, np.sign(distance), 0)
    for day in range(first_days + 1, len(brightness)):
        if side[day] != 0 and side[day] == side[day - 1]:
            return day
    return -1
    ### END SOLUTION


# %% grade="light_alarm_needs_two_days" points=3
_usual = [99.0, 101.0, 99.0, 101.0]
check("이틀 어두움", light_alarm(np.array([*_usual, 100.0, 96.0, 95.0, 94.0]), 4), 6)
check("하루만 어두움", light_alarm(np.array([*_usual, 100.0, 90.0, 100.0]), 4), -1)
### BEGIN HIDDEN TESTS
# catches a watch for dark days only
check("밝아진 빛", light_alarm(np.array([*_usual, 104.0, 105.0]), 4), 5)
# catches two days on different sides
check("하루는 밝고 하루는 어두움", light_alarm(np.array([*_usual, 104.0, 96.0]), 4), -1)
# catches a spread that the drift itself has widened
check("오래 어두움", light_alarm(np.array([*_usual, *[96.0] * 30]), 4), 5)
# catches >= for >
check("꼭 세 배", light_alarm(np.array([*_usual, 97.0, 97.0]), 4), -1)
# catches far days that need not follow each other
check("띄엄띄엄", light_alarm(np.array([*_usual, 90.0, 100.0, 90.0, 100.0]), 4), -1)
_restless = [98.0, 102.0, 98.0, 102.0]
# catches a limit of three grey levels instead of three standard deviations
check("들쭉날쭉한 기준", light_alarm(np.array([*_restless, 95.0, 95.0]), 4), -1)
# catches the standard deviation over n - 1
check("세 배를 조금 넘을 때", light_alarm(np.array([*_usual, 96.8, 96.8]), 4), 5)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 공장장에게 보내는 답 (3점, 강사가 읽고 채점)
#
# 공장장이 물었습니다. "지난달보다 걸리는 부품이 **절반으로** 줄었네요. 공정이 좋아졌으니 검사를 느슨하게 해도 되겠지요? 지난주에 불량 시험편
# **12개**를 넣어 봤더니 하나도 안 놓쳤다고 하던데요." 아래 셀을 실행해 숫자를 보고 **네 문장**으로 답하세요. ① 걸린 부품이 줄어든 까닭으로 생각할 수
# 있는 것 두 가지, ② 둘을 가르려면 무엇을 볼지, ③ 시험편 12개의 결과로 말할 수 있는 것을 **숫자로**, ④ 오늘 할 일 한 가지.

# %%
try:
    print(f"불량 12개를 모두 잡음: 미검률은 {largest_miss_rate(0, 12):.1%}까지도 가능")
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown] answer="answer_to_the_manager" points=3
# ### BEGIN SOLUTION
# (모범 답의 예) 걸린 부품이 줄어든 것은 기공이 정말 줄었기 때문일 수도, 조명이나 렌즈가 어두워져 기공이 얕게 찍히기 때문일 수도 있습니다. 사진의
# 평균 밝기를 설치한 때와 견주고, 걸리지 않은 부품을 조금 잘라 보면 가릴 수 있습니다. 시험편 12개를 다 잡았어도 진짜 미검률은 22.1 %까지 가능하니
# "놓치지 않는다"고 말할 수 없습니다. 오늘은 기준을 그대로 두고 밝기 기록을 확인한 뒤, 시험편을 더 모아 다시 넣어 보겠습니다.
#
# 채점: ① 두 가지 까닭(공정과 눈) 1점, ② 정답 없이 볼 수 있는 것(밝기 등)이나 잘라 보기 0.5점, ③ 22 %까지 가능함 1점("3의 법칙으로 25 %"도 인정),
# ④ 느슨하게 하지 않고 할 수 있는 확인 0.5점.
# ### END SOLUTION
