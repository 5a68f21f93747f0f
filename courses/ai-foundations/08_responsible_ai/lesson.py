# %% [markdown]
# # 누구에게, 어디서 틀리는가
#
# **오늘의 물음** 내가 만든 모델이 누구에게, 어디서 틀리는지 어떻게 알아낼까요? 언제는 답하지 않게 해야 할까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.4 GB | 필요 없음 | 합성 데이터: 지원자와 직원 기록 (씨앗 7) · 실제 데이터: scikit-learn의 손글씨 숫자 1,797장 |
#
# "정확도가 높다"는 말에는 **누구에게** 높은지가 빠져 있습니다. 오늘은 숫자 하나 뒤에 숨은 것을 세 갈래로 찾아봅니다. 사람 사이의 **치우침**, 새어
# 나가는 **개인정보**, 그리고 내 모델이 **약한 자리**. 가운데에 법이 시키는 일도 짚습니다.

# %%
import importlib.util
from pathlib import Path

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from ipywidgets import interact
from matplotlib import font_manager
from sklearn.datasets import load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, roc_auc_score
from sklearn.model_selection import train_test_split

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
# ## 1. 지난 결정에서 배운 모델
#
# 어느 공장이 현장 실습생을 서류와 실기 점수로 뽑아 왔습니다. 이제 지난 결정을 배운 모델에게 맡기려고 합니다. 아래는 그런 지원자를 만들어 내는 **합성
# 데이터**입니다. 솜씨는 성별과 **상관없이** 나오도록 만들었고, 지난날의 심사 위원만 여성에게 점수를 깎았습니다. 치우침을 일부러 심어 놓고, 우리의
# 자가 그것을 찾아내는지 봅니다. 우연에 속지 않도록 사람 수는 넉넉히 만듭니다.


# %%
def make_applicants(count, generator):
    """Synthetic applicants: equal skill, but past judges marked women down."""
    is_woman = generator.random(count) < 0.3
    skill = generator.normal(0, 1, count)
    applicants = pd.DataFrame({"group": np.where(is_woman, "여성", "남성")})
    applicants["practical"] = skill + generator.normal(0, 0.5, count)  # practical test
    applicants["gap_months"] = generator.gamma(np.where(is_woman, 3.0, 1.0), 6.0)
    applicants["works_well"] = skill > 0.3  # found out after half a year
    judged = skill + generator.normal(0, 0.4, count) - 0.9 * is_woman
    applicants["chosen"] = judged > 0.3  # the decision of that time
    return applicants


# %%
generator = np.random.default_rng(7)
past, new = make_applicants(40_000, generator), make_applicants(40_000, generator)
past.head(3)

# %% [markdown]
# `practical`은 실기 점수, `gap_months`는 경력이 끊긴 달수, `works_well`은 여섯 달 뒤 실제로 일을 잘했는지, `chosen`은 그때 뽑았는지입니다. 공백이 긴 사람은
# 여성 쪽에 많습니다.
#
# 먼저 성별까지 모두 넣어 지난 결정을 배우게 합니다.


# %%
def features(applicants, with_group):
    table = applicants[["practical", "gap_months"]]
    return table.assign(is_woman=applicants["group"] == "여성") if with_group else table


# %%
with_group = LogisticRegression().fit(features(past, True), past["chosen"])
says_yes = with_group.predict(features(new, True))
print(f"지난 결정과 같은 비율(정확도): {np.mean(says_yes == new['chosen']):.1%}")

# %% [markdown]
# **먼저 예상해 보세요.** 정확도가 이만하면 남성과 여성에게 똑같이 잘하는 걸까요? 일을 잘할 사람 가운데 뽑히는 비율은 두 집단이 비슷할까요?


# %%
def rates(selected, applicants):
    """Percent by group: selected of all, and selected of those who work well (recall)."""
    table = applicants.assign(selected=100.0 * np.asarray(selected))
    able = table[table["works_well"]]
    return pd.DataFrame(
        {
            "뽑힌 비율": table.groupby("group")["selected"].mean(),
            "잘할 사람 중 뽑힌 비율": able.groupby("group")["selected"].mean(),
        }
    ).round(1)


