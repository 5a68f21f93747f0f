# %% [markdown]
# # 이 글 속에 누가 있을까요?
#
# **오늘의 물음** 글과 표에 섞여 있는 개인정보를 기계가 얼마나 찾아낼 수 있을까요? 놓친 것은 어떻게 알까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 75–85분 | 0.3 GB | 필요 없음 | 합성 데이터: 상담 기록 2,000건과 고객 표 300줄 (씨앗 7) |
#
# 이름과 번호를 가리려면 먼저 **어디 있는지** 찾아야 합니다. 한국어 글에서는 인터넷에서 찾은 정규식이 조용히 놓치는 것이 많습니다. 오늘은 찾은 것보다
# **놓친 것을 재는 법**을 배웁니다. 정규식(`re`)을 한두 번 써 본 적이 있으면 충분합니다.

# %%
import importlib.util
import re
import unicodedata
from collections import Counter
from io import StringIO
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
# ## 1. 아무도 아닌 사람들
#
# 인천의 어느 펌프 회사가 상담 기록을 분석하려고 합니다. 진짜 기록으로 연습할 수는 없으니 **합성 데이터**를 만듭니다. 여기 나오는 사람은 한 명도 실제일 수
# **없습니다.**
#
# | 무엇 | 실제일 수 없는 까닭 |
# |---|---|
# | 이름 | '합성', '가상', '예시'처럼 이름으로 쓰지 않는 말로 지었습니다. |
# | 주민등록번호 | 모두 **2060년 뒤에 태어난** 사람의 번호입니다. |
# | 전화번호 | 010 다음이 0으로 시작합니다. 010-0000에서 010-1999까지는 쓰지 않는 번호입니다. |
#
# 주민등록번호는 생년월일 여섯 자리와 뒤 일곱 자리로 되어 있습니다. 뒤의 첫 자리는 태어난 세기와 성별을 나타냅니다(1·2는 1900년대, 3·4는 2000년대, 외국인등록번호는
# 5–8). **2020년 10월 5일 전에** 받은 번호는 맨 끝자리가 앞 열두 자리에서 계산되고, **그 뒤에** 새로 받은 번호는 끝 여섯 자리가 무작위입니다. 이 차이가 3절에서 큰일을 합니다.


# %%
def check_digit(first12):
    """The last digit of a number given before October 2020."""
    weights = [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]
    total = sum(w * int(d) for w, d in zip(weights, first12, strict=True))
    return (11 - total % 11) % 10


def make_number(generator, is_new):
    """Thirteen digits of somebody born between 2060 and 2099: well formed, never real."""
    year, month, day, century = generator.integers([60, 1, 1, 3], [100, 13, 29, 5])
    tail = f"{generator.integers(0, 10**6):06d}"
    first12 = f"{year}{month:02d}{day:02d}{century}{tail[:5]}"
    return first12 + (tail[5] if is_new else str(check_digit(first12)))


# %% [markdown]
# (여기서 2절까지의 셀들은 글을 만드는 준비입니다. 실행만 하고 넘어가도 됩니다.)
#
# 사람마다 쓰는 버릇이 다릅니다. 하이픈을 넣기도, 빼기도 하고, 한글 문서에서 옮기면 줄표(–)나 **전각 숫자**(１２３)가 섞입니다.

# %%
FULL_WIDTH = str.maketrans("0123456789-", "０１２３４５６７８９－")
SURNAMES, GIVEN = "김이박최정강조윤", ["합성", "가상", "예시", "모의", "견본"]


def write_number(digits, generator):
    """The way in which somebody types the number."""
    style = generator.choice(["-", "", " ", "–", "wide"], p=[0.6, 0.15, 0.08, 0.1, 0.07])
    if style == "wide":
        return f"{digits[:6]}-{digits[6:]}".translate(FULL_WIDTH)
    return digits[:6] + style + digits[6:]


