# %% [markdown]
# # 다음 말을 고르는 기계
#
# **오늘의 물음** 다음 말을 맞히는 기계는 앞의 말 가운데 무엇을 보고 고를까요? 그리고 왜 없는 일을 지어낼까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.6 GB | 필요 없음 | 합성 데이터: 설비 작업 일지 600줄 (씨앗 7) |
#
# 챗봇은 거대하지만 하는 일은 하나입니다. **다음에 올 말을 맞히는 것**이지요. 오늘은 그 일을 하는 기계를 작업 일지 400줄로 아주 작게 만들어
# 속을 들여다봅니다. 3단원의 경사하강법과 5단원의 신경망을 그대로 씁니다.

# %%
import importlib.util
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch
from ipywidgets import interact
from matplotlib import font_manager
from torch import nn
from transformers import GPT2Config, GPT2LMHeadModel

torch.set_num_threads(1)

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
# ## 1. 작업 일지
#
# 남동공단의 한 공장에서는 설비를 손볼 때마다 일지에 한 줄씩 적습니다. 아래는 그런 일지를 흉내 낸 **합성 데이터**입니다. 증상과 상태가 정해지면
# 조치도 정해져 있고, 마지막에는 **앞에서 말한 기계**의 결과를 적습니다. 그리고 5호기는 새 기계라 **진동 기록이 한 번도 없습니다.**
# 이 사실을 기억해 두세요.

# %%
FIXES = {
    ("온도", "높음"): ("냉각수", "늘림"),
    ("온도", "낮음"): ("히터", "교체"),
    ("압력", "낮음"): ("펌프", "점검"),
    ("진동", "높음"): ("베어링", "교체"),
    ("소음", "높음"): ("윤활유", "보충"),
}


# %%
def make_note(generator):
    """One synthetic line of a maintenance log; machine 5 never vibrates."""
    machine = f"{generator.integers(1, 6)}호기"
    problems = [(what, how) for what, how in FIXES if (machine, what) != ("5호기", "진동")]
    problem = problems[generator.integers(len(problems))]
    shift = str(generator.choice(["오전", "오후", "야간"]))
    result = str(generator.choice(["정상", "재점검"], p=[0.8, 0.2]))
    return ["<시작>", shift, machine, *problem, *FIXES[problem], "후", machine, result, "<끝>"]


# %%
generator = np.random.default_rng(7)
log = [make_note(generator) for _ in range(400)]  # to learn from
new_log = [make_note(generator) for _ in range(200)]  # to be tested on
for note in log[:3]:
    print(" ".join(note))

# %% [markdown]
# ## 2. 글을 번호로
#
# 신경망은 글자를 모르고 숫자만 압니다. 그래서 글을 조각내어 조각마다 번호를 붙입니다. 이 조각을 **토큰**(token), 쓸 수 있는 토큰의 목록을
# **어휘**(vocabulary)라고 합니다.
#
# **먼저 예상해 보세요.** 글자 하나하나로 자를 때와 띄어쓰기로 자를 때, 일지 한 줄의 토큰 수와 어휘의 크기는 각각 어느 쪽이 클까요?

# %%
lines = [" ".join(note[1:-1]) for note in log]
print(
    f"글자로:     어휘 {len(set(''.join(lines)))}개, 한 줄에 {np.mean([len(line) for line in lines]):.1f}토큰"
)
print(
    f"띄어쓰기로: 어휘 {len(set(' '.join(lines).split()))}개, 한 줄에 {np.mean([len(line.split()) for line in lines]):.1f}토큰"
)

# %% [markdown]
# 우리 일지는 말이 단출해서 띄어쓰기로 잘라도 어휘가 작습니다. 하지만 진짜 한국어 문장에서는 "냉각수를", "냉각수가", "냉각수만"이 모두 다른 토큰이
# 되어 어휘가 끝없이 늘어납니다. 그래서 큰 모델은 그 중간, 곧 자주 나오는 **조각**(subword)으로 자릅니다. 오늘은 띄어쓰기로 충분합니다. 시작과
# 끝을 알리는 `<시작>`과 `<끝>`도 토큰입니다.

# %%
vocabulary = sorted({word for note in log for word in note})
number_of = {word: number for number, word in enumerate(vocabulary)}
ids = torch.tensor([[number_of[word] for word in note] for note in log])  # (notes, tokens)
new_ids = torch.tensor([[number_of[word] for word in note] for note in new_log])
print("어휘", len(vocabulary), "· 모양", tuple(ids.shape), "· 첫 줄", ids[0].tolist())