# %%
print(rates(says_yes, new))

# %% [markdown]
# 솜씨가 같은데 뽑히는 비율이 크게 다릅니다. 모델이 나쁜 마음을 먹은 것이 아니라 **지난 결정을 충실히 배웠기** 때문입니다. 이렇게 집단에 따라 한쪽으로
# 기우는 것을 **치우침**(bias, 편향)이라고 합니다. 전체 정확도에는 이것이 보이지 않습니다. 정답지(`chosen`)부터 기울어 있으니까요.
#
# ## 2. 성별 칸을 지우면 될까요?
#
# **먼저 예상해 보세요.** 성별을 아예 넣지 않고 다시 배우면 두 집단의 차이가 사라질까요?

# %%
without_group = LogisticRegression().fit(features(past, False), past["chosen"])
print(rates(without_group.predict(features(new, False)), new))

# %% [markdown]
# 줄었지만 **사라지지 않았습니다.** 성별을 모르는 모델이 어떻게 성별을 가를까요? 남은 두 칸으로 성별을 맞혀 보면 알 수 있습니다. 여성 한 명과 남성
# 한 명을 짝지었을 때 여성 쪽에 더 높은 값을 주는 비율을 재 봅시다. 아무 정보가 없으면 50 %입니다.

# %%
guesser = LogisticRegression().fit(features(past, False), past["group"] == "여성")
guess = guesser.predict_proba(features(new, False))[:, 1]
print(f"성별을 가려내는 비율: {roc_auc_score(new['group'] == '여성', guess):.0%}")
print("지난 결정을 배운 계수:", without_group.coef_[0].round(2), "(실기, 공백 개월)")

# %% [markdown]
# 공백 개월이 성별을 **대신 말하고** 있습니다. 이런 칸을 **대리 변수**(proxy)라고 합니다. 우리 데이터에서 공백은 솜씨와 아무 상관이 없는데도 모델은 공백이
# 길수록 점수를 깎습니다. 민감한 칸을 지우는 것은 눈을 가리는 것일 뿐, 오히려 **차이를 잴 수도 없게** 됩니다.
#
# 그러면 무엇을 바꿔야 할까요? 지난 **결정** 대신 여섯 달 뒤의 **결과**를 배우게 해 봅시다.

# %%
on_result = LogisticRegression().fit(features(past, False), past["works_well"])
print(rates(on_result.predict(features(new, False)), new))

# %% [markdown]
# 같은 칸, 같은 모델인데 차이가 거의 없어졌습니다. 치우침을 고친 것은 새 알고리즘이 아니라 **무엇을 맞히라고 시켰는가**입니다. 다만 현실에서는 한 가지가
# 더 어렵습니다. 뽑지 않은 사람이 일을 잘했을지는 **아무도 모릅니다.**
#
# ## 3. 공평함의 자는 여러 개
#
# "공평하다"를 숫자로 적는 방법은 하나가 아닙니다. 뽑힌 비율이 같은 것, 잘할 사람 중 뽑힌 비율(재현율)이 같은 것, 뽑힌 사람 중 잘할 비율(정밀도)이 같은 것.
# 성별을 뺀 모델에서 집단마다 임계값을 움직여 보세요.
#
# **먼저 예상해 보세요.** 세 가지를 **한꺼번에** 같게 만드는 자리가 있을까요?

# %%
chance = without_group.predict_proba(features(new, False))[:, 1]
is_woman, works_well = new["group"] == "여성", new["works_well"]


@interact(men=(0.1, 0.9, 0.05), women=(0.1, 0.9, 0.05))
def show_groups(men=0.5, women=0.5):
    selected = chance >= np.where(is_woman, women, men)
    for name, group in [("남성", ~is_woman), ("여성", is_woman)]:
        print(
            f"{name}: 뽑힌 비율 {selected[group].mean():.0%}, "
            f"재현율 {selected[group & works_well].mean():.0%}, "
            f"정밀도 {works_well[group & selected].mean():.0%}"
        )


