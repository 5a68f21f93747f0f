# %% [markdown]
# 그 자리가 아니라 같은 글자를 모두 바꿉니다.
#
# loses: redact_every_place
# caught by: 다른 자리의 같은 글자까지

# %% solution="redact"
def redact(text, spans):
    words = {text[start:end]: label for start, end, label in spans}
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, words[word])
    return text