# %% [markdown]
# ## 3. 얼마나 잘 맞히는지 재는 자
#
# 모델은 다음 토큰마다 확률을 내놓습니다. 실제로 온 토큰에 준 확률 $p$가 클수록 잘한 것이니, $-\log p$를 **손실**로 삼아 평균을 냅니다. 5단원의
# 교차 엔트로피와 같은 것입니다. 먼저 두 기준선을 세웁시다. ① 아무것도 모르고 고르게 찍기, ② **바로 앞 토큰 하나만** 보고 세어 둔 횟수대로 고르기.


# %%
def losses(log_probability, ids):
    """Loss at each place; log_probability: (notes, tokens - 1, words), ids: (notes, tokens)."""
    return -log_probability.gather(-1, ids[:, 1:, None]).squeeze(-1)  # (notes, tokens - 1)


# %%
counts = torch.full((len(vocabulary), len(vocabulary)), 0.01)  # a little, so that no log is of 0
for note in ids:
    for before, after in pairwise(note):
        counts[before, after] += 1
pair_log_probability = (counts / counts.sum(dim=1, keepdim=True)).log()  # (words, words)

# %% [markdown]
# 우리가 일지를 만든 규칙을 알고 있으니, 아무리 잘해도 평균으로는 더 내려갈 수 없는 **바닥**도 계산할 수 있습니다. 근무조, 기계, 증상, 결과는 제비뽑기라 누구도
# 다 맞힐 수 없기 때문입니다.

# %%
problem_loss = 0.8 * np.log(5) + 0.2 * np.log(4)  # machine 5 has one problem less
result_loss = -0.8 * np.log(0.8) - 0.2 * np.log(0.2)
floor = (np.log(3) + np.log(5) + problem_loss + result_loss) / 10  # ten tokens to guess
pair_losses = losses(pair_log_probability[new_ids[:, :-1]], new_ids)
print(f"고르게 찍기       {np.log(len(vocabulary)):.3f}")
print(f"앞 토큰 하나만    {pair_losses.mean():.3f}")
print(f"바닥              {floor:.3f}")

# %% [markdown]
# **먼저 예상해 보세요.** 앞 토큰 하나만 보는 모델은 한 줄의 어느 자리에서 가장 헤맬까요? 아래는 새 일지에서 자리마다 잰 손실입니다.

# %%
places = ["근무조", "기계", "증상", "상태", "부품", "조치", "후", "기계(다시)", "결과", "끝"]
table = pd.DataFrame({"앞 토큰 하나만": pair_losses.mean(dim=0).numpy()}, index=places)
table.T.round(2)

# %% [markdown]
# 근무조와 기계는 누구라도 모릅니다. 하지만 **부품**은 "높음"만 봐서는 모르고 그 앞의 "온도"까지 봐야 압니다. **다시 나오는 기계**는 여섯
# 칸이나 앞을 돌아봐야 합니다. 바로 앞만 보는 기계에게는 방법이 없습니다. 필요한 것은 **멀리 있는 말을 골라서 보는 능력**입니다.
#
# ## 4. 골라서 보기, 손으로
#
# "후" 다음에 올 말을 맞히려는 참입니다. 도서관에서 책을 찾는 일에 빗대면 이렇습니다.
#
# - **질의**(query): "후"가 내미는 쪽지. "나는 **기계**를 찾습니다."
# - **열쇠**(key): 앞의 말마다 등에 적힌 분류표. "나는 기계요", "나는 증상이요".
# - **값**(value): 골랐을 때 실제로 건네주는 내용. 여기서는 기계의 번호입니다.
#
# 질의와 열쇠를 **곱해서 더하면**(내적) 둘이 얼마나 맞는지 점수가 나옵니다.

# %%
words = ["3호기", "진동", "높음", "베어링", "교체", "후"]
key = np.array(  # columns: machine? problem? part?
    [[1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 1], [0, 0, 1], [0, 0, 0]], dtype=float
)
value = np.array([3.0, 0, 0, 0, 0, 0])  # the machine's number
query = np.array([4.0, 0, 0])  # "I look for a machine", rather strongly
scores = key @ query
print(dict(zip(words, scores.tolist(), strict=True)))

