# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="tokens"
def build_vocabulary(notes, least=2):
    counts = {}
    for note in notes:
        for word in note:
            counts[word] = counts.get(word, 0) + 1
    words = sorted(w for w in counts if counts[w] >= least)
    vocabulary = {"<모름>": 0}
    for w in words:
        vocabulary[w] = len(vocabulary)
    return vocabulary


def encode(note, vocabulary):
    return [vocabulary.get(w, 0) for w in note]


# %% solution="softmax"
def softmax(scores, temperature=1.0):
    scaled = np.asarray(scores, dtype=float) / temperature
    powers = np.exp(scaled - np.max(scaled, axis=-1, keepdims=True))
    return powers / np.sum(powers, axis=-1, keepdims=True)


# %% solution="attention"
def attention(query, key, value, is_causal=True):
    tokens, d = query.shape
    shares = np.zeros((tokens, tokens))
    for i in range(tokens):
        seen = i + 1 if is_causal else tokens
        scores = np.array([np.dot(query[i], key[j]) / np.sqrt(d) for j in range(seen)])
        shares[i, :seen] = softmax(scores)
    return shares @ value, shares


# %% solution="write"
def write(next_scores, prompt, end, limit, temperature, generator):
    ids = list(prompt)
    while len(ids) < limit:
        scores = next_scores(ids)
        if temperature == 0:
            new = int(np.argmax(scores))
        else:
            shares = softmax(scores, temperature)
            new = int(generator.choice(len(shares), p=shares))
        ids = [*ids, new]
        if new == end:
            break
    return ids


# %% solution="find_made_up"
def find_made_up(notes, log):
    events = {(n[1], n[2], n[3]) for n in log}
    return np.array([(n[1], n[2], n[3]) not in events or n[1] != n[7] for n in notes])
