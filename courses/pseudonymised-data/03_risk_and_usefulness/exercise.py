# %% [markdown]
# # 지키면서 알리는 통계
#
# 계양구의 한 복지관이 "우리 동네 돌봄 통계"를 누구나 보게 공개하려고 합니다. 표는 내보내지 않고 숫자만, 잡음을 더해 내보냅니다. 위험을 재고, 잡음을 만들고, 예산을 지키는 도구를 만드세요.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 60분 | 0.2 GB | 필요 없음 | 합성 데이터: 돌봄 기록 1,500명 (씨앗 53) |
#
# 합성 데이터이며 이름과 번호는 처음부터 만들지 않았습니다.
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np
import pandas as pd

generator = np.random.default_rng(53)
people = pd.DataFrame(
    {
        "village": generator.choice(
            ["계산동", "작전동", "효성동", "장기동"], 1500, p=[0.5, 0.3, 0.19, 0.01]
        ),
        "age": generator.integers(60, 95, 1500),
        "alone": generator.choice(["혼자", "함께", None], 1500, p=[0.4, 0.5, 0.1]),
        "has_dementia": generator.random(1500) < 0.15,
        "hours": generator.gamma(4, 3, 1500).round(1),  # of care in a week
    }
)
people.loc[generator.choice(1500, 6, replace=False), "hours"] = 168.0  # round the clock


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
# ## 1. 위험 두 가지 (3점)
#
# 표와 준식별자 이름들을 받아 `(가장 큰 위험 %, 평균 위험 %)`을 돌려주세요. 묶음이 n명이면 그 묶음 한 사람 한 사람의 위험은 100/n %입니다. 평균은 **사람마다** 낸 위험의 평균입니다. 빈칸도 하나의
# 값입니다. 표는 비어 있지 않다고 보아도 됩니다.


# %% solution="risks"
def risks(table, quasi):
    """The highest and the mean chance to pick a person's row, in percent."""
    ### BEGIN SOLUTION
    sizes = table.groupby(list(quasi), dropna=False).size()
    return float(100 / sizes.min()), float(100 * len(sizes) / len(table))
    ### END SOLUTION


# %%
try:
    print("마을, 나이:", risks(people, ["village", "age"]))
    print("마을만:", risks(people, ["village"]))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="risks_of_people" points=3
_few = pd.DataFrame({"a": ["가", "가", "가", "나"], "b": [1, 1, 1, 1]})
check("가장 큰 위험과 평균 위험(%)", risks(_few, ["a", "b"]), [100, 50])
check("b만 보면", risks(_few, ["b"]), [25, 25])
### BEGIN HIDDEN TESTS
_uneven = pd.DataFrame({"a": ["가"] * 8 + ["나"] * 2})
# catches the mean over groups instead of over people: (12.5 + 50) / 2 is not 20
check("크기가 다른 묶음", risks(_uneven, ["a"]), [50, 20])
_blank = pd.DataFrame({"a": ["가", "가", None, None], "b": [1, 1, 1, 2]})
# catches people with blanks left out
check("빈칸이 있는 표", risks(_blank, ["a", "b"]), [100, 75])
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 라플라스 잡음 (3점)
#
# 채점할 때 늘 같은 답이 나오도록, 잡음은 0과 1 사이의 고른 수 `u`에서 **계산**합니다. 크기가 `scale`인 라플라스 잡음은 다음과 같습니다. `u`는 수 하나일 수도, 배열일 수도 있습니다.
#
# $$ 잡음 = -scale \times 부호(u - 0.5) \times \ln(1 - 2 \, |u - 0.5|) $$
#
# 부호는 `np.sign`, $\ln$은 `np.log`입니다. 그리고 개수 하나에 ε-차분 프라이버시 잡음을 더하는 `noisy_count`도 완성하세요. 개수의 민감도는 1입니다. 결과가 0보다 작으면 0으로 올립니다.


# %% solution="laplace"
def laplace(u, scale):
    """Laplace noise of size `scale` from uniform `u` between 0 and 1; same shape as `u`."""
    ### BEGIN SOLUTION
    return -scale * np.sign(u - 0.5) * np.log(1 - 2 * np.abs(u - 0.5))
    ### END SOLUTION


def noisy_count(count, epsilon, u):
    """`count` with noise for `epsilon`, never below zero."""
    ### BEGIN SOLUTION
    return np.maximum(count + laplace(u, 1 / epsilon), 0)
    ### END SOLUTION