# %%
TEMPLATES = [
    "{name} 고객의 주민번호는 {rrn}입니다. 회신은 {phone}으로 부탁.",
    "접수자 {name}({rrn}), 펌프 소음. 이상이 있으면 {phone}.",
    "주민번호{rrn}으로 조회했으나 기록 없음. 정비가 필요함.",
    "본인 확인 {rrn} 완료. {name}님 최근에 이사함.",
    "{name}에게서 전화 옴. 박스가 젖어 있었고 번호는 {phone}번.",
    "주문번호 {order} 배송 지연. 강하게 항의함.",
    "기기 번호 {serial} 교체. 조치가 끝나 정상으로 돌아옴.",
    "㈜예시펌프 담당 {name} 씨, {phone}로 연락. 김포 창고 출고.",
]

# %% [markdown]
# 글마다 **정답**(무엇이 몇 번째 글자부터 몇 번째 글자 앞까지 있는지)을 함께 적어 둡니다. 정답이 있어야 놓친 것을 셀 수 있습니다. 주문번호는 창고 번호와 월일로 시작하는 열세 자리이고,
# 기기 번호는 여섯 자리-일곱 자리입니다. 둘 다 개인정보가 아니지만, 우연히 누군가의 번호가 되지 않도록 태어난 해가 1800년대나 2060년 뒤로 읽히는 숫자만 씁니다.


# %%
def make_slots(generator):
    number = make_number(generator, is_new=generator.random() < 0.3)
    month, day, anything, tail = generator.integers([1, 1, 0, 0], [13, 29, 10**4, 10**6])
    shop, code = generator.integers(60, 100), f"{generator.choice(list('034789'))}{tail:06d}"
    return {
        "name": generator.choice(list(SURNAMES)) + generator.choice(GIVEN),
        "rrn": write_number(number, generator),
        "phone": f"010-0{generator.integers(0, 1000):03d}-{generator.integers(0, 10**4):04d}",
        "order": f"{shop}{month:02d}{day:02d}{code}",
        "serial": f"{shop}{anything:04d}-{code}",
    }


# %%
def make_memo(generator):
    """A text and its truth: (kind, start, end) of every piece of personal data."""
    slots, text, truth = make_slots(generator), "", []
    for piece in re.split(r"(\{\w+\})", generator.choice(TEMPLATES)):
        kind = piece.strip("{}")
        value = slots[kind] if piece.startswith("{") else piece
        if piece.startswith("{") and kind in {"name", "rrn", "phone"}:
            truth.append((kind, len(text), len(text) + len(value)))
        text += value
    return text, truth


# %%
generator = np.random.default_rng(7)
memos = [make_memo(generator) for _ in range(2000)]
for text, truth in memos[:4]:
    print(text, "→", [text[start:end] for _, start, end in truth])

# %% [markdown]
# ## 2. 조사가 붙으면 사라지는 번호
#
# 가장 흔한 정규식부터 시작합니다. `\d{6}-\d{7}`은 "숫자 여섯 개, 하이픈, 숫자 일곱 개"이고, 양쪽의 `\b`는 "낱말의 경계"입니다. 긴 숫자의 한 토막을 잘못 잡지 않으려고 넣습니다.
#
# 잘 찾았는지는 두 숫자로 잽니다. **재현율**(recall)은 글 속의 진짜 가운데 찾은 비율, **정밀도**(precision)는 찾은 것 가운데 진짜의 비율입니다.


# %%
def score(find, kind="rrn"):
    """Recall, precision, what was missed and what was found wrongly; spans must fit exactly."""
    missed, wrong, hits = [], [], 0
    for text, truth in memos:
        found = set(find(text))
        wanted = {(start, end) for each, start, end in truth if each == kind}
        hits += len(found & wanted)
        missed += [text[max(start - 4, 0) : end + 4] for start, end in wanted - found]
        wrong += [text[max(start - 6, 0) : end + 4] for start, end in found - wanted]
    return hits / (hits + len(missed)), hits / max(hits + len(wrong), 1), missed, wrong


