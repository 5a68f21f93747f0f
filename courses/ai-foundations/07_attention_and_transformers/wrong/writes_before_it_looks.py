# %% [markdown]
# 길이를 보기 전에 한 토큰을 먼저 씁니다.
#
# loses: write_stops_and_samples
# caught by: 가득 찬

# %% solution="write"
def write(next_scores, prompt, end, limit, temperature, generator):
    ids = list(prompt)
    while True:
        s = next_scores(ids)
        ids.append(
            int(np.argmax(s))
            if temperature == 0
            else int(generator.choice(len(s), p=softmax(s, temperature)))
        )
        if ids[-1] == end or len(ids) == limit:
            return ids
