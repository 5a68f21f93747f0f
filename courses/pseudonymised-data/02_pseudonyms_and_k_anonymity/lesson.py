# %% [markdown]
# # 이름을 지우면 안전할까요?
#
# **오늘의 물음** 이름과 번호를 가명으로 바꾼 표는 언제 "누구인지 모른다"고 말할 수 있을까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.3 GB | 필요 없음 | 합성 데이터: 산업단지 근로자 건강검진 3,000명 (씨앗 7) |
#
# 1단원에서 글과 표에 숨은 번호를 찾아 가렸습니다. 오늘은 한 걸음 더 나아가 **공격자**가 되어 봅니다. 가명을 깨고, 이름을 지운 표에서 동료를 찾아내고, 그다음에 막습니다. 막을 때마다 쓸모가 얼마나
# 줄어드는지도 잽니다.

# %%
import hashlib
import hmac
import importlib.util
from pathlib import Path
from time import perf_counter

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
# ## 1. 검진 표 한 장
#
# 남동공단의 건강검진 기관이 "나이가 들수록 소음성 난청이 얼마나 느는가"를 대학 연구팀에 맡기려고 합니다. 동의를 다시 받을 수 없어 **가명정보**로 보내기로 했습니다.
#
# 표는 **합성 데이터**입니다. 이름은 이름으로 쓰지 않는 말이고, 전화번호는 쓰지 않는 010-00으로 시작합니다. 난청은 나이와 직종에 따라 늘어나게, 눈에 잘 띄도록 실제보다 훨씬 **높게** 만들었습니다. 우리가 만들었으니 **참값을 압니다.** 나중에
# 쓸모를 잴 때 이것이 자가 됩니다. (아래 세 셀은 사람을 만드는 준비이니 실행만 하고 넘어가도 됩니다.)


# %%
NAMES = ["합성", "가상", "예시", "모의", "견본", "가명", "임의", "허구", "상상", "표본"]
DISEASES = {"정상": 0.6, "고혈압": 0.2, "당뇨": 0.13, "우울증": 0.07}
JOBS = {"주조": 0.2, "가공": 0.25, "도금": 0.15, "물류": 0.2, "사무": 0.17, "연구": 0.03}
AREAS = {
    "남동구 논현동": 0.25,
    "남동구 구월동": 0.2,
    "남동구 만수동": 0.12,
    "연수구 송도동": 0.15,
    "연수구 옥련동": 0.06,
    "부평구 부평동": 0.1,
    "부평구 삼산동": 0.05,
    "서구 청라동": 0.07,
}


# %%
def hearing_risk(age, job):
    """The true chance of hearing loss, known because the data is synthetic."""
    noise = np.where(np.isin(job, ["주조", "가공"]), 1.6, 0.5)
    return np.clip(0.02 + 0.012 * noise * np.clip(age - 25, 0, None), 0, 0.9)


def draw(shares, count, generator):
    return generator.choice(list(shares), count, p=list(shares.values()))


def write_phone(n):
    """The n-th of a million phone numbers that are in nobody's use."""
    return f"010-00{n // 10**4:02d}-{n % 10**4:04d}"


# %%
def make_workers(count, generator):
    """Synthetic workers at a health check; numbers and names that nobody can have."""
    age = np.clip(generator.normal(43, 12, count), 19, 74).astype(int)
    job, others = draw(JOBS, count, generator), draw(DISEASES, count, generator)
    columns = {
        "이름": ["".join(pair) for pair in generator.choice(NAMES, (count, 2))],
        "전화": [write_phone(n) for n in generator.choice(10**6, count, replace=False)],
        "동네": draw(AREAS, count, generator),
        "성별": generator.choice(["여", "남"], count, p=[0.35, 0.65]),
        "나이": age,
        "직종": job,
        "진단": np.where(generator.random(count) < hearing_risk(age, job), "난청", others),
    }
    return pd.DataFrame(columns)


# %%
workers = make_workers(3000, np.random.default_rng(7))
workers.head(3)

# %% [markdown]
# ## 2. 가명을 깨 봅시다
#
# 이름은 지우면 그만입니다. 그런데 연구팀은 내년 검진과 **같은 사람끼리 이어야** 합니다. 그래서 전화번호를 뜻 모를 글자로 바꿔 **가명**(pseudonym)으로 쓰기로 했습니다. 담당자는 해시 함수 SHA-256을
# 골랐습니다. 같은 번호는 늘 같은 글자가 되고, 글자에서 번호로 돌아가는 계산은 없습니다.


