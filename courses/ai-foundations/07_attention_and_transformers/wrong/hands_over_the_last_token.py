# %% [markdown]
# 마지막 토큰만 모델에 건네, 멀리 있는 말을 볼 수 없게 합니다.
#
# loses: write_stops_and_samples
# caught by: 전체를 건네는지

# %% solution="write"
def write(next_scores, prompt, end, limit, temperature, generator):
    ids = list(prompt)
    while len(ids) < limit and ids[-1] != end:
        scores = next_scores(ids[-1:])
        if temperature == 0:
            ids.append(int(np.argmax(scores)))
        else:
            ids.append(int(generator.choice(len(scores), p=softmax(scores, temperature))))
    return ids
