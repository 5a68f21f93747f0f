# %% [markdown]
# # 어텐션을 손으로, 근거를 눈으로
#
# 수업에서 본 부품을 NumPy만으로 다시 만들어 봅니다. 마지막에는 기계가 쓴 일지에서 **지어낸 줄**을 골라냅니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 45분 | 0.2 GB | 필요 없음 | 합성 데이터: 설비 작업 일지 300줄 (씨앗 31) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np

generator = np.random.default_rng(31)
FIXES = {
    ("온도", "높음"): ("냉각수", "늘림"),
    ("온도", "낮음"): ("히터", "교체"),
    ("압력", "낮음"): ("펌프", "점검"),
    ("진동", "높음"): ("베어링", "교체"),
}
log = []  # 300 notes: shift, machine, what, how, part, action, 후, machine, result
for _ in range(300):
    machine = f"{generator.integers(1, 5)}호기"
    problems = [problem for problem in FIXES if (machine, problem[0]) != ("4호기", "진동")]
    problem = problems[generator.integers(len(problems))]
    shift, result = generator.choice(["오전", "야간"]), generator.choice(["정상", "재점검"])
    log.append([str(shift), machine, *problem, *FIXES[problem], "후", machine, str(result)])


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
# ## 1. 글을 번호로 (3점)
#
# 두 함수를 완성하세요.
#
# - `build_vocabulary(notes, least)`: 모든 줄을 통틀어 **`least`번 이상** 나온 낱말에 번호를 붙인 사전(dict)을 돌려줍니다. `"<모름>"`은 언제나 0번이고,
#   나머지는 **가나다 순서**(`sorted`)로 1번부터입니다.
# - `encode(note, vocabulary)`: 낱말의 리스트를 번호의 리스트로 바꿉니다. 사전에 없는 낱말은 건너뛰지 말고 0번으로 적습니다.


# %% solution="tokens"
def build_vocabulary(notes, least=2):
    """Numbers of "<모름>" (0) and, sorted from 1, of the words that occur `least` times or more."""
    ### BEGIN SOLUTION
    counts = {}
    for note in notes:
        for word in note:
            counts[word] = counts.get(word, 0) + 1
    kept = sorted(word for word, count in counts.items() if count >= least)
    return {"<모름>": 0, **{word: number for number, word in enumerate(kept, start=1)}}
    ### END SOLUTION


def encode(note, vocabulary):
    """The numbers of the words of `note`, 0 for an unknown one."""
    ### BEGIN SOLUTION
    return [vocabulary.get(word, 0) for word in note]
    ### END SOLUTION


# %%
try:
    print(encode(["오전", "3호기", "화재"], build_vocabulary(log)))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="tokens_and_unknown_words" points=3
_notes = [["온도", "높음"], ["압력", "높음", "온도"], ["누유"]]
_vocabulary = build_vocabulary(_notes, least=2)
assert _vocabulary == {"<모름>": 0, "높음": 1, "온도": 2}, f"사전이 {_vocabulary}입니다."
check("모르는 낱말이 섞인 줄", encode(["누유", "온도", "높음"], _vocabulary), [0, 2, 1])
### BEGIN HIDDEN TESTS
# catches words counted once a note instead of every time
assert "온도" in build_vocabulary([["온도", "온도"], ["압력"]], least=2), (
    "한 줄에서 두 번 나온 낱말이 빠졌습니다."
)
# catches > written for >=, and a fixed least
check("세 번 이상", len(build_vocabulary([["가", "나"], ["가"], ["가", "나"]], least=3)), 2)
# catches numbers in the order of the text, which change when the notes are shuffled
assert build_vocabulary([["하", "가"]], least=1) == {"<모름>": 0, "가": 1, "하": 2}, (
    "번호가 가나다 순서가 아닙니다."
)
# catches numbers in the order of frequency
assert build_vocabulary([["하", "하", "가"]], least=1) == {"<모름>": 0, "가": 1, "하": 2}, (
    "자주 나온 낱말이 앞 번호를 받았습니다. 번호는 가나다 순서입니다."
)
# catches words that are written down once only
check("되풀이되는 낱말", encode(["온도", "누유", "온도", "누유"], _vocabulary), [2, 0, 2, 0])
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 온도가 있는 소프트맥스 (3점)
#
# 점수의 배열을 받아 온도로 나눈 다음, **마지막 방향**으로 더하면 1이 되는 비율을 돌려주세요. 점수가 1,000처럼 커도 넘치지 않아야 하고, 점수가 `-np.inf`인
# 자리의 비율은 0이어야 합니다. (줄마다 적어도 하나는 유한한 점수입니다.) 받은 배열은 바꾸지 마세요.