# %%
def show(name, find, kind="rrn"):
    recall, precision, missed, wrong = score(find, kind)
    print(f"{name}: 재현율 {recall:.1%}, 정밀도 {precision:.1%}")
    print("   놓친 것:", missed[:3], "\n   잘못 찾은 것:", wrong[:3])


def finder(pattern):
    """A function that gives every place (start, end) where the pattern fits."""
    compiled = re.compile(pattern)
    return lambda text: [match.span() for match in compiled.finditer(text)]


# %% [markdown]
# **먼저 예상해 보세요.** 번호의 60 %는 하이픈을 넣어 반듯하게 썼습니다. 이 정규식은 주민등록번호의 몇 퍼센트를 찾을까요?

# %%
show("낱말 경계 \\b", finder(r"\b\d{6}-\d{7}\b"))

# %% [markdown]
# 절반은커녕 그보다 훨씬 적습니다. "놓친 것"의 앞뒤 글자를 보세요. 반듯하게 쓴 번호인데 바로 뒤에 **조사**("입니다", "으로")가 붙어 있거나, 바로 앞에 글자가 있습니다.
#
# 영어는 번호 다음을 띄어 쓰지만 한국어는 조사를 **붙여** 씁니다. 그리고 파이썬에게 한글은 숫자와 똑같은 "낱말 글자"(`\w`)입니다. 그래서 `7`과 `입` 사이에는 낱말의 경계가 **없습니다.**

# %%
for text in ["900101-3000000 입니다", "900101-3000000입니다"]:
    print(text, "→", re.findall(r"\b\d{6}-\d{7}\b", text))

# %% [markdown]
# 우리가 정말 원한 것은 "낱말의 경계"가 아니라 "양옆에 **숫자가 더 없음**"입니다. 그대로 쓰면 됩니다. `(?<!\d)`는 "바로 앞이 숫자가 아님", `(?!\d)`는 "바로 뒤가 숫자가 아님"입니다.
# 이렇게 자리만 살피고 글자를 먹지 않는 표현을 **둘러보기**(lookaround)라고 합니다.

# %%
show("숫자가 이어지지 않음", finder(r"(?<!\d)\d{6}-\d{7}(?!\d)"))

# %% [markdown]
# 이제 남은 것은 쓰는 버릇입니다. 하이픈이 없어도, 빈칸이어도 찾게 `[- ]?`를 넣어 봅시다.

# %%
show("하이픈이 없어도", finder(r"(?<!\d)\d{6}[- ]?\d{7}(?!\d)"))

# %% [markdown]
# 재현율은 올랐지만 이번에는 **주문번호**까지 잡습니다. 정밀도는 조금 뒤에 살리고, 놓친 줄표(–)와 전각 글자부터 봅시다.
#
# ### 모양만 다른 같은 글자
#
# **먼저 예상해 보세요.** 파이썬의 `\d`는 전각 숫자 `９`와 맞을까요?

# %%
print(
    "전각 숫자:", bool(re.fullmatch(r"\d", "９")), "· 전각 하이픈:", bool(re.fullmatch("-", "－"))
)
print("정리하면:", unicodedata.normalize("NFKC", "９００１０１－３００００００"))

# %% [markdown]
# `\d`는 세상의 모든 숫자와 맞지만 하이픈은 딱 하나뿐입니다. 그래서 찾기 전에 모양을 하나로 맞춥니다(**정규화**, normalisation). 널리 쓰는 방법은 NFKC인데, 함정이 하나 있습니다.

# %%
text = "㈜예시펌프와 ㈜모의산업 ℡ 010-0123-4567"
clean = unicodedata.normalize("NFKC", text)
start, end = finder(r"010-\d{4}-\d{4}")(clean)[0]
print(
    f"길이 {len(text)} → {len(clean)}, 원래 글에서 그 자리를 지우면: {text[:start]}***{text[end:]}"
)