# %% [markdown]
# 점수를 "몇 퍼센트씩 볼까"로 바꿉니다. 모두 0보다 크고 더하면 1이 되어야 합니다. 지수를 취해 전체 합으로 나누는 **소프트맥스**(softmax)가
# 그 일을 합니다. 가장 큰 점수를 먼저 빼도 답은 같고, 큰 수에서 넘치지 않습니다.


# %%
def softmax(scores):
    """Shares along the last axis, each row sums to 1."""
    shares = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)


# %% [markdown]
# **먼저 예상해 보세요.** "후"는 "3호기"를 몇 퍼센트쯤 볼까요? 100 %일까요?

# %%
weights = softmax(scores)
print({word: round(float(weight), 2) for word, weight in zip(words, weights, strict=True)})
print(f"건네받은 값: {weights @ value:.2f}")

# %% [markdown]
# 질의로 점수를 매기고, 소프트맥스로 나누고, 값을 그 비율로 섞어 받았습니다. 이것이 **어텐션**(attention)의 전부입니다. 비율은 0이 되지 않으니
# 조금은 다른 말도 섞입니다. 쪽지를 얼마나 세게 내미는지, 그리고 앞에 기계가 **둘**이면 어떻게 되는지 만져 보세요.


# %%
@interact(strength=(0.0, 8.0, 0.5), second_machine=False)
def show_lookup(strength=4.0, second_machine=False):
    keys, values, names = key.copy(), value.copy(), list(words)
    if second_machine:
        keys[3], values[3], names[3] = [1, 0, 0], 1.0, "1호기"
    shares = softmax(keys @ np.array([strength, 0, 0]))
    fig, ax = plt.subplots(figsize=(7, 2.5))
    ax.bar(names, shares)
    ax.set(ylim=(0, 1), ylabel="보는 비율", title=f"건네받은 값 {shares @ values:.2f}")
    plt.show()


# %% [markdown]
# 기계가 둘이면 3과 1을 반반 섞어 **2호기**에 가까운 값을 받습니다. 문장에 없는 기계지요. 구별할 열쇠가 모자라면 어텐션은 고르는 대신 섞습니다.
#
# ### 직접 해 보기
#
# 점수가 `[2.0, 0.0, 0.0]`일 때 보는 비율 세 개를 구해 `my_weights`에 넣어 보세요. `softmax`를 불러도 되고 `np.exp`로 직접 써도 됩니다.

# %%
my_weights = ...


# %%
check("보는 비율", my_weights, np.exp([2.0, 0.0, 0.0]) / (np.exp(2.0) + 2))

# %% [markdown]
# ## 5. 왜 $\sqrt{d}$로 나눌까요?
#
# 진짜 모델에서는 질의와 열쇠가 칸이 3개가 아니라 64개, 128개인 벡터이고, 처음에는 **제멋대로인 수**에서 시작합니다. 칸의 수를 $d$라고 합시다.
#
# **먼저 예상해 보세요.** $d$를 4에서 256으로 늘리면, 제멋대로인 열쇠 열 개 가운데 하나를 보는 가장 큰 비율은 어떻게 될까요?

# %%
generator = np.random.default_rng(7)


def measure_softmax(size, is_scaled):
    """Spread of the scores, largest share, and how much the shares still react to a score."""
    query = generator.normal(size=(2000, 1, size))
    key = generator.normal(size=(2000, 10, size))
    scores = (query * key).sum(axis=-1) / (size**0.5 if is_scaled else 1)
    shares = softmax(scores)
    return scores.std(), shares.max(axis=-1).mean(), (shares * (1 - shares)).mean()


# %%
columns = ["점수의 표준편차", "가장 큰 비율", "비율의 경사"]
sizes = [4, 16, 64, 256]
for is_scaled, name in [(False, "그대로"), (True, "√d로 나눔")]:
    rows = [measure_softmax(size, is_scaled) for size in sizes]
    print(name, pd.DataFrame(rows, index=sizes, columns=columns).round(3), sep="\n", end="\n\n")

