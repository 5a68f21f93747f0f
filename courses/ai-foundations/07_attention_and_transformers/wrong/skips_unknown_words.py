# %% [markdown]
# 모르는 낱말을 건너뛰어, 없던 말이 되고 자리도 밀립니다.
#
# loses: tokens_and_unknown_words
# caught by: 모르는 낱말이 섞인 줄

# %% solution="tokens"
def build_vocabulary(notes, least=2):
    words = [word for note in notes for word in note]
    kept = [word for word in sorted(set(words)) if words.count(word) >= least]
    return {word: number for number, word in enumerate(["<모름>", *kept])}


def encode(note, vocabulary):
    return [vocabulary[word] for word in note if word in vocabulary]