# %% [markdown]
# NFKC는 `㈜`를 `(주)` 세 글자로 바꿉니다. **길이가 달라져서** 찾은 자리가 원래 글과 어긋나고, 가렸다고 믿은 번호가 거의 절반이나 남았습니다. 자리를 지키려면 **한 글자를 한 글자로만**
# 바꿉니다.

# %%
NARROW = str.maketrans("０１２３４５６７８９－–—‐‑", "0123456789-----")


def normalise(text):
    """Full-width digits and every dash in their plain form; the length stays."""
    return text.translate(NARROW)


NUMBER = r"(?<!\d)\d{6}[- ]?\d{7}(?!\d)"
show("글자를 정리한 뒤", lambda text: finder(NUMBER)(normalise(text)))

# %% [markdown]
# 다 찾았습니다. 그런데 찾은 것의 적지 않은 몫이 개인정보가 **아닙니다.**
#
# ## 3. 검사 숫자를 믿어도 될까요?
#
# 주문번호를 걸러 내는 방법을 세 가지 시험해 봅시다. 첫째, **날짜**: 13월이나 32일은 없습니다. 둘째, **검사 숫자**: 맨 끝자리가 계산과 맞아야 합니다. 셋째, **문맥**: 바로 앞에 "주문번호"나
# "기기 번호"라고 적혀 있습니다.


# %%
def has_date(digits):
    """Month, day and century are possible."""
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= 31 and digits[6] in "12345678"


def passes_check(digits):
    return int(digits[12]) == check_digit(digits[:12])


def is_named_otherwise(text, start):
    return re.search(r"(주문|송장|기기) ?번호 ?$", text[:start]) is not None


# %%
def make_finder(dates=True, checksum=False, context=False):
    """A finder of resident registration numbers with the rules that are switched on."""

    def find(text):
        clean, spans = normalise(text), []
        for start, end in finder(NUMBER)(clean):
            digits = re.sub(r"\D", "", clean[start:end])
            kept = not dates or has_date(digits)
            kept = kept and (not checksum or passes_check(digits))
            if kept and not (context and is_named_otherwise(clean, start)):
                spans.append((start, end))
        return spans

    return find


# %% [markdown]
# **먼저 예상해 보세요.** 검사 숫자가 틀린 번호를 버리면 정밀도는 크게 오릅니다. 재현율은 그대로일까요?

# %%
show("날짜까지", make_finder())
show("날짜 + 검사 숫자", make_finder(checksum=True))

# %% [markdown]
# 정밀도는 올랐지만 진짜 번호를 4분의 1쯤 **버렸습니다.** 2020년 10월 뒤에 받은 번호의 끝자리는 무작위라서 계산과 맞을 까닭이 없습니다. 갓 태어난 아이들과 번호를 바꾼 사람들이 거의 다 빠진 것입니다.
# 번호를 바꾼 사람은 대개 유출이나 폭력을 피해 바꾼 사람입니다. **가장 지켜야 할 사람을 가장 먼저 놓치는** 규칙입니다.
#
# 두 무리에서 따로 재 보면 뚜렷합니다.

# %%
for is_new, name in [(False, "2020년 10월 전의 번호"), (True, "그 뒤의 번호      ")]:
    numbers = [make_number(generator, is_new) for _ in range(5000)]
    print(f"{name}: 검사 숫자가 맞는 비율 {np.mean([passes_check(each) for each in numbers]):.1%}")

# %% [markdown]
# 열에 하나는 **우연히** 맞습니다. 그러니 검사 숫자는 이렇게 씁니다. **맞으면 더 믿되, 틀렸다고 버리지는 않습니다.**
#
# | 번호 | 검사 숫자 | 틀리면 버려도 되나요? |
# |---|---|---|
# | 주민등록번호, 외국인등록번호 | 2020년 10월 전에만 | **안 됩니다** |
# | 신용카드 번호 | 룬(Luhn) 계산, 늘 있음 | 됩니다 |
# | 사업자등록번호 | 늘 있음 | 됩니다 |
# | 계좌번호 | 은행마다 다름, 공통 규칙 없음 | 문맥을 봐야 합니다 |
#
# 그러면 문맥은 어떨까요? 아래에서 규칙을 켜고 꺼 보세요. 재현율을 **하나도 잃지 않고** 정밀도를 가장 높이는 짝을 찾아보세요.


