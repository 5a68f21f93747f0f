# %% [markdown]
# 자주 나온 낱말부터 번호를 붙입니다.
#
# loses: tokens_and_unknown_words
# caught by: 앞 번호

# %% solution="tokens"
def build_vocabulary(notes, least=2):
    words = [w for n in notes for w in n]
    kept = sorted({w for w in words if words.count(w) >= least}, key=lambda w: (-words.count(w), w))
    return {"<모름>": 0} | {w: i for i, w in enumerate(kept, 1)}


def encode(note, vocabulary):
    return [vocabulary.get(w, 0) for w in note]