# %% [markdown]
# 그대로 두면 점수의 표준편차가 $\sqrt{d}$만큼 커집니다. 그러면 소프트맥스는 아직 아무것도 배우지 않았는데도 하나만 뚫어지게 보고, 점수를 조금 바꿔도
# 비율이 꿈쩍하지 않아 **경사가 사라집니다.** 경사가 없으면 경사하강법은 배울 수 없습니다. $\sqrt{d}$로 나누면 $d$가 얼마든 처음에 골고루 보면서
# 시작합니다.
#
# ## 6. 순서를 모른다, 미래를 훔쳐본다
#
# 어텐션에는 허점이 두 가지 있습니다. 첫째, "가장 잘 맞는 말"을 찾을 뿐 **어디에 있는지** 모릅니다.
#
# **먼저 예상해 보세요.** "3호기 가 1호기 보다 뜨겁다"와 "1호기 가 3호기 보다 뜨겁다"에서 "뜨겁다"가 건네받는 값은 다를까요?


# %%
def attention(query, key, value, is_causal=True):
    """Mix of the values and the shares; query, key, value: (..., tokens, size)."""
    scores = query @ key.transpose(-2, -1) / query.shape[-1] ** 0.5  # (..., tokens, tokens)
    if is_causal:
        future = torch.ones(scores.shape[-2:], dtype=torch.bool).triu(1)
        scores = scores.masked_fill(future, -torch.inf)
    weights = scores.softmax(dim=-1)
    return weights @ value, weights


# %%
torch.manual_seed(7)
vector_of = {word: torch.randn(8) for word in ["3호기", "1호기", "가", "보다", "뜨겁다"]}
one = torch.stack([vector_of[word] for word in ["3호기", "가", "1호기", "보다", "뜨겁다"]])
other = torch.stack([vector_of[word] for word in ["1호기", "가", "3호기", "보다", "뜨겁다"]])
difference = attention(one, one, one)[0][-1] - attention(other, other, other)[0][-1]
place = torch.randn(5, 8)
one, other = one + place, other + place
placed = attention(one, one, one)[0][-1] - attention(other, other, other)[0][-1]
print(f"그대로: 차이 {difference.abs().max():.1e} · 자리를 더하면: 차이 {placed.abs().max():.2f}")

# %% [markdown]
# 컴퓨터의 반올림을 빼면 **똑같습니다.** 뜻이 정반대인데도요. 그래서 토큰의 벡터(**임베딩**, embedding)에 "나는 몇 번째 자리"라는 벡터를 더해
# 줍니다. 그러자 두 문장이 달라졌습니다.
#
# 둘째, 다음 말을 맞혀야 하는데 **뒤의 말을 볼 수 있으면** 맞히는 것이 아니라 베끼는 것입니다. 2단원의 누설이지요. 그래서 뒤쪽 점수를 소프트맥스
# **앞에서** $-\infty$로 바꿔 비율을 0으로 만듭니다. 위 함수의 `is_causal`이 그 **인과 마스크**(causal mask)입니다.

# %%
print(attention(one, one, one)[1].numpy().round(2))

# %% [markdown]
# 각 줄은 한 토큰이 앞의 토큰들을 보는 비율입니다. 위쪽 세모가 모두 0이고, 줄마다 더하면 1입니다.
#
# ## 7. 작은 트랜스포머
#
# 어텐션과 5단원의 작은 신경망을 번갈아 쌓은 것이 **트랜스포머**(transformer)입니다. 입력을 지우지 않고 **더해 가는** 것(잔차 연결)과 크기를 고르게
# 맞추는 것(`LayerNorm`)은 깊이 쌓아도 경사가 잘 흐르게 하는 장치입니다. 질의와 열쇠, 값은 이제 우리가 정하지 않고 **배웁니다.** 속을 읽기 쉽도록
# 오늘은 **한 층**만 쌓습니다.


# %%
class Block(nn.Module):
    def __init__(self, size, is_causal):
        super().__init__()
        self.is_causal = is_causal
        self.look = nn.Linear(size, 3 * size, bias=False)  # makes query, key and value
        self.think = nn.Sequential(nn.Linear(size, 4 * size), nn.GELU(), nn.Linear(4 * size, size))
        self.norms = nn.ModuleList([nn.LayerNorm(size), nn.LayerNorm(size)])

    def forward(self, x):
        query, key, value = self.look(self.norms[0](x)).chunk(3, dim=-1)
        seen, self.weights = attention(query, key, value, self.is_causal)
        x = x + seen
        return x + self.think(self.norms[1](x))