# %%
@interact(dates=True, checksum=False, context=False)
def show_rules(dates=True, checksum=False, context=False):
    show("고른 규칙", make_finder(dates, checksum, context))


# %% [markdown]
# ### 직접 해 보기
#
# 날짜와 문맥을 켜고 검사 숫자는 끈 탐지기의 **[재현율, 정밀도]** 를 구해 보세요. `score(...)`가 돌려주는 네 값 가운데 앞의 둘입니다.

# %%
my_rates = ...


# %%
check("재현율과 정밀도", my_rates, score(make_finder(context=True))[:2])

# %% [markdown]
# 여기서는 문맥이 완벽해 보이지만, 우리가 만든 글에서 "주문번호"라는 말이 늘 바로 앞에 있었기 때문입니다. 진짜 글에는 "아까 그 번호 730914…"도 있습니다. 규칙을 고친 글로 성적을 재면 후하게 나오므로,
# 성적은 **규칙을 만들 때 보지 않은 글**로 다시 잽니다.
#
# ## 4. 이름은 번호보다 어렵습니다
#
# 이름에는 정해진 모양이 없습니다. "성씨 한 글자와 두 글자"라는 규칙을 써 봅시다.
#
# **먼저 예상해 보세요.** 이 규칙이 찾은 것 가운데 진짜 이름은 몇 퍼센트일까요?

# %%
ANY_NAME = rf"[{SURNAMES}][가-힣]{{2}}"
show("성씨와 두 글자", finder(ANY_NAME), "name")

# %%
found = Counter(text[a:b] for text, _ in memos for a, b in finder(ANY_NAME)(text))
print(", ".join(f"{name} {count}번" for name, count in found.most_common(12)))

# %% [markdown]
# "정비가", "이상이", "박스가"가 모두 사람이 되었습니다. 뒤에 "님, 씨, 고객"이 붙은 것만 고르면 어떨까요?

# %%
show("호칭이 있는 이름", finder(rf"{ANY_NAME}(?= ?(?:님|씨|고객))"), "name")

# %% [markdown]
# 정밀도는 높아졌지만 "접수자 김합성(", "박가상에게서 전화 옴"을 놓칩니다. 앞말(접수자, 담당)과 뒷말을 더하면 조금씩 나아지지만 **끝이 없습니다.** 다음 그림은 규칙 세 가지가 서 있는 자리입니다.

# %%
names = {
    "모두": ANY_NAME,
    "호칭": rf"{ANY_NAME}(?= ?(?:님|씨|고객))",
    "호칭과 앞말": rf"(?<=접수자 ){ANY_NAME}|{ANY_NAME}(?= ?(?:님|씨|고객))",
}

# %%
fig, ax = plt.subplots(figsize=(5, 3.5))
for name, pattern in names.items():
    recall, precision, *_ = score(finder(pattern), "name")
    ax.plot(recall, precision, "o", label=f"{name} ({recall:.0%}, {precision:.0%})")
ax.set(xlabel="재현율", ylabel="정밀도", xlim=(0, 1.05), ylim=(0, 1.05))
ax.legend(loc="lower left")
plt.show()

# %% [markdown]
# 어느 쪽이 나을까요? **쓸 곳에 따라 다릅니다.** 밖으로 내보낼 글이라면 하나만 놓쳐도 사고이니 재현율이 먼저이고, 잘못 찾은 것은 사람이 되살립니다. 언어 모델을 쓰면 더 나아지지만 0이 되지는 않습니다.
# 그래서 무엇을 쓰든 **사람이 정답을 단 표본에서 놓친 비율을 재고**, 그 숫자를 함께 적습니다.
#
# ## 5. 표의 머리글은 거짓말을 합니다
#
# 표라면 쉬울까요? "이름", "연락처" 열만 지우면 될 것 같습니다. 어느 고객 표(합성)를 파일에서 읽어 봅시다.