# %% [markdown]
# 여성의 임계값을 낮춰서 뽑힌 비율을 남성과 똑같이 맞춰 봅시다.

# %%
men_share = np.mean(chance[~is_woman] >= 0.5)
women_limit = np.quantile(chance[is_woman], 1 - men_share)
for name, group, limit in [("남성", ~is_woman, 0.5), ("여성", is_woman, women_limit)]:
    selected = chance[group] >= limit
    recall, precision = selected[works_well[group]].mean(), works_well[group][selected].mean()
    print(f"{name}: 뽑힌 비율 {selected.mean():.1%}, 재현율 {recall:.1%}, 정밀도 {precision:.1%}")

# %% [markdown]
# 뽑힌 비율을 맞추자 정밀도와 재현율이 조금 어긋났습니다. 공백 개월이라는 잡음이 여성의 점수를 더 흔들어 놓아서 같은 비율로 뽑아도 더 빗나갑니다. 어느 자를 쓸지는 계산이 정해 주지 않습니다. **누가 어떤 손해를 보는지** 따져서 사람이 정하고, 까닭을 적어
# 둡니다. 실제 채용에서 집단마다 다른 기준을 쓰는 일은 법의 문제이기도 하니 혼자 정하지 마세요.
#
# ### 사람이 적으면
#
# 작은 집단의 비율은 우연에 크게 흔들립니다. 일을 잘할 여성 20명만 있을 때와 500명이 있을 때, 재현율이 얼마나 흔들리는지 1,000번씩 뽑아 봅니다.

# %%
women_found = (chance >= 0.5)[is_woman & works_well]
for count in [20, 500]:
    drawn = generator.choice(women_found, (1000, count)).mean(axis=1)
    low, high = np.quantile(drawn, [0.05, 0.95])
    print(f"{count:3d}명: 열에 아홉은 {low:.0%}에서 {high:.0%} 사이")

# %% [markdown]
# 비율 옆에는 **언제나 사람 수**를 적으세요. 스무 명의 비율로 "차이가 없다"고도, "차별이다"라고도 단정할 수 없습니다. 2단원의 제비뽑기(순열 검정)가 여기서도
# 쓰입니다.
#
# ### 직접 해 보기
#
# `without_group`의 임계값이 0.5일 때(`chance >= 0.5`) **일을 잘할 여성 가운데 떨어진 비율**을 0에서 1 사이의 수로 구해 보세요.

# %%
my_missed = ...


# %%
check("떨어진 비율", my_missed, np.mean(chance[is_woman & works_well] < 0.5))

# %% [markdown]
# ## 4. 이름을 지워도 새는 것
#
# 이번에는 직원 5,000명의 **합성** 명부입니다. 이름과 사번은 이미 지웠습니다.

# %%
generator = np.random.default_rng(7)
staff = pd.DataFrame(
    {
        "구": generator.choice(["남동", "서", "부평", "연수", "미추홀", "계양"], 5000),
        "성별": generator.choice(["여", "남"], 5000),
        "출생연도": generator.integers(1962, 2006, 5000),
        "직무": generator.choice(["주조", "가공", "도금", "검사", "물류", "사무"], 5000),
        "입사연도": generator.integers(2005, 2027, 5000),
    }
)

# %% [markdown]
# **먼저 예상해 보세요.** 다섯 칸을 다 아는 사람이 이 표에서 **딱 한 명**을 짚어 낼 수 있는 직원은 몇 퍼센트쯤일까요?

# %%
for count in range(1, 6):
    columns = list(staff.columns[:count])
    size = staff.groupby(columns)["구"].transform("size")
    print(f"{', '.join(columns)}: 혼자뿐인 사람 {np.mean(size == 1):.1%}")

# %% [markdown]
# 한 칸 한 칸은 흔한 정보인데 **겹치면 지문**이 됩니다. 동료라면 다섯 칸쯤은 압니다. 이름을 지웠다고 개인정보가 아닌 것이 아닙니다.
#
# 그러면 평균만 내보내면 안전할까요? 어느 반의 평균 월급을 5월과 6월에 한 번씩 냈고, 그사이 한 사람이 그만두었습니다.