# %%
def plain_hash(number):
    return hashlib.sha256(number.encode()).hexdigest()


released = workers.drop(columns=["이름", "전화"]).assign(가명=workers["전화"].map(plain_hash))
print(workers["전화"].iloc[0], "→", released["가명"].iloc[0][:20], "...")

# %% [markdown]
# **먼저 예상해 보세요.** 되돌리는 계산이 없다는 이 글자에서 전화번호 3,000개를 알아내는 데 얼마나 걸릴까요? 하루? 한 시간? 10초?
#
# 되돌릴 필요가 없습니다. 있을 수 있는 번호를 **모두 넣어 보면** 됩니다. 우리 합성 번호는 010-00xx-xxxx, 모두 백만 개입니다.

# %%
started, wanted, broken = perf_counter(), set(released["가명"]), {}
for n in range(10**6):
    if (token := plain_hash(write_phone(n))) in wanted:
        broken[token] = write_phone(n)
seconds = perf_counter() - started
print(f"{seconds:.1f}초 만에 {len(wanted):,}명 가운데 {len(broken):,}명의 전화번호를 알아냈습니다.")
print(f"진짜 010 번호 1억 개라면 약 {100 * seconds / 60:.0f}분이 걸립니다.")

# %% [markdown]
# 한 사람도 빠짐없이 알아냈습니다. 해시는 **되돌릴 수 없는 것**이 아니라, 있을 수 있는 값이 적으면 **금방 다 해 볼 수 있는 것**입니다. 주민등록번호도, 사번도, 자동차 번호도 마찬가지입니다.
#
# 그래서 **비밀 열쇠**를 함께 넣습니다. 이런 해시를 HMAC이라고 합니다. 열쇠를 모르면 번호를 다 알아도 같은 글자를 만들 수 없습니다.


# %%
def keyed_hash(number, key):
    return hmac.new(key.encode(), number.encode(), "sha256").hexdigest()


def attack(tokens, key):
    """How many tokens somebody breaks who tries every number with `key`."""
    return sum(keyed_hash(write_phone(n), key) in tokens for n in range(0, 10**6, 10))


# %% [markdown]
# **먼저 예상해 보세요.** 번호의 10분의 1(10만 개)만 시험해 봅니다. 열쇠를 모르는 사람은 몇 명을 알아낼까요? 열쇠를 **손에 넣은** 사람은요?

# %%
tokens = {keyed_hash(number, "열쇠는-다른-서랍에") for number in workers["전화"]}
print("열쇠를 어림으로 넣으면", attack(tokens, "1234"), "명")
print(
    "열쇠를 손에 넣으면    ", attack(tokens, "열쇠는-다른-서랍에"), "명 (번호의 10분의 1만 해 보고)"
)

# %% [markdown]
# 안전은 이제 **열쇠 하나**에 달렸습니다. 법이 말하는 "원래의 상태로 복원하기 위한 **추가 정보**"가 바로 이것입니다. 같은 컴퓨터, 같은 폴더, 같은 사람의 손에 두면 없는 것과 같습니다. 그래서 법은 추가
# 정보를 **따로 떼어** 보관하라고 합니다(6절).
#
# ### 바꾸는 방법은 여럿입니다
#
# 가명처리 가이드라인(개인정보보호위원회)과 국제 표준 ISO/IEC 20889가 나누는 갈래입니다. 한 줄씩 해 봅시다.
#
# | 갈래 | 예 | 잃는 것 |
# |---|---|---|
# | 삭제 | 열 지우기, 일부 가리기(마스킹) | 지운 것 전부 |
# | 통계 | 총계, 평균, 몇 명씩 묶은 부분 평균 | 한 사람 한 사람 |
# | 일반화 | 나이 → 나이대, 동 → 구, 70 이상은 한데 묶기 | 자세함 |
# | 암호화 | 열쇠 있는 해시, 암호문 | (열쇠가 새면 모두 되돌아옴) |
# | 무작위화 | 잡음 더하기, 자리 바꾸기(순열), 토큰화 | 정확함, 열 사이의 관계 |
# | 그 밖 | 표본 뽑기, 합성 데이터, 3단원에서 만날 방법 | 방법마다 다름 |

