# %% [markdown]
# 낱말이 나온 횟수가 아니라 낱말이 나온 줄의 수를 셉니다.
#
# loses: tokens_and_unknown_words
# caught by: 한 줄에서 두 번

# %% solution="tokens"
def build_vocabulary(notes, least=2):
    words = [word for note in notes for word in set(note)]
    kept = [word for word in sorted(set(words)) if words.count(word) >= least]
    return {word: number for number, word in enumerate(["<모름>", *kept])}


def encode(note, vocabulary):
    return [vocabulary.get(word, 0) for word in note]