# %%
pay = generator.normal(310, 40, 12).round()  # in 10,000 KRW, synthetic
may, june = pay.mean(), pay[:-1].mean()  # the last one left
print(f"5월 12명 평균 {may:.2f}만 원, 6월 11명 평균 {june:.2f}만 원")
print(
    f"12 × 5월 − 11 × 6월 = {12 * may - 11 * june:.0f}만 원 (그만둔 사람의 월급 {pay[-1]:.0f}만 원)"
)

# %% [markdown]
# 평균 두 개를 빼니 한 사람의 월급이 그대로 나왔습니다. 마지막으로, **모델**은 어떨까요? 모델 파일에는 사람의 줄이 들어 있지 않습니다. 지원자 300명으로
# 배운 모델에 배운 300명과 처음 보는 300명을 넣고, 실제 결정에 준 확률만 보고 누가 **배운 사람**인지 맞혀 봅니다. 모르면 50 %입니다.

# %%
seen, unseen = past[:300], past[300:600]
models = {
    "잎마다 1명 이상인 숲": RandomForestClassifier(bootstrap=False, random_state=7),
    "잎마다 20명 이상인 숲": RandomForestClassifier(
        bootstrap=False, min_samples_leaf=20, random_state=7
    ),
    "로지스틱 회귀": LogisticRegression(),
}


# %%
def sureness(model, applicants):
    """Probability that the model gives to the decision which was really made."""
    chances = model.predict_proba(features(applicants, False))[:, 1]
    return np.where(applicants["chosen"], chances, 1 - chances)


# %%
was_seen = np.repeat([True, False], 300)
for name, model in models.items():
    model.fit(features(seen, False), seen["chosen"])
    sure = np.concatenate([sureness(model, seen), sureness(model, unseen)])
    accuracy = np.mean(sureness(model, unseen) > 0.5)
    print(
        f"{name}: 처음 보는 사람의 정확도 {accuracy:.0%}, 배운 사람을 가려내는 비율 {roc_auc_score(was_seen, sure):.0%}"
    )

# %% [markdown]
# 한 사람 한 사람을 외우는 모델(5단원의 과적합)은 **배운 사람을 알아봅니다.** 예를 들어 "이 병원의 환자 데이터로 배운 모델"이라면, 배웠다는 사실만으로도 비밀이 샙니다. 덜 외우게 하면
# 새는 것도 줄고, 여기서는 처음 보는 사람에 대한 정확도도 오히려 좋아집니다. 7단원의 언어 모델도 외운 글을 그대로 내뱉을 수 있으니 **전화번호가 든 일지로 배우게 하지 마세요.** 막는 방법은
# `pseudonymised-data` 과목에서 자세히 다룹니다.
#
# ## 5. 법이 시키는 일
#
# > **법률 자문이 아닙니다.** 2026년 11월 22일에 확인한 자료(법률 사무소의 해설과 언론 보도)를 쉬운 말로 옮긴 것입니다. 실제로 서비스를 내놓기 전에는 지금의
# > 법과 시행령을 확인하고 법률 전문가에게 물으세요.
#
# **AI 기본법**은 **2026년 1월 22일**에 시행되었습니다. 오늘 기억할 것은 **투명성** 의무입니다.
#
# | 물음 | 내용 |
# |---|---|
# | 무엇을 하나요? | 생성형 AI를 이용자에게 제공하려면 AI라는 것을 **미리 알리고**, 만들어 낸 결과물에 **표시**합니다. |
# | 진짜처럼 보이는 것은? | 딥페이크처럼 진짜로 착각할 만한 결과물에는 **사람이 보고 분명히 알 수 있는** 표시를 합니다. |
# | 어떻게 알리나요? | 이용자의 **나이와 신체 조건**을 헤아려 알립니다. |
# | 누구의 의무인가요? | 서비스를 **이용자에게 제공하는** 사업자입니다. 도구로 쓰기만 하는 이용자가 아닙니다. 공공기관도 이용자에게 생성형 AI를 내놓을 때는 알리고 표시해야 한다고 풀이합니다. |
# | 어기면? | 과태료는 **최대 3,000만 원**입니다. 다만 사실조사와 과태료는 **적어도 1년** 미룹니다. |
# | 아직 분명하지 않은 것은? | 시(市) 같은 기관이 법이 말하는 "AI 사업자"인지는 **법률 자문이 필요합니다.** |
#
# 출처: 김·장 법률사무소 해설(kimchang.com, idx=34019), 이투데이(etoday 2548418), 블로그 해설(nohyd.tistory, 2026-01-22), 시행령 초안 해설(krtaxpolicy)
#
# 코드로 옮기면 짧습니다. **먼저 알렸는지 확인하고, 표시 없이는 내보내지 않는** 문을 하나 세우는 것입니다.