# %%
generator = np.random.default_rng(7)
few = workers.head(5)
is_older = few["나이"] > few["나이"].median()
methods = {
    "나이": few["나이"],
    "일반화": [f"{age // 10 * 10}대" for age in few["나이"]],
    "잡음": few["나이"] + generator.integers(-3, 4, 5),
    "순열": generator.permutation(few["나이"]),
    "부분 평균": few["나이"].groupby(is_older).transform("mean").round(1),
    "이름 마스킹": [name[0] + "○" * (len(name) - 1) for name in few["이름"]],
}
pd.DataFrame(methods)

# %% [markdown]
# **먼저 예상해 보세요.** 나이 열 전체를 순열로 섞으면 평균 나이는 변하지 않습니다. 나이와 난청의 **관계**는 어떻게 될까요?


# %%
def gap(age):
    """Hearing loss at 50 and above against below, in percentage points."""
    is_deaf = workers["진단"] == "난청"
    return 100 * (is_deaf[age >= 50].mean() - is_deaf[age < 50].mean())


shuffled = generator.permutation(workers["나이"])
print(f"평균 나이: 그대로 {workers['나이'].mean():.1f}, 섞으면 {shuffled.mean():.1f}")
print(
    f"50세 이상과 미만의 난청 차이: 그대로 {gap(workers['나이']):.1f} %p, 섞으면 {gap(shuffled):.1f} %p"
)

# %% [markdown]
# 관계가 사라졌습니다. 연구팀이 알고 싶은 바로 그것이지요. 방법은 **무엇에 쓸 것인가**를 먼저 정하고 고릅니다.
#
# ## 3. 이름 없는 동료 찾기
#
# 이제 이름과 전화번호가 없는 표입니다. 남은 것은 동네, 성별, 나이, 직종, 진단뿐입니다. 진단은 지키고 싶은 **민감한 값**이고, 나머지 넷은 하나로는 누구인지 모르지만 겹치면 사람을 가리키는
# **준식별자**(quasi-identifier)입니다. 준식별자가 모두 같은 사람들을 한 **묶음**이라고 합시다.

# %%
QUASI = ["동네", "성별", "나이", "직종"]


def group_size(table, columns):
    """How many rows share the values of each row; as long as the table."""
    return table.groupby(columns, dropna=False)[columns[0]].transform("size")


# %% [markdown]
# 묶음이 가장 작은 곳의 사람 수를 **k**라고 하고, k가 어떤 수 이상이면 그 표는 **k-익명성**(k-anonymity)을 지킨다고 말합니다. k=1은 딱 한 명뿐인 사람이 있다는 뜻입니다.
#
# **먼저 예상해 보세요.** 3,000명 가운데 네 가지가 모두 같은 사람이 자기 말고 아무도 없는 사람은 몇 퍼센트일까요?

# %%
size = group_size(workers, QUASI)
print(
    f"k = {size.min()}, 혼자뿐인 사람 {np.mean(size == 1):.0%}, 다섯 명이 안 되는 묶음의 사람 {np.mean(size < 5):.0%}"
)

# %% [markdown]
# 세 사람 가운데 한 사람이 넘게 혼자입니다. 그런데 정말 찾아낼 수 있을까요? 공격자에게 **다른 자료**가 하나 있다고 합시다. 공단 등산 동호회의 회원 명부 200명입니다. 이름과 동네, 성별, 나이, 직종이 적혀 있고
# 진단은 당연히 없습니다.

# %%
roster = workers.sample(200, random_state=7)[["이름", *QUASI]]
matches = roster.merge(workers[[*QUASI, "진단"]].assign(줄=size), on=QUASI)
found = matches[matches["줄"] == 1]
print(f"회원 200명 가운데 딱 한 줄로 이어진 사람 {len(found)}명")
found[found["진단"] == "우울증"][["이름", "나이", "직종", "진단"]].head(3)