# %%
class TinyTransformer(nn.Module):
    def __init__(self, size=64, is_causal=True):
        super().__init__()
        self.word = nn.Embedding(len(vocabulary), size)
        self.place = nn.Embedding(11, size)
        self.block = Block(size, is_causal)
        self.score = nn.Linear(size, len(vocabulary))
        self.word.weight.data.mul_(0.2)  # from large numbers, some seeds never find the way
        self.place.weight.data.mul_(0.2)

    def forward(self, ids):  # (notes, tokens) -> (notes, tokens, words)
        x = self.word(ids) + self.place(torch.arange(ids.shape[1]))
        return self.score(self.block(x))


# %%
def train(score_words, parameters, steps, rate):
    """Minimise the loss on random batches of 64 notes; returns the seconds it took."""
    torch.manual_seed(7)
    optimiser = torch.optim.Adam(parameters, lr=rate)
    started = perf_counter()
    for _ in range(steps):
        batch = ids[torch.randint(len(ids), (64,))]
        loss = losses(score_words(batch)[:, :-1].log_softmax(dim=-1), batch).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return perf_counter() - started


# %%
@torch.no_grad()
def test(score_words):
    """Loss at each place on the new notes; (places,)."""
    log_probability = score_words(new_ids)[:, :-1].log_softmax(dim=-1)
    return losses(log_probability, new_ids).mean(dim=0).numpy()


# %% [markdown]
# **먼저 예상해 보세요.** 일지 400줄로 몇 초나 배우면 "다시 나오는 기계"를 맞힐까요?

# %%
torch.manual_seed(3)
tiny = TinyTransformer()
count = sum(parameter.numel() for parameter in tiny.parameters())
seconds = train(tiny, tiny.parameters(), steps=300, rate=0.003)
table["작은 트랜스포머"] = test(tiny)
print(
    f"가중치 {count:,}개, {seconds:.1f}초 · 새 일지의 손실 {test(tiny).mean():.3f} (바닥 {floor:.3f})"
)
table.T.round(2)

# %% [markdown]
# 손실이 바닥 가까이 내려갔습니다. 부품과 다시 나오는 기계의 손실이 거의 0이고, 근무조나 결과처럼 **제비뽑기인 자리만** 남았습니다. 무엇을 보고
# 맞혔을까요? 어텐션을 그려 봅시다.
#
# **먼저 예상해 보세요.** "후"의 줄에서 가장 진한 칸은 어느 말 위에 있을까요?


# %%
def draw_attention(weights, note, title):
    fig, ax = plt.subplots(figsize=(5, 4.5))
    ax.imshow(weights.numpy(), cmap="Blues", vmin=0, vmax=1)
    ax.set_xticks(range(len(note)), note, rotation=60)
    ax.set_yticks(range(len(note)), note)
    ax.set(xlabel="보이는 말", ylabel="보는 말", title=title)
    plt.show()


# %%
with torch.no_grad():
    tiny(new_ids)
weights = tiny.block.weights  # (notes, tokens, tokens)
draw_attention(weights[0], new_log[0], "작은 트랜스포머")
print(f"'후'가 기계를 보는 비율, 새 일지 {len(new_log)}줄의 평균: {weights[:, 7, 2].mean():.0%}")

# %% [markdown]
# 아무도 시키지 않았는데 "후"가 **맨 앞의 기계**를 봅니다. 4절에서 우리가 손으로 정한 쪽지를 기계가 일지에서 스스로 배운 것입니다. 다만 비율은
# 배우기 시작한 씨앗에 따라 꽤 달라지고, 진한 칸은
# "여기를 보았다"는 기록이지 "그래서 이렇게 답했다"는 **증명은 아닙니다.** 증명하려면 6단원의 가림 분석처럼 **바꿔 보고 다시 물어야** 합니다.


# %%
@torch.no_grad()
def chance_of(word, prompt):
    scores = tiny(torch.tensor([[number_of[other] for other in prompt]]))[0, -1]
    return float(scores.softmax(dim=-1)[number_of[word]])


# %%
prompt = ["<시작>", "야간", "3호기", "진동", "높음", "베어링", "교체", "후"]
print(f"그대로 물으면 '3호기'의 확률  {chance_of('3호기', prompt):.1%}")
for place, other in [(1, "오전"), (2, "1호기"), (3, "소음"), (6, "점검")]:
    changed = [*prompt[:place], other, *prompt[place + 1 :]]
    print(f"{prompt[place]} 대신 {other}: {chance_of('3호기', changed):.1%}")