# %%
def publish(text, was_told):
    """The text with its mark; refuses as long as the user was not told beforehand."""
    if not was_told:
        raise ValueError("AI가 답한다는 것을 먼저 알려 주세요.")
    return f"[AI가 만든 글] {text}"


# %%
print(publish("2호기는 냉각수를 늘린 뒤 정상입니다.", was_told=True))
try:
    publish("2호기는 정상입니다.", was_told=False)
except ValueError as error:
    print("내보내지 않음:", error)

# %% [markdown]
# 표시는 시작일 뿐입니다. 법을 지켰다고 모델이 **맞는** 것도, **공평한** 것도 아닙니다. 그것은 우리가 재야 합니다.
#
# ## 6. 내 모델의 오답 노트
#
# 설비 명판의 숫자를 읽는 모델을 만듭니다. 숫자는 scikit-learn에 들어 있는 **실제** 손글씨(8×8)이고, 현장 사진은 그 가운데 4분의 1을 어둡게 바꿔 흉내 냅니다.
# 모델은 **밝은 사진으로만** 배웠습니다.

# %%
digits = load_digits()
train_x, field_x, train_y, field_y = train_test_split(
    digits.data / 16, digits.target, test_size=0.5, random_state=7, stratify=digits.target
)
generator = np.random.default_rng(7)
is_dim = generator.random(len(field_x)) < 0.25
field_x = np.where(is_dim[:, None], 0.4 * field_x, field_x)
field_x = np.clip(field_x + generator.normal(0, 0.08, field_x.shape), 0, 1)  # camera noise

# %%
reader = LogisticRegression(max_iter=2000).fit(train_x, train_y)
chances = reader.predict_proba(field_x)  # (pictures, digits)
read, sure = chances.argmax(axis=1), chances.max(axis=1)
print(f"현장 사진 {len(field_y)}장의 정확도: {np.mean(read == field_y):.1%}")

# %% [markdown]
# **먼저 예상해 보세요.** 틀린 사진은 열 숫자에 고르게 퍼져 있을까요? 밝은 사진과 어두운 사진에서는요?
#
# 전체를 어떤 기준으로 잘라 낸 조각을 **슬라이스**(slice)라고 합니다. 오류를 조각마다, **개수와 함께** 셉니다.

# %%
errors = pd.DataFrame({"숫자": field_y, "빛": np.where(is_dim, "어두움", "밝음")})
errors["틀림(%)"] = 100.0 * (read != field_y)
for column in ["빛", "숫자"]:
    table = errors.groupby(column)["틀림(%)"].agg(["size", "mean"])
    print(table.rename(columns={"size": "장수", "mean": "틀림(%)"}).round(1).T, end="\n\n")

# %% [markdown]
# 어두운 사진에 오류가 몰려 있습니다. 전체 정확도 하나로는 "가끔 틀린다"로 보였지만, 야간조에게는 **자주 틀리는 기계**입니다. 무엇을 무엇으로 잘못 읽는지도 봅니다.
# 줄은 진짜 숫자, 칸은 읽은 숫자입니다(4단원의 네 칸을 백 칸으로 넓힌 **혼동 행렬**).