# %%
def make_file(count, generator):
    """A CSV of customers, as a colleague sends it."""
    lines = ["고객명,연락처,구분코드,지역,비고"]
    for _ in range(count):
        slots = make_slots(generator)
        code = make_number(generator, is_new=False)
        note = make_memo(generator)[0].replace(",", " ") if generator.random() < 0.2 else ""
        area = generator.choice(["남동구", "부평구", "서구", "연수구"])
        lines.append(f"{slots['name']},{slots['phone'].replace('-', '')},{code},{area},{note}")
    return "\n".join(lines)


# %%
file_text = make_file(300, generator)
table = pd.read_csv(StringIO(file_text))
table.head(3)

# %% [markdown]
# **먼저 예상해 보세요.** "구분코드" 열에는 무엇이 들어 있을까요? 전화번호를 찾는 규칙 `010`은 연락처 열에서 몇 건을 찾을까요?

# %%
PHONE = r"(?<!\d)01[016789][- ]?\d{3,4}[- ]?\d{4}(?!\d)"
found = table["연락처"].astype(str).str.contains(PHONE)
print(f"연락처에서 찾은 전화번호 {found.sum()}건, 처음 값: {table['연락처'].iloc[0]}")

# %% [markdown]
# 한 건도 없습니다. pandas가 연락처를 **숫자로** 읽으면서 맨 앞의 0을 지웠기 때문입니다. 개인정보를 찾을 표는 반드시 **글자로** 읽습니다. 그리고 머리글이 아니라 **값**을 살펴봅니다.


# %%
def scan(table):
    """Percent of the filled cells of each column that hold a number of a person."""
    rows = {}
    for column in table:
        cells = table[column].dropna().map(normalise)
        is_rrn = cells.map(lambda text: bool(make_finder(context=True)(text)))
        rows[column] = {
            "주민등록번호(%)": 100 * is_rrn.mean(),
            "전화번호(%)": 100 * cells.str.contains(PHONE).mean(),
        }
    return pd.DataFrame(rows).T.round()


# %%
table = pd.read_csv(StringIO(file_text), dtype=str)
print(scan(table))

# %% [markdown]
# "구분코드"는 하이픈을 뺀 주민등록번호였고, "비고"에는 상담원이 적어 둔 번호가 섞여 있습니다. 머리글만 보고 "고객명, 연락처"를 지웠다면 둘 다 그대로 나갈 뻔했습니다.
#
# ## 6. 찾았으면 가립니다
#
# 찾은 자리를 이름표로 바꿉시다. 두 곳이 있을 때는 **순서**가 중요합니다.
#
# **먼저 예상해 보세요.** 앞에서부터 하나씩 바꾸면 무슨 일이 생길까요?

# %%
text = "주민번호 900101-3000000, 전화 010-0123-4567번"
spans = [(5, 19, "[주민등록번호]"), (24, 37, "[전화번호]")]
forward = text
for start, end, label in spans:
    forward = forward[:start] + label + forward[end:]
print("앞에서부터:", forward)

# %% [markdown]
# 첫 자리를 바꾸는 순간 글의 길이가 달라져 둘째 자리가 어긋났습니다. **뒤에서부터** 바꾸면 앞의 자리는 움직이지 않습니다.


# %%
def redact(text, spans):
    """`text` with every (start, end, label) replaced, last one first."""
    for start, end, label in sorted(spans, reverse=True):
        text = text[:start] + label + text[end:]
    return text


print("뒤에서부터:", redact(text, spans))

# %% [markdown]
# 마지막으로 기록 전체를 가리고, **가린 글에서 정답이 남아 있는지** 다시 셉니다. 규칙이 아니라 결과를 검사하는 것입니다.