# %% [markdown]
# 기계를 바꿀 때만 답이 무너집니다. 이제 "3호기를 보고 답했다"고 말해도 됩니다.
#
# ### 마스크를 빼면?
#
# **먼저 예상해 보세요.** 뒤를 볼 수 있게 하면 손실이 어떻게 될까요? 바닥보다 낮아질 수 있을까요?

# %%
torch.manual_seed(3)
peeking = TinyTransformer(is_causal=False)
train(peeking, peeking.parameters(), steps=150, rate=0.003)
print(f"뒤를 보는 모델의 손실 {test(peeking).mean():.4f} (바닥 {floor:.3f})")

# %% [markdown]
# 넘을 수 없는 바닥을 뚫었습니다. 반가운 소식이 아니라 **경보**입니다. 제비뽑기까지 맞혔다면 답을 보고 있는 것이지요. 실제로 쓸 때는 뒤가 아직
# 없습니다. 앞부분만 잘라서 주고 다음 토큰 하나를 맞히게 하면 들통납니다.


# %%
@torch.no_grad()
def test_without_future(score_words):
    """Mean loss when only the words so far are handed over, as in real use."""
    total = 0.0
    for length in range(1, new_ids.shape[1]):
        log_probability = score_words(new_ids[:, :length])[:, -1].log_softmax(dim=-1)
        total -= log_probability.gather(1, new_ids[:, length, None]).mean().item()
    return total / (new_ids.shape[1] - 1)


# %%
for name, model in [("앞만 보고 배움", tiny), ("뒤를 보고 배움", peeking)]:
    print(f"{name}: 시험 {test(model).mean():.3f} → 실전 {test_without_future(model):.3f}")

# %% [markdown]
# 베낄 답이 사라지자 무너집니다. **너무 좋은 성적은 먼저 의심하세요.** 이제 앞만 보고 배운 모델에게 글을 쓰게 해 봅시다. 다음 토큰을 뽑아 붙이는 일을
# 되풀이할 뿐입니다.


# %%
@torch.no_grad()
def write(score_words, prompt, count, temperature=1.0, seed=7):
    """`count` notes that begin with `prompt`, one random word after the other."""
    generator = torch.Generator().manual_seed(seed)
    written = torch.tensor([[number_of[word] for word in prompt]]).repeat(count, 1)
    while written.shape[1] < ids.shape[1]:
        chance = (score_words(written)[:, -1] / temperature).softmax(dim=-1)  # (notes, words)
        chosen = torch.multinomial(chance, 1, generator=generator)
        written = torch.cat([written, chosen], dim=1)
    return [[vocabulary[number] for number in note] for note in written.tolist()]


# %%
for note in write(tiny, ["<시작>"], 3):
    print(" ".join(note))

# %% [markdown]
# 방금 막 지어낸 글입니다. 진짜 일지와 구별하기 어려운 줄이 많고, 더러 어딘가 이상한 줄도 나옵니다.
#
# ## 8. 같은 것을 transformers로
#
# 현장에서는 이렇게 손으로 짜지 않고 `transformers` 라이브러리를 씁니다. 널리 알려진 GPT-2와 **같은 구조**를 아주 작게, 빈 상태로 만듭니다. 설정만
# 적을 뿐 아무것도 내려받지 않습니다. 이번에는 두 층을 쌓고, 층마다 어텐션을 둘씩(**헤드**, head) 두어 서로 다른 것을
# 볼 수 있게 합니다.

# %%
torch.manual_seed(7)
config = GPT2Config(
    vocab_size=len(vocabulary),
    n_positions=11,
    n_embd=32,
    n_layer=2,
    n_head=2,
    resid_pdrop=0.0,
    embd_pdrop=0.0,
    attn_pdrop=0.0,
    bos_token_id=number_of["<시작>"],
    eos_token_id=number_of["<끝>"],
    attn_implementation="eager",  # keeps the shares, so that we can look at them
)
gpt = GPT2LMHeadModel(config)


# %%
def gpt_scores(ids):
    return gpt(ids).logits


# %%
seconds = train(gpt_scores, gpt.parameters(), steps=300, rate=0.003)
gpt.eval()
table["작은 GPT-2"] = test(gpt_scores)
print(f"가중치 {gpt.num_parameters():,}개, {seconds:.1f}초")
table.mean().round(3).rename("새 일지의 손실")