# %%
confusion = confusion_matrix(field_y, read)
mistakes = confusion - np.diag(np.diag(confusion))
fig, ax = plt.subplots(figsize=(5, 4))
image = ax.imshow(mistakes, cmap="Reds")
fig.colorbar(image, label="잘못 읽은 장수")
ax.set(xlabel="읽은 숫자", ylabel="진짜 숫자", xticks=range(10), yticks=range(10))
plt.show()
true, wrong = np.unravel_index(mistakes.argmax(), mistakes.shape)
print(f"가장 흔한 오독: {true}을(를) {wrong}(으)로 {mistakes.max()}번")

# %% [markdown]
# 표에서 멈추지 말고 **틀린 사진을 직접 보세요.** 스무 장만 봐도 까닭이 보일 때가 많습니다. 괄호 안은 모델이 그 답에 준 확률입니다.

# %%
fig, axes = plt.subplots(2, 8, figsize=(9, 3))
for ax, index in zip(axes.flat, np.flatnonzero(read != field_y)[:16], strict=True):
    ax.imshow(field_x[index].reshape(8, 8), cmap="gray", vmin=0, vmax=1)
    ax.set_title(f"진짜 {field_y[index]}\n읽음 {read[index]} ({sure[index]:.0%})", fontsize=9)
    ax.axis("off")
plt.show()

# %% [markdown]
# ## 7. 답하지 않을 용기
#
# 모델은 답과 함께 확률도 내놓습니다. 확률이 낮으면 답하지 말고 **사람에게 넘기게** 합시다. 넘길수록 남은 답은 정확해지지만 사람의 일이 늘어납니다. 잘못 읽은 한 장은
# 20만 원, 사람이 보는 한 장은 1만 원의 손해라고 합시다.
#
# **먼저 예상해 보세요.** 하나도 넘기지 않을 때와 모두 넘길 때 사이에 더 싼 자리가 있을까요? 몇 퍼센트쯤에서 자르면 좋을까요?


# %%
def loss_of(least, wrong_cost=20, person_cost=1):
    """Loss in 10,000 KRW when answers below `least` go to a person."""
    answered = sure >= least
    return wrong_cost * np.sum(answered & (read != field_y)) + person_cost * np.sum(~answered)


# %%
levels = np.arange(0, 1.005, 0.01)
total = np.array([loss_of(least) for least in levels])
best = levels[total.argmin()]


@interact(least=(0.0, 1.0, 0.01))
def show_refusal(least=0.5):
    answered = sure >= least
    fig, ax = plt.subplots(figsize=(7, 3))
    ax.plot(levels, total)
    ax.axvline(least, color="black", linestyle="--")
    accuracy = f"{np.mean((read == field_y)[answered]):.1%}" if answered.any() else "없음"
    ax.set(xlabel="답할 때 필요한 확률", ylabel="손해 (만 원)")
    ax.set_title(f"답한 비율 {answered.mean():.0%}, 답한 것의 정확도 {accuracy}")
    plt.show()


# %%
print(f"모두 답하면 {loss_of(0.0)}만 원, 모두 사람이 보면 {loss_of(1.01)}만 원")
print(f"{best:.2f}에서 자르면 {total.min()}만 원, 사람에게 {np.mean(sure < best):.0%}를 넘김")
for light in ["밝음", "어두움"]:
    print(f"  {light}: 넘긴 비율 {np.mean(sure[errors['빛'] == light] < best):.0%}")

# %% [markdown]
# 답하지 않는 것도 답입니다. 넘긴 사진은 어두운 쪽에 훨씬 많습니다. 모델이 **자기가 약한 자리를 어느 정도 아는** 셈이지요. (자를 자리는 원래 따로 떼어 둔 사진으로 정해야
# 합니다. 여기서는 같은 사진으로 정하고 쟀으니 조금 후한 숫자입니다.)
#
# 그러면 이 방법은 **한 번도 본 적 없는 것**도 걸러 낼까요? 숫자 사진을 옆으로 눕히고, 아예 잡음뿐인 사진도 만들어 넣어 봅니다.
#
# **먼저 예상해 보세요.** 눕힌 숫자에 모델은 몇 퍼센트나 자신 있게 답할까요?