# %%
try:
    noise = laplace(generator.random(100_000), 2.0)
    print(
        f"평균 {noise.mean():.2f} (0에 가까워야), 크기의 평균 {np.abs(noise).mean():.2f} (2에 가까워야)"
    )
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="laplace_by_epsilon" points=3
check("u = 0.5", laplace(0.5, 3.0), 0)
check("양쪽", laplace(np.array([0.1, 0.9]), 2.0), [-3.218876, 3.218876])
check("ε = 0.5인 개수", noisy_count(100, 0.5, 0.9), 103.218876)
### BEGIN HIDDEN TESTS
# catches epsilon taken for the size of the noise
check("ε = 0.1인 개수", noisy_count(100, 0.1, 0.75), 106.931472)
# catches a count below zero
check("작은 개수", noisy_count(2, 0.1, 0.1), 0)
# catches noise that only adds
check("줄어든 개수", noisy_count(100, 1.0, 0.25), 99.306853)
# catches a count below zero that is looked for in one number only
check("여러 u", noisy_count(3, 0.5, np.array([0.1, 0.9])), [0, 6.218876])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 자르고, 평균 내고, 더하기 (4점)
#
# 돌봄 시간의 평균을 내보냅니다. 값을 `low`와 `high` 사이로 **자르고**(벗어난 값은 버리지 말고 끝 값으로 바꿉니다), 평균을 내고, 라플라스 잡음을 더하세요. 사람 수 n은 알려진 수이고, 민감도는
# `(high - low) / n`입니다. 결과는 자르지 않고 그대로 돌려줍니다. 받은 값은 바꾸지 마세요.


# %% solution="noisy_mean"
def noisy_mean(values, low, high, epsilon, u):
    """Mean of the clipped values with noise for `epsilon`."""
    ### BEGIN SOLUTION
    values = np.asarray(values, dtype=float)
    sensitivity = (high - low) / len(values)
    return np.clip(values, low, high).mean() + laplace(u, sensitivity / epsilon)
    ### END SOLUTION


# %%
try:
    hours, u = people["hours"], generator.random(2000)
    for high in [10, 20, 40, 168]:
        off = np.abs(noisy_mean(hours, 0, high, 0.05, u) - hours.mean()).mean()
        print(f"위 끝 {high:3d}시간: 평균 {off:.2f}시간 어긋남")
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% grade="noisy_mean_clips_first" points=4
check("잡음이 0일 때", noisy_mean([1, 2, 30, -7], 0, 10, 1.0, 0.5), 3.25)
check("위로 흔들릴 때", noisy_mean([2, 4], 0, 10, 1.0, 0.75), 3 + 5 * np.log(2))
### BEGIN HIDDEN TESTS
# catches values outside thrown away
check("모두 벗어난 값", noisy_mean([50, 50, -50], 0, 10, 1.0, 0.5), 20 / 3)
# catches `low` forgotten in the sensitivity
check("0이 아닌 아래 끝", noisy_mean([5, 7], 4, 8, 2.0, 0.25), 6 - np.log(2))
# catches the number of people forgotten
check("열 사람", noisy_mean([5] * 10, 0, 10, 1.0, 0.75), 5 + np.log(2))
# catches limits taken from the data
check("모두 같은 값", noisy_mean([3, 3], 0, 4, 0.5, 0.75), 3 + 4 * np.log(2))
# catches a mean that is kept above zero
check("영하의 값", noisy_mean([-5, -5], -10, 0, 1.0, 0.5), -5)
_given = np.array([1.0, 30.0])
noisy_mean(_given, 0, 10, 1.0, 0.5)
# catches values that are cut in place, which the next question would get
check("받은 값", _given, [1, 30])
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 예산 지키기 (3점)
#
# 질문마다 필요한 ε의 리스트 `requests`와 예산 `limit`을 받아, 질문마다 답해도 되는지를 참/거짓의 리스트로 돌려주세요. **온 순서대로** 봅니다. 답하면 그만큼 예산이 줄고, 남은 예산보다 큰 질문은
# **거절**합니다. 거절한 질문은 예산을 쓰지 않으니, 뒤에 온 더 작은 질문에는 답할 수 있습니다.
#
# 컴퓨터에서 `0.1 + 0.1 + 0.1`은 0.3보다 아주 조금 큽니다. 이런 먼지(1e-9) 때문에 거절하지는 마세요.


# %% solution="allow"
def allow(requests, limit):
    """True for every request, in order, that the budget still pays for."""
    ### BEGIN SOLUTION
    answered, spent = [], 0.0
    for epsilon in requests:
        fits = spent + epsilon <= limit + 1e-9
        answered.append(fits)
        spent += epsilon if fits else 0.0
    return answered
    ### END SOLUTION


# %%
try:
    print(allow([0.5, 0.4, 0.2, 0.1], limit=1.0))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="allow_within_budget" points=3
check("차례로", allow([0.5, 0.4, 0.5], 1.0), [1, 1, 0])
check("넉넉한 예산", allow([1, 2, 3], 10), [1, 1, 1])
### BEGIN HIDDEN TESTS
# catches everything refused after the first refusal, and refused questions that cost
check("거절 뒤의 작은 질문", allow([0.6, 0.6, 0.3, 0.2], 1.0), [1, 0, 1, 0])
# catches 0.1 + 0.1 + 0.1 > 0.3
check("먼지", allow([0.1] * 4, 0.3), [1, 1, 1, 0])
# catches every question compared with the whole budget
check("조금씩 여럿", sum(allow([0.25] * 10, 1.0)), 4)
# catches the last of the budget refused
check("딱 맞는 질문", allow([1.0, 0.1], 1.0), [1, 0])
# catches budgets that are rounded
check("조금 모자랄 때", allow([0.998, 0.004], 1.0), [1, 0])
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 동전 설문 풀기 (3점)
#
# 동전 설문의 답(참/거짓 배열)과 **참말을 할 가능성** `honest`를 받아, '예'인 사람의 비율을 짐작해 돌려주세요. 참말을 하지 않는 사람은 고른 동전(예 50 %)을 던집니다. 짐작이 0보다 작으면 0, 1보다 크면 1로
# 고칩니다.