# %% solution="softmax"
def softmax(scores, temperature=1.0):
    """Shares along the last axis of scores / temperature; safe for large scores and -inf."""
    ### BEGIN SOLUTION
    scaled = np.asarray(scores, dtype=float) / temperature
    shares = np.exp(scaled - scaled.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% grade="softmax_is_safe_and_by_row" points=3
check("비율", softmax(np.log([1.0, 2.0, 1.0])), [0.25, 0.5, 0.25])
check("온도 0.5", softmax(np.log([1.0, 2.0, 1.0]), temperature=0.5), [1 / 6, 4 / 6, 1 / 6])
check("가려진 자리", softmax(np.array([0.0, -np.inf, 0.0])), [0.5, 0, 0.5])
### BEGIN HIDDEN TESTS
_rows = np.log(np.array([[1.0, 1.0, 2.0], [1.0, 8.0, 1.0]]))
# catches a sum over the whole table
check("줄마다", softmax(_rows), [[0.25, 0.25, 0.5], [0.1, 0.8, 0.1]])
# catches axis=1, which is not the last one of three
check("세 방향", softmax(np.zeros((2, 3, 4))), np.full((2, 3, 4), 0.25))
# catches numbers that overflow
check("큰 점수", softmax(np.array([1000.0, 1000.0])), [0.5, 0.5])
# catches an overflow that only the temperature causes
check("낮은 온도", softmax(np.array([10.0, 10.0]), temperature=0.001), [0.5, 0.5])
_given = np.array([1.0, 2.0])
softmax(_given)
# catches an array changed in place
check("받은 배열", _given, [1.0, 2.0])
# catches the largest of the whole table taken away, which leaves 0 / 0 in the other rows
check("작은 줄과 큰 줄", softmax(np.array([[0.0, 0.0], [1000.0, 1000.0]])), [[0.5, 0.5]] * 2)
# catches large scores cut off to one size
check("큰 점수의 차이", softmax(np.array([1000.0, 1000.0 - np.log(3)])), [0.75, 0.25])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 어텐션 (4점)
#
# 질의 `query`(토큰, d), 열쇠 `key`(토큰, d), 값 `value`(토큰, 값의 크기)를 받아 **섞인 값**과 **보는 비율**을 차례로 돌려주세요.
#
# 1. 점수 = 질의와 열쇠의 내적 ÷ $\sqrt{d}$
# 2. `is_causal=True`이면 각 토큰은 **자기 자신과 앞의 토큰**만 봅니다.
# 3. 소프트맥스로 비율을 내고, 그 비율로 값을 섞습니다.
#
# 보는 비율은 줄마다 더해서 1이어야 합니다. 도움말: `np.triu(..., 1)`은 대각선 위쪽만 남깁니다.


# %% solution="attention"
def attention(query, key, value, is_causal=True):
    """Mixed values (tokens, value size) and shares (tokens, tokens)."""
    ### BEGIN SOLUTION
    scores = query @ key.T / np.sqrt(query.shape[-1])
    if is_causal:
        scores = np.where(np.triu(np.ones(scores.shape), 1) == 1, -np.inf, scores)
    shares = softmax(scores)
    return shares @ value, shares
    ### END SOLUTION


# %% grade="attention_scales_and_masks" points=4
_query = np.array([[2 * np.log(3.0), 0, 0, 0]] * 2)  # size 4, so the root is 2
_key = np.array([[1.0, 0, 0, 0], [0, 0, 0, 0]])
_mixed, _shares = attention(_query, _key, np.array([[4.0], [8.0]]), is_causal=False)
check("비율(√4로 나눔)", _shares, [[0.75, 0.25], [0.75, 0.25]])
check("섞인 값", _mixed, [[5.0], [5.0]])
_shares = attention(np.zeros((3, 4)), np.zeros((3, 4)), np.ones((3, 1)))[1]
check("마스크", _shares, [[1, 0, 0], [1 / 2, 1 / 2, 0], [1 / 3, 1 / 3, 1 / 3]])
### BEGIN HIDDEN TESTS
_random = np.random.default_rng(1)
_query, _key, _value = (_random.normal(size=shape) for shape in [(5, 3), (5, 3), (5, 2)])
_mixed, _shares = attention(_query, _key, _value)
# catches a mask laid on after softmax, whose rows no longer sum to 1
check("줄의 합", _shares.sum(axis=1), np.ones(5))
_allowed = np.exp(_query[3] @ _key[:4].T / 3**0.5)
# catches a division by d, or by the root of the number of tokens
check("넷째 토큰의 비율", _shares[3], [*(_allowed / _allowed.sum()), 0])
# catches query and key exchanged, and values that are not mixed by row
check("넷째 토큰의 값", _mixed[3], (_allowed / _allowed.sum()) @ _value[:4])
_later = _value.copy()
_later[4] = 100.0
# catches a future that shines through
check("앞 토큰의 값", attention(_query, _key, _later)[0][:4], _mixed[:4])
# catches a mask that cannot be switched off
assert attention(_query, _key, _value, is_causal=False)[1][0, 4] > 0, (
    "is_causal=False인데 뒤가 가려졌습니다."
)
_strong = attention(np.array([[500.0], [0.0]]), np.array([[-1.0], [1.0]]), np.ones((2, 1)))[1]
# catches a future that is only made less likely
check("점수가 큰 뒤 토큰", _strong[0], [1, 0])
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 한 토큰씩 쓰기 (3점)
#
# `next_scores(ids)`는 **지금까지의 번호 리스트 전체**를 받아 다음 토큰의 점수 배열을 주는 함수입니다. `prompt`에서 시작해 토큰을 하나씩 붙인 **새 리스트**를
# 돌려주는 `write`를 완성하세요.
#
# - `end` 번호가 붙으면 그 번호까지 넣고 멈춥니다. 리스트의 길이가 (`prompt`를 포함해) `limit`이 되어도 멈춥니다.
# - `temperature`가 0이면 점수가 가장 큰 토큰을, 아니면 `softmax(점수, temperature)`의 확률대로 `generator.choice(개수, p=확률)`로 뽑습니다.


# %% solution="write"
def write(next_scores, prompt, end, limit, temperature, generator):
    """`prompt` with one token after another, up to `end` or to `limit` tokens in all."""
    ### BEGIN SOLUTION
    ids = list(prompt)
    while len(ids) < limit:
        scores = next_scores(ids)
        if temperature == 0:
            chosen = int(np.argmax(scores))
        else:
            chosen = int(generator.choice(len(scores), p=softmax(scores, temperature)))
        ids.append(chosen)
        if chosen == end:
            break
    return ids
    ### END SOLUTION


# %% [markdown]
# 바로 앞 낱말 하나만 보는 모델로 일지를 써 봅시다. 온도 1과 3이 어떻게 다른지, 기계가 중간에 바뀌지는 않는지 보세요.

# %%
try:
    number_of = build_vocabulary([[*note, "<끝>"] for note in log])
    vocabulary = list(number_of)
    pairs = np.full((len(vocabulary), len(vocabulary)), 0.01)
    for note in log:
        line = encode([*note, "<끝>"], number_of)
        np.add.at(pairs, (line[:-1], line[1:]), 1)
    for temperature in [1.0, 3.0]:
        line = write(
            lambda ids: np.log(pairs[ids[-1]]),
            encode(["야간"], number_of),
            number_of["<끝>"],
            12,
            temperature,
            np.random.default_rng(7),
        )
        print(f"온도 {temperature}:", " ".join(vocabulary[number] for number in line))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="write_stops_and_samples" points=3
_ladder = np.log(np.full((4, 4), 0.1) + np.eye(4, k=1))  # 0 → 1 → 2 → 3


def _next(ids):
    return _ladder[ids[-1]]


check("끝까지", write(_next, [0], 3, 10, 0, np.random.default_rng(7)), [0, 1, 2, 3])
check("길이 제한", write(_next, [0], 3, 3, 0, np.random.default_rng(7)), [0, 1, 2])
### BEGIN HIDDEN TESTS
_prompt = [0, 1]
write(_next, _prompt, 3, 10, 0, np.random.default_rng(7))
# catches tokens appended to the caller's list
check("받은 prompt", _prompt, [0, 1])


def _by_length(ids):
    return np.log(np.eye(6)[len(ids)] + 1e-9)


# catches only the last token handed to the model
check(
    "전체를 건네는지",
    write(_by_length, [0], 5, 10, 0, np.random.default_rng(7)),
    [0, 1, 2, 3, 4, 5],
)
_drawn = write(lambda ids: np.log([0.6, 0.3, 0.1]), [0], 9, 401, 0.5, np.random.default_rng(7))[1:]
_share = np.bincount(_drawn, minlength=3) / 400
# catches the likeliest token taken at every temperature, and a temperature that is not used
assert np.abs(_share - np.array([36, 9, 1]) / 46).max() < 0.08, (
    f"온도 0.5에서 뽑힌 비율이 {_share.round(2)}입니다. 기대하는 비율은 [0.78 0.2 0.02]에 가깝습니다."
)
# catches a token that is written before the length is looked at
check("이미 가득 찬 prompt", write(_next, [0, 1], 3, 2, 0, np.random.default_rng(7)), [0, 1])
# catches a limit that forgets how long the prompt is
check("긴 prompt", write(_next, [0, 1], 3, 3, 0, np.random.default_rng(7)), [0, 1, 2])
# catches the end looked for in the prompt
check("끝 번호가 든 prompt", write(_next, [3, 0], 3, 4, 0, np.random.default_rng(7)), [3, 0, 1, 2])
_sure = write(lambda ids: np.array([0.0, 0.01, 0.0]), [0], 9, 30, 0, np.random.default_rng(7))
# catches a low temperature in place of 0, which still draws by chance
check("온도 0", _sure[1:], np.ones(29))


def _drawn_with(seed):
    return write(lambda ids: np.zeros(9), [0], 9, 60, 1.0, np.random.default_rng(seed))


# catches a seed written into the body
assert _drawn_with(1) != _drawn_with(2), "생성기를 바꾸어도 늘 같은 글이 나옵니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 지어낸 줄 골라내기 (3점)
#
# 기계가 쓴 일지 `notes`와 진짜 일지 `log`를 받아, 줄마다 **지어낸 줄이면 참**인 배열을 돌려주세요. 줄의 순서는 근무조, 기계, 증상, 상태, 부품, 조치, 후, 기계, 결과입니다.
# 다음 **둘 중 하나라도** 해당하면 지어낸 줄입니다.
#
# - (기계, 증상, 상태)의 **조합**이 진짜 일지에 한 번도 없었다.
# - 앞의 기계와 뒤의 기계가 다르다.
#
# 근무조나 결과만 새로운 줄은 지어냈다고 하지 않습니다.


# %% solution="find_made_up"
def find_made_up(notes, log):
    """True where a note tells of an event that `log` does not know, or changes the machine."""
    ### BEGIN SOLUTION
    happened = {tuple(note[1:4]) for note in log}
    return np.array([tuple(note[1:4]) not in happened or note[1] != note[7] for note in notes])
    ### END SOLUTION


# %%
claim = ["야간", "4호기", "진동", "높음", "베어링", "교체", "후", "4호기", "정상"]
try:
    print("4호기의 진동:", "지어낸 줄" if find_made_up([claim], log)[0] else "있었던 일")
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="find_made_up_by_event" points=3
_old = [
    ["오전", "1호기", "온도", "높음", "냉각수", "늘림", "후", "1호기", "정상"],
    ["오전", "2호기", "온도", "낮음", "히터", "교체", "후", "2호기", "정상"],
]
_same_event = ["야간", "1호기", "온도", "높음", "냉각수", "늘림", "후", "1호기", "재점검"]
_other_machine = ["오전", "1호기", "온도", "높음", "냉각수", "늘림", "후", "2호기", "정상"]
_never = ["오전", "3호기", "온도", "높음", "냉각수", "늘림", "후", "3호기", "정상"]
check("판정", find_made_up([_same_event, _other_machine, _never], _old), [0, 1, 1])
### BEGIN HIDDEN TESTS
_crossed = ["오전", "2호기", "온도", "높음", "냉각수", "늘림", "후", "2호기", "정상"]
# catches words looked up one by one instead of together
check("조합이 없던 줄", find_made_up([_crossed], _old), [1])
# catches a machine and a problem looked up without the state
check(
    "상태만 다른 줄",
    find_made_up([["오전", "1호기", "온도", "낮음", "히터", "교체", "후", "1호기", "정상"]], _old),
    [1],
)
# catches whole lines compared
check("진짜 일지", find_made_up([[*note[:8], "미정"] for note in log], log), np.zeros(len(log)))
# catches part and action that are looked up with the event
check(
    "조치만 새로운 줄",
    find_made_up([["오전", "1호기", "온도", "높음", "히터", "교체", "후", "1호기", "정상"]], _old),
    [0],
)
_more = [*_old, ["오전", "1호기", "압력", "낮음", "펌프", "점검", "후", "1호기", "정상"]]
# catches words looked up in pairs: each pair is known, all three together are not
check(
    "둘씩은 있던 줄",
    find_made_up([["오전", "1호기", "온도", "낮음", "히터", "교체", "후", "1호기", "정상"]], _more),
    [1],
)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 동료의 보고서 (2점, 강사가 읽고 채점)
#
# 동료가 말합니다. "챗봇에게 4호기 진동을 어떻게 고쳤는지 물었더니 '베어링 교체 후 정상'이라고 99 % 확률로 답했어. 온도도 0으로 낮췄으니 믿을 만해. 보고서에 그대로
# 적을게." 아래 셀에 세 문장으로 답하세요. ① 99 %가 뜻하는 것과 뜻하지 **않는** 것, ② 온도를 0으로 낮추면 달라지는 것과 달라지지 않는 것, ③ 보고서에 적기 전에
# 할 일 한 가지.

# %% [markdown] answer="reply_about_chatbot" points=2
# ### BEGIN SOLUTION
# (모범 답의 예) 99 %는 배운 글에 비추어 그 말이 다음에 오기에 그럴듯하다는 뜻이지, 4호기에서 그런 일이 있었을 확률이 아닙니다. 온도를 0으로 낮추면 물을 때마다 같은
# 답이 나올 뿐 틀린 답도 똑같이 되풀이됩니다. 4호기의 실제 정비 기록을 찾아 날짜와 담당자를 확인하고, 없으면 "기록 없음"이라고 적겠습니다.
#
# 채점: ① 그럴듯함과 사실을 가름 1점, ② 같은 답이 나올 뿐 사실성은 그대로 0.5점, ③ 실제 기록으로 확인 0.5점.
# ### END SOLUTION