# %%
sideways = field_x[~is_dim].reshape(-1, 8, 8).transpose(0, 2, 1)[:, :, ::-1].reshape(-1, 64)
noise = generator.random((500, 64))
for name, pictures in [("눕힌 숫자", sideways), ("잡음뿐인 사진", noise)]:
    strange_sure = reader.predict_proba(pictures).max(axis=1)
    print(f"{name}: {np.mean(strange_sure >= best):.0%}에 그대로 답함")
is_right = reader.predict(sideways) == field_y[~is_dim]
print(f"눕힌 숫자를 맞힌 비율: {is_right.mean():.0%}")

# %% [markdown]
# 눕힌 숫자에는 거의 다 틀리면서 태연히 답하고, 숫자가 아닌 잡음에도 더러 답합니다. 7단원에서 "압력 높음"에 자신 있게 답하던 언어 모델과 같은 까닭입니다. 확률은 열 숫자 **가운데서** 나눈 것이라
# "이 가운데 없다"는 칸이 없습니다. 그래서 확률만 믿지 말고 **들어오는 것부터** 살펴야 합니다. 밝기가 배울 때와 같은지, 방향이 맞는지, 늘 보던 것인지.
#
# ## 8. 모델 카드
#
# 오늘 찾은 것을 한 장에 적어 모델과 함께 넘깁니다. 이것을 **모델 카드**(model card)라고 합니다. 자랑이 아니라 **설명서**입니다.
#
# | 칸 | 적을 것 |
# |---|---|
# | 하는 일과 하지 않는 일 | 무엇에 쓰고, 무엇에는 쓰면 안 되는가 |
# | 데이터 | 어디서 왔고, 누구와 무엇이 빠졌는가 |
# | 성적 | 전체가 아니라 **조각마다**, 개수와 함께 |
# | 답하지 않을 때 | 기준과, 넘겨받을 사람 |
# | 개인정보와 표시 | 무엇이 샐 수 있고, 이용자에게 무엇을 알리는가 |
# | 돌보는 사람 | 틀렸을 때 누구에게 말하고, 언제 다시 재는가 |
#
# ---
# ## 기억하기
#
# - 지난 결정을 배우면 지난 치우침도 배웁니다. 민감한 칸을 지워도 **대리 변수**로 남습니다.
# - 공평함의 자는 여러 개이고 한꺼번에 다 맞추기는 어렵습니다. 고른 까닭을 적고, 비율 옆에 **사람 수**를 적습니다.
# - 이름을 지워도 칸이 겹치면 지문이 됩니다. 평균 두 개도, 외운 모델도 샙니다.
# - 생성형 AI를 제공할 때는 **미리 알리고 표시합니다.** 확실하지 않은 것은 법률 전문가에게 묻습니다.
# - 오류는 **조각마다** 세고, 틀린 것을 직접 봅니다. 자신 없으면 넘기되, 낯선 것에는 자신만만할 수 있음을 잊지 않습니다.
#
# ## 물음
#
# 1. 합격자만 일해 본 데이터로 "누가 일을 잘하는가"를 배우면 무엇이 빠질까요?
# 2. 우리 회사 표에서 성별이나 나이를 **대신 말하는** 칸은 무엇일까요?
# 3. 사내 챗봇을 우리 직원만 씁니다. 5절의 표에서 무엇을 변호사에게 물어보겠습니까?
# 4. 사람에게 넘긴 사진이 하루 300장인데 검사원은 100장밖에 못 봅니다. 무엇을 바꾸겠습니까?
#
# ## 더 가 보기
#
# - 6절에서 배우는 사진의 4분의 1도 어둡게 바꿔 다시 배우게 해 보세요. 어두운 슬라이스의 오류는 얼마나 줄고, 밝은 쪽은 어떻게 되나요?
# - 4절의 출생연도를 10년 단위로 뭉뚱그려 보세요. 혼자뿐인 사람의 비율이 얼마나 줄어드나요?