# %% [markdown]
# 우리가 손으로 만든 것과 같은 곳에 닿았습니다. 챗봇이 쓰는 모델과 가장 다른 점은 **크기와 배운 글의
# 양**입니다. 챗봇은 거기에 사람이 바라는 대로 답하도록 한 번 더 가르칩니다.
#
# 헤드마다 무엇을 보는지 골라 보세요. "후"의 줄과 "높음"·"낮음"의 줄을 눈여겨보세요.

# %%
with torch.no_grad():
    gpt_weights = gpt(new_ids[:8], output_attentions=True).attentions  # layers x (8, heads, 11, 11)


@interact(layer=[1, 2], head=[1, 2], line=(1, 8))
def show_head(layer=2, head=2, line=1):
    weights = gpt_weights[layer - 1][line - 1, head - 1]
    draw_attention(weights, new_log[line - 1], f"{layer}층 {head}번 헤드")


# %% [markdown]
# ## 9. 확률에서 고르기: 온도
#
# 모델이 내놓는 것은 낱말이 아니라 **확률의 목록**입니다. 거기서 어떻게 고를지는 우리가 정합니다. 점수를 **온도**(temperature) $T$로 나눈 다음
# 소프트맥스를 하면, $T$가 작을수록 1등에 몰리고 클수록 골고루 퍼집니다.
#
# **먼저 예상해 보세요.** $T=0.1$, $1$, $3$일 때 "`<시작>` 야간 5호기" 다음의 막대는 어떻게 달라질까요? 본 적 없는 "진동"의 확률은 0일까요?


# %%
@torch.no_grad()
def next_chances(prompt, temperature=1.0):
    """Chance of each next word as a Series, most likely first."""
    scores = gpt_scores(torch.tensor([[number_of[word] for word in prompt.split()]]))[0, -1]
    chances = pd.Series((scores / temperature).softmax(dim=-1).numpy(), index=vocabulary)
    return chances.sort_values(ascending=False)


# %%
prompts = [
    "<시작> 야간 5호기",
    "<시작> 야간 5호기 진동",
    "<시작> 오전 2호기 압력 높음",
    "<시작> 오후 1호기 온도",
]


@interact(T=(0.1, 3.0, 0.1), prompt=prompts)
def show_chances(T=1.0, prompt=prompts[0]):
    chances = next_chances(prompt, T).head(8)
    fig, ax = plt.subplots(figsize=(7, 2.5))
    bars = ax.bar(chances.index, chances)
    ax.bar_label(bars, [f"{chance:.1%}" for chance in chances])
    ax.set(ylim=(0, 1.15), ylabel="확률", title=f"온도 {T:.1f}: {prompt} …")
    plt.show()


# %% [markdown]
# ## 10. 왜 지어낼까요?
#
# 온도를 바꿔 가며 **5호기**의 일지를 1,000줄씩 쓰게 하고, 두 가지를 셉니다. **틀이 깨진** 줄(증상과 조치가 맞지 않거나 기계가 중간에 바뀜)과, 틀은 멀쩡한데
# **일지에 한 번도 없던 일**(기계와 증상, 상태의 조합)을 적은 줄입니다.

# %%
happened = {tuple(note[2:5]) for note in log}  # machine, what, how


def is_sound(note):
    """Does the note keep the rules by which notes are written?"""
    return FIXES.get(tuple(note[3:5])) == tuple(note[5:7]) and note[2] == note[8]


# %%
rows = []
for temperature in [0.1, 0.5, 1.0, 1.5, 2.0]:
    notes = write(gpt_scores, ["<시작>", "야간", "5호기"], 1000, temperature)
    sound = [note for note in notes if is_sound(note)]
    unheard = [note for note in sound if tuple(note[2:5]) not in happened]
    rows.append(
        [temperature, 1000 - len(sound), len(unheard), len({tuple(note) for note in notes})]
    )
columns = ["온도", "틀이 깨진 줄", "멀쩡해 보이지만 없던 일", "서로 다른 줄"]
pd.DataFrame(rows, columns=columns).set_index("온도")

# %% [markdown]
# 온도를 올리면 다양해지는 대신 틀이 깨지고, 그중에는 틀린 줄도 모르게 **멀쩡해 보이는 없던 일**이 섞입니다. 그렇다면 온도만 낮추면 안전할까요?
#
# **먼저 예상해 보세요.** "압력 높음"은 일지에 **한 번도 없던 말**입니다. 다음에 무엇이 올지 물으면 모델은 머뭇거릴까요?

