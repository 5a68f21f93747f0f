# %% [markdown]
# 온도와 상관없이 언제나 1등만 고릅니다.
#
# loses: write_stops_and_samples
# caught by: 뽑힌 비율이

# %% solution="write"
def write(next_scores, prompt, end, limit, temperature, generator):
    ids = list(prompt)
    while len(ids) < limit and ids[-1] != end:
        ids.append(int(np.argmax(next_scores(ids))))
    return ids