# %%
find_rrn, find_phone = make_finder(context=True), finder(PHONE)
left = {"rrn": 0, "phone": 0, "name": 0}
for memo, truth in memos:
    spans = [(*span, "[주민등록번호]") for span in find_rrn(memo)]
    hidden = redact(memo, spans + [(*span, "[전화번호]") for span in find_phone(normalise(memo))])
    for kind, start, end in truth:
        left[kind] += memo[start:end] in hidden
print("남아 있는 것:", left)

# %% [markdown]
# 번호는 모두 가렸지만 **이름은 그대로**입니다. 그리고 이름까지 가려도 끝이 아닙니다. "송도에 사는, 지난주에 펌프를 두 번 바꾼 사람"은 이름 없이도 누구인지 알 수 있습니다. 2단원에서 이어집니다.
#
# ## 7. 법은 무엇을 개인정보라고 하나요?
#
# > **법률 자문이 아닙니다.** 「개인정보 보호법」의 조문을 쉬운 말로 옮긴 것이며, 2026년 11월 22일에 확인할 수 있었던 자료(2023년 3월 14일 개정, 같은 해 9월 15일 시행된 조문)를 따랐습니다. 그 뒤의 개정은
# > 국가법령정보센터에서 확인하고, 일에 쓰기 전에 전문가에게 물으세요.
#
# | 조문 | 쉬운 말로 |
# |---|---|
# | 제2조 제1호 가목 | 살아 있는 사람을 **바로** 알아볼 수 있는 정보: 이름, 주민등록번호, 영상 따위 |
# | 제2조 제1호 나목 | 그것만으로는 몰라도 **다른 정보와 쉽게 결합하여** 알아볼 수 있는 정보 |
# | 제2조 제1호 다목 | 가명처리하여, 추가 정보 없이는 알아볼 수 없는 정보(**가명정보**). 이것도 **개인정보**입니다. |
# | 제24조의2 | 주민등록번호는 법령이 구체적으로 요구하거나 허용한 경우 등이 아니면 처리할 수 **없습니다.** |
#
# 위의 "구분코드" 열은 가리기 전에 **왜 가지고 있는지**부터 물어야 합니다. 찾는 기술보다 먼저인 물음입니다.
#
# ---
# ## 기억하기
#
# - 한국어는 조사를 붙여 쓰므로 `\b`가 아니라 `(?<!\d)`와 `(?!\d)`를 씁니다.
# - 찾기 전에 모양을 맞추되 **한 글자를 한 글자로** 바꿉니다. 표는 **글자로** 읽습니다.
# - 주민등록번호의 검사 숫자는 맞으면 더 믿고, **틀려도 버리지 않습니다**(2020년 10월부터 무작위).
# - 머리글이 아니라 값을 살피고, 규칙이 아니라 **결과를** 검사합니다.
# - 정답을 단 표본에서 **놓친 비율**을 재어 함께 적습니다.
#
# ## 물음
#
# 1. `(?!\d)` 없이 `\d{6}-\d{7}`만 쓰면 열여섯 자리 카드번호가 든 글에서 무슨 일이 생길까요?
# 2. 사내 게시판에 올릴 글과 연구원 세 명만 볼 글에서, 재현율과 정밀도 가운데 무엇을 먼저 보겠습니까?
# 3. 우리 회사 표에서 "비고"처럼 무엇이든 적을 수 있는 칸은 어디에 있나요?
# 4. 열에 하나는 우연히 검사 숫자가 맞습니다. 주문번호 1,000개가 있는 글에서 "검사 숫자가 맞으니 주민등록번호"라고 하면 몇 건이 틀릴까요?
#
# ## 더 가 보기
#
# - `write_number`에 점으로 나눈 모양(`900101.3000000`)을 더해 보세요. 재현율이 얼마나 떨어지나요? 진짜 글에서는 누가 이런 일을 알려 줄까요?
# - 외국인등록번호의 옛 검사 숫자는 `(13 - 합 % 11) % 10`입니다. `passes_check`가 뒤의 첫 자리를 보고 식을 고르게 해 보세요.
