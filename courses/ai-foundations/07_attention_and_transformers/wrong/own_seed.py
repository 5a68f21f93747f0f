# %% [markdown]
# 받은 생성기를 버리고 씨앗을 함수 안에 적습니다.
#
# loses: write_stops_and_samples
# caught by: 늘 같은 글

# %% solution="write"
def write(next_scores, prompt, end, limit, temperature, generator):
    generator = np.random.default_rng(7)
    ids = list(prompt)
    while len(ids) < limit:
        s = next_scores(ids)
        ids.append(
            int(np.argmax(s))
            if temperature == 0
            else int(generator.choice(len(s), p=softmax(s, temperature)))
        )
        if ids[-1] == end:
            break
    return ids