# %%
for prompt in ["<시작> 오전 2호기 압력 높음", "<시작> 야간 5호기 진동 높음"]:
    for temperature in [1.0, 0.1]:
        chances = next_chances(prompt, temperature)
        print(f"{prompt} → {chances.index[0]} ({chances.iloc[0]:.1%}, 온도 {temperature})")

# %% [markdown]
# 머뭇거리지 않습니다. 압력이 높을 때 어떻게 했는지는 아무 데도 적혀 있지 않은데 답은 자신만만합니다. 온도를 낮추면 **더** 자신만만해질 뿐입니다.
# 5호기 진동의 답은 그럴듯합니다. 다른 기계에서 배운 것을 옮겨 왔으니까요. 하지만 그런 일이 **있었다는** 뜻은 아닙니다. 두 답은 기계의 속에서
# 똑같은 방법으로 나왔습니다.
#
# 없는 일을 사실처럼 말하는 이 현상을 **환각**(hallucination)이라고 합니다. 까닭은 오늘 다 보았습니다.
#
# 1. 소프트맥스는 더해서 1이 되도록 **반드시 무언가에** 확률을 나눠 줍니다. 배운 적이 없으면 "모른다"는 말도 나오지 않습니다.
# 2. 손실은 **그럴듯함**을 잽니다. 사실인지는 재지 않습니다.
# 3. 배운 것을 새 문장으로 옮기는 능력(일반화)과 지어내는 버릇은 **한 가지 능력의 두 얼굴**입니다.
#
# 그래서 고치는 곳은 온도가 아니라 **바깥**입니다. 모델이 한 말을 기록에서 찾아보고, 없으면 없다고 말하게 합니다.


# %%
def answer_with_evidence(note):
    """The note with the number of log lines that tell of the same event."""
    found = sum(old[2:5] == note[2:5] for old in log)
    return (
        f"{' '.join(note[1:-1])}  [{f'같은 일 {found}건' if found else '기록 없음: 사람이 확인'}]"
    )


# %%
for prompt in ["<시작> 야간 5호기 진동", "<시작> 오후 3호기 진동", "<시작> 오전 2호기 압력 높음"]:
    print(answer_with_evidence(write(gpt_scores, prompt.split(), 1, temperature=0.1)[0]))

# %% [markdown]
# 챗봇에 사내 문서를 찾아 붙여 주는 방식(검색 증강 생성, RAG)도 이 생각에서 나왔습니다. 그래도 마지막에 **근거를 읽는 것은 사람**입니다.
#
# ---
# ## 기억하기
#
# - 언어 모델이 하는 일은 하나, **다음 토큰의 확률**을 내놓는 것입니다. 고르는 것은 바깥의 일입니다.
# - 어텐션은 질의와 열쇠로 점수를 매기고, $\sqrt{d}$로 나눠 소프트맥스를 하고, 그 비율로 값을 섞습니다.
# - 어텐션은 순서를 모르니 **자리를 더해 주고**, 미래를 보면 안 되니 **마스크**로 가립니다. 바닥보다 좋은 손실은 누설입니다.
# - 온도를 낮추면 늘 같은 답이 나올 뿐, 그 답이 **사실이 되지는 않습니다.**
# - 확률이 높다는 것은 그럴듯하다는 뜻입니다. 사실인지는 **기록에서** 확인합니다.
#
# ## 물음
#
# 1. 마스크를 소프트맥스 **뒤에** 씌워 비율만 0으로 바꾸면 무엇이 어긋날까요?
# 2. 우리 일지에서 기계는 늘 셋째 자리에 나옵니다. 모델이 "기계라서" 본 것인지 "셋째 자리라서" 본 것인지 어떻게 가려낼 수 있을까요?
# 3. 챗봇에게 같은 것을 세 번 물어 세 번 같은 답을 들었습니다. 사실이라고 믿어도 될까요?
# 4. 어휘에 없는 말이 들어오면 우리 모델은 어떻게 되나요? 어떻게 고치면 좋을까요?
#
# ## 더 가 보기
#
# - 일지를 40줄로 줄여 다시 배우게 해 보세요. 배운 일지의 손실과 새 일지의 손실은 어떻게 벌어지나요?
# - `make_note`에서 절반의 줄은 근무조를 빼 보세요(길이가 달라지니 뒤를 `<끝>`으로 채웁니다). 둘째 물음의 답을 실험으로 확인할 수 있습니다.