# %% solution="estimate_share"
def estimate_share(answers, honest):
    """The share of true "yes", between 0 and 1."""
    ### BEGIN SOLUTION
    yes = np.mean(answers)
    return float(np.clip((yes - (1 - honest) / 2) / honest, 0, 1))
    ### END SOLUTION


# %% grade="estimate_share_unmixes" points=3
check("절반이 참말", estimate_share([True] * 4 + [False] * 6, 0.5), 0.3)
check("모두 참말", estimate_share([True, False, False, False], 1.0), 0.25)
### BEGIN HIDDEN TESTS
# catches one half written into the body
check("다섯에 넷이 참말", estimate_share([True] * 3 + [False] * 7, 0.8), 0.25)
# catches a share below zero or above one
check("'예'가 너무 적을 때", estimate_share([True] + [False] * 9, 0.5), 0)
check("'예'가 너무 많을 때", estimate_share([True] * 9 + [False], 0.5), 1)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 무엇을 얼마에 공개할까요? (2점, 강사가 읽고 채점)
#
# 마을마다 치매가 있는 어르신의 수를 공개하려고 합니다. 아래 셀은 ε에 따라 마을의 숫자가 평균 얼마나 어긋나는지 보여 줍니다.

# %%
try:
    counts, u = people.groupby("village")["has_dementia"].sum(), generator.random(5000)
    for epsilon in [0.1, 0.5, 2.0]:
        off = {
            name: f"{count}명 ± {np.abs(noisy_count(count, epsilon, u) - count).mean():.1f}"
            for name, count in counts.items()
        }
        print(f"ε = {epsilon}:", off)
    print("마을마다 사는 사람:", people["village"].value_counts().to_dict())
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown]
# 아래 셀에 **세 문장**으로 쓰세요. ① 고른 ε과 까닭을 숫자로, ② 장기동의 숫자를 어떻게 할지(그대로, 합쳐서, 빼고)와 까닭, ③ 이 통계를 **다달이** 낸다면 바꿔야 할 것 한 가지.

# %% [markdown] answer="what_to_publish" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) ε = 0.5를 고르겠습니다. 큰 세 마을은 수십 명에서 백 명 안팎이라 두 명쯤 어긋나도 쓸 만하고, ε = 2.0은 공격자의 벽이 88 %까지 올라갑니다. 장기동은 사는 사람이 열 명 남짓이고 숫자보다 잡음이 커서
# 따로 내도 쓸모가 없으므로, 이웃 마을과 합쳐 내고 합쳤다고 적겠습니다. 다달이 내면 ε이 더해지므로(열두 달이면 6) 1년의 예산을 정해 나눠 쓰거나 분기에 한 번만 내겠습니다.
#
# 채점: ① ε과 쓸모·위험의 숫자 1점(까닭이 한쪽뿐이면 0.5점), ② 작은 마을의 처리와 까닭 0.5점, ③ 예산이 더해짐 0.5점. 다른 ε도 까닭이 숫자로 서 있으면 만점.
# ### END SOLUTION

# %% [markdown]
# ## 7. "k가 5니까 익명정보지요?" (2점, 강사가 읽고 채점)
#
# 동료가 말합니다. "줄마다 있는 표를 k = 5로 만들었으니 이제 익명정보예요. 개인정보 보호법은 신경 쓰지 않아도 되니 홈페이지에 올립시다." 수업 8절과 2단원을 떠올려 아래 셀에 **세 문장**으로 답하세요. ① 법은
# 무엇을 그 법을 적용하지 않는 정보라고 하는지(조문), ② k = 5로 충분하다고 할 수 없는 까닭 한 가지, ③ 대신 할 일.

# %% [markdown] answer="is_it_anonymous" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 「개인정보 보호법」 제58조의2는 시간·비용·기술 등을 합리적으로 고려할 때 다른 정보를 사용하여도 더 이상 개인을 알아볼 수 없는 정보에만 법을 적용하지 않으며, 거기에 k = 5라는 기준은 없습니다. 묶음의 다섯
# 명이 모두 같은 병이면 병이 드러나고, 누구나 보는 홈페이지에는 우리가 모르는 정보를 가진 공격자도 옵니다. 그러니 줄마다 있는 표는 올리지 말고, 재식별을 시험해 본 결과를 담당자와 전문가가 검토하게 하고, 공개는 잡음을 더한
# 통계로 하겠습니다.
#
# 채점: ① 제58조의2의 뜻 1점(조문 없이 뜻만 맞으면 0.5점), ② 같은 값이나 바깥 지식 0.5점, ③ 검토·기록·통계로 바꾸기처럼 할 수 있는 일 0.5점.
# ### END SOLUTION