# %% [markdown]
# 이름을 지운 표에서 이름과 병을 함께 알아냈습니다. 이것을 **재식별**(re-identification)이라고 합니다. 연습이니 합성 데이터로 했지만, 진짜 가명정보를 가지고 누구인지 **알아보려고** 처리하는 일은 법이
# 금지합니다(6절). 내보내기 **전에** 위험을 재는 일은 다르지만, 그것도 정해진 사람이 절차 안에서 합니다.
#
# ### 직접 해 보기
#
# 나이를 10년 단위로 묶고(`나이 // 10`) 동네를 첫 낱말(구)만 남기면 k는 얼마가 될까요? 아래 `coarse`로 계산해 `my_k`에 넣어 보세요. `group_size(...)`의 가장 작은 값입니다.

# %%
coarse = workers.assign(나이=workers["나이"] // 10, 동네=workers["동네"].str.split().str[0])
my_k = ...


# %%
check("k", my_k, group_size(coarse, QUASI).min())

# %% [markdown]
# 여전히 1입니다. k는 **가장 약한 한 사람**을 재기 때문에, 모두를 뭉뚱그려도 70대 연구원 한 명이면 1이 됩니다.
#
# ## 4. k를 키우고, 쓸모를 잃고
#
# 두 가지 손잡이가 있습니다. 뭉뚱그리기(**일반화**)와, 그래도 작은 묶음의 줄을 아예 빼기(**줄 삭제**)입니다. 쓸모는 연구팀의 물음으로 잽니다. 보낸 표에서 구한 "그 나이 그 직종의 난청 비율"이 **참값**과
# 평균 몇 %p 어긋나는가입니다.


# %%
def generalise(table, years, area):
    """Ages in bands of `years`; the area as a neighbourhood, a district or all of Incheon."""
    places = {"동": table["동네"], "구": table["동네"].str.split().str[0], "인천": "인천"}
    return table.assign(나이=table["나이"] // years * years, 동네=places[area])


def release(years, area, k):
    """The generalised table without its groups smaller than `k`; sexes and jobs stay."""
    table = generalise(workers, years, area)
    return table[group_size(table, QUASI) >= k]


# %%
def mean_error(table, years):
    """How far hearing loss by age and job in the release is from the truth, in percentage points."""
    known = (table["진단"] == "난청").groupby([table["나이"], table["직종"]]).mean()
    keys = pd.MultiIndex.from_arrays([workers["나이"] // years * years, workers["직종"]])
    estimate = known.reindex(keys).fillna((table["진단"] == "난청").mean()).to_numpy()
    return 100 * np.abs(estimate - hearing_risk(workers["나이"], workers["직종"])).mean()


# %% [markdown]
# **먼저 예상해 보세요.** 나이를 한 살 단위로 그대로 두는 것과 10년 단위로 묶는 것, 어느 쪽이 난청 비율을 **더 정확히** 알려 줄까요?

# %%
for years in [1, 5, 10, 20, 40]:
    table = release(years, "인천", 1)
    print(
        f"나이 {years:2d}년 단위: k = {group_size(table, QUASI).min()}, 어긋남 {mean_error(table, years):.1f} %p"
    )

# %% [markdown]
# 놀랍게도 조금 뭉뚱그린 쪽이 **더 정확합니다.** 한 살마다 나누면 한 칸에 사람이 몇 명 없어 우연에 흔들리기 때문입니다(AI 기초 2단원). 너무 크게 묶으면 다시 나빠집니다. 지키는 일과 쓰는 일이
# 언제나 싸우는 것은 **아닙니다.**
#
# 이제 손잡이 셋을 직접 움직여 보세요. k를 5 이상으로 지키면서 어긋남이 가장 작고, 빠지는 사람도 적은 자리를 찾아보세요.


# %%
@interact(years=[1, 5, 10, 20, 40], area=["동", "구", "인천"], k=(1, 20, 1))
def show_release(years=10, area="구", k=5):
    table = release(years, area, k)
    if table.empty:
        print("남은 줄이 없습니다.")
        return
    print(f"남은 사람 {len(table):,}명 ({1 - len(table) / len(workers):.0%} 빠짐)")
    print(f"k = {group_size(table, QUASI).min()}, 어긋남 {mean_error(table, years):.1f} %p")


# %%
fig, ax = plt.subplots(figsize=(7, 3.5))
for area in ["동", "구", "인천"]:
    tables = [release(years, area, 5) for years in [1, 5, 10, 20]]
    lost = [100 - 100 * len(table) / len(workers) for table in tables]
    errors = [mean_error(table, years) for table, years in zip(tables, [1, 5, 10, 20], strict=True)]
    ax.plot(lost, errors, "o-", label=f"사는 곳: {area}")
    for x, y, years in zip(lost, errors, [1, 5, 10, 20], strict=True):
        ax.annotate(f"{years}년", (x, y), (4, 4), textcoords="offset points", fontsize=8)
ax.set(xscale="log", xlabel="빠진 사람 (%)", ylabel="어긋남 (%p)", title="k = 5를 지킬 때")
ax.legend()
plt.show()

# %% [markdown]
# 왼쪽 아래가 좋은 자리입니다. 잘게 두고 줄을 빼는 쪽(오른쪽)은 사람을 많이 잃습니다. 그런데 **누가** 빠질까요?
#
# **먼저 예상해 보세요.** 구와 10년 단위로 묶고 k=5에 못 미치는 줄을 빼면, 모든 직종에서 고르게 빠질까요?

# %%
kept = release(10, "구", 5)
lost = 1 - kept.groupby("직종").size() / workers.groupby("직종").size()
print((100 * lost.fillna(1)).round().astype(int).sort_values().rename("빠진 사람(%)").to_string())
older = workers["나이"] >= 60
print(
    f"60세 이상은 {1 - np.mean(workers.index[older].isin(kept.index)):.0%}, 그 아래는 {1 - np.mean(workers.index[~older].isin(kept.index)):.0%} 빠짐"
)

# %% [markdown]
# 드문 사람부터 사라집니다. 연구직과 나이 든 사람은 표에서 지워지고, 이 표로 배운 모델은 그런 사람을 **본 적이 없게** 됩니다(AI 기초 8단원의 치우침). 무엇을 얼마나 뺐는지 받는 사람에게 꼭 적어 줍니다.
#
# ## 5. 모두가 같은 병이라면
#
# k=5를 지켰습니다. 이제 동료가 어느 줄인지는 알 수 없습니다.
#
# **먼저 예상해 보세요.** 그러면 동료의 **진단**도 알 수 없을까요?

# %%
groups = kept.groupby(QUASI)["진단"].agg(["size", "nunique", lambda column: column.mode()[0]])
groups.columns = ["사람", "진단의 종류", "가장 흔한 진단"]
print(groups[groups["진단의 종류"] == 1].to_string())

# %% [markdown]
# 다섯 명이 **모두 같은 진단**인 묶음이 있습니다. 동료가 연수구에 사는 60대 남성 주조공이라면, 어느 줄인지 몰라도 난청이라는 것을 압니다. k-익명성은 "누구의 줄인가"만 막고 "무슨 병인가"는 막지 못합니다.
#
# 그래서 묶음마다 민감한 값의 종류가 **l가지 이상** 있게 합니다. 이것을 **l-다양성**(l-diversity)이라고 합니다.

# %%
kinds = kept.groupby(QUASI)["진단"].transform("nunique")
for least in [1, 2, 3, 4]:
    print(f"l = {least}: 남는 사람 {np.sum(kinds >= least):,}명")

# %% [markdown]
# l을 키울수록 또 사람을 잃습니다. 그리고 l=2도 완전하지 않습니다. 아홉 명은 난청이고 한 명만 정상이면 종류는 둘이지만, **90 %의 확신**으로 맞힐 수 있습니다.

# %%
share = kept.groupby(QUASI)["진단"].agg(lambda column: column.value_counts(normalize=True).iloc[0])
diverse = kept.groupby(QUASI)["진단"].nunique() >= 2
print(
    f"l = 2를 지킨 묶음 {diverse.sum()}개 가운데 진단 하나가 80 % 이상인 묶음 {np.sum(share[diverse] >= 0.8)}개"
)

# %% [markdown]
# 그래서 묶음의 분포가 전체의 분포와 얼마나 다른지 재는 방법(t-근접성, t-closeness)도 있습니다. 하지만 어느 것도 **공격자가 무엇을 더 아는지**는 모릅니다. 등산 동호회에서 "그 사람은 혈압약을 안 먹던데"를
# 들은 공격자 앞에서는 l이 하나 줄어듭니다. 이 문제는 3단원에서 다른 길로 풉니다.
#
# ## 6. 법이 시키는 일
#
# > **법률 자문이 아닙니다.** 「개인정보 보호법」의 가명정보 특례(2020년 8월 5일 시행)를 쉬운 말로 옮긴 것입니다. 2026년 11월 22일에 확인할 수 있었던 조문(2023년 3월 14일 개정, 같은 해 9월 15일
# > 시행)을 따랐습니다. 그 뒤의 개정은 국가법령정보센터에서 확인하고, 일에 쓰기 전에 전문가에게 물으세요.
#
# | 조문 | 쉬운 말로 | 오늘 한 일 |
# |---|---|---|
# | 제28조의2 제1항 | **통계작성, 과학적 연구, 공익적 기록보존 등**을 위하여 동의 없이 가명정보를 처리할 수 있습니다. | 무엇에 쓸지부터 정함 |
# | 제28조의2 제2항 | 제3자에게 줄 때는 특정 개인을 알아보는 데 쓰일 수 있는 정보를 **넣으면 안 됩니다.** | 3절의 재식별 시험 |
# | 제28조의3 | 서로 다른 곳의 가명정보를 **결합**하는 일은 지정된 전문기관이 합니다. | 다른 기관의 검진 표와 이을 때 |
# | 제28조의4 | 복원에 쓰이는 **추가 정보를 따로 보관**하는 등 안전조치를 하고, 처리 목적 같은 기록을 남깁니다. | 열쇠는 다른 서랍에 |
# | 제28조의5 제1항 | 특정 개인을 **알아보기 위한 목적으로** 가명정보를 처리하면 안 됩니다. | 공격은 합성 데이터로만 |
# | 제28조의5 제2항 | 처리하다가 누구인지 알 수 있게 되면 **즉시 멈추고** 지체 없이 회수·파기합니다. | 들여다보다 알아챘을 때 |
#
# 가이드라인(2020년 9월판)은 순서도 정해 두었습니다. **사전준비 → 가명처리 → 적정성 검토 및 추가 가명처리 → 사후관리**. 2024년 2월 5일판부터는 사진, 영상, 음성, 글도 다룹니다. k를 얼마로 하라는 숫자는 법에
# **없습니다.** (2016년의 옛 비식별 조치 가이드라인이 k-익명성을 잣대로 들었고, 그 예가 k=5였습니다.) 목적, 받는 곳의 환경, 민감한 정도를 보고 **사람이 정하고 까닭을 적습니다.**
#
# ---
# ## 기억하기
#
# - 있을 수 있는 값이 적으면 해시는 몇 초 만에 깨집니다. **열쇠를 넣고, 열쇠는 따로** 둡니다.
# - 칸이 겹치면 지문이 됩니다. **k는 가장 작은 묶음의 사람 수**이고, 가장 약한 한 사람을 잽니다.
# - 줄을 빼면 드문 사람부터 사라집니다. 무엇을 뺐는지 함께 적습니다.
# - k를 지켜도 묶음의 진단이 모두 같으면 샙니다(**l-다양성**). l을 지켜도 치우치면 샙니다.
# - 가명정보도 개인정보입니다. **알아보려고 처리하지 않고**, 알게 되면 멈추고 파기합니다.
#
# ## 물음
#
# 1. 가명으로 쓴 해시를 앞 네 글자만 남기면 더 안전해질까요? 대신 무엇이 망가질까요?
# 2. 우리 회사 직원 표에서 동료라면 누구나 아는 칸은 몇 개인가요? 그 칸으로 k를 재면 얼마쯤일까요?
# 3. 같은 표를 다음 달에 한 사람만 빠진 채 다시 보냈습니다. k가 그대로여도 무엇이 샐 수 있을까요?
# 4. 연구팀이 "혼자뿐인 60대 연구원이 누군지 알 것 같다"고 연락해 왔습니다. 6절의 표에서 어느 줄이 답인가요?
#
# ## 더 가 보기
#
# - `release`에서 성별까지 지워 보세요. 같은 k에서 몇 명이 더 남나요? 난청의 어긋남은 어떻게 되나요?
# - 번호마다 다른 소금(salt)을 넣은 해시를 소금과 **함께** 보관하면, 한 사람을 알아내는 데 얼마나 걸리나요? 모두를 알아내는 데는요?
