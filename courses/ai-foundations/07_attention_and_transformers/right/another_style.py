# %% [markdown]
# 같은 답을 다른 방법으로: Counter, logaddexp, 토큰마다 도는 반복문, 누적 확률.

# %% solution="tokens"
from collections import Counter


def build_vocabulary(notes, least=2):
    counts = Counter(word for note in notes for word in note)
    vocabulary = {"<모름>": 0}
    for word in sorted(counts):
        if counts[word] >= least:
            vocabulary[word] = len(vocabulary)
    return vocabulary


def encode(note, vocabulary):
    return np.array([vocabulary.get(word, 0) for word in note])


# %% solution="softmax"
def softmax(scores, temperature=1.0):
    scaled = np.array(scores, dtype=float) / temperature
    return np.exp(scaled - np.logaddexp.reduce(scaled, axis=-1, keepdims=True))


# %% solution="attention"
def attention(query, key, value, is_causal=True):
    shares = np.zeros((len(query), len(key)))
    for row in range(len(query)):
        seen = row + 1 if is_causal else len(key)
        shares[row, :seen] = softmax(key[:seen] @ query[row] / query.shape[1] ** 0.5)
    return np.einsum("qk,kv->qv", shares, value), shares


# %% solution="write"
def write(next_scores, prompt, end, limit, temperature, generator):
    ids = [*prompt]
    for _ in range(limit - len(prompt)):
        scores = np.asarray(next_scores(ids))
        if temperature > 0:
            reached = np.cumsum(softmax(scores, temperature))
            scores = np.arange(len(scores)) == np.searchsorted(reached, generator.random())
        ids = [*ids, int(scores.argmax())]
        if ids[-1] == end:
            return ids
    return ids


# %% solution="find_made_up"
def find_made_up(notes, log):
    events = [(note[1], note[2], note[3]) for note in log]
    verdicts = []
    for _, machine, what, how, *_, again, _ in notes:
        verdicts.append(events.count((machine, what, how)) == 0 or machine != again)
    return verdicts
