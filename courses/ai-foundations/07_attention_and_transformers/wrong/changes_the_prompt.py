# %% [markdown]
# 받은 리스트에 그대로 붙여, 부른 사람의 prompt가 길어집니다.
#
# loses: write_stops_and_samples
# caught by: 받은 prompt

# %% solution="write"
def write(next_scores, prompt, end, limit, temperature, generator):
    while len(prompt) < limit and (not prompt or prompt[-1] != end):
        scores = next_scores(prompt)
        if temperature == 0:
            prompt.append(int(np.argmax(scores)))
        else:
            prompt.append(int(generator.choice(len(scores), p=softmax(scores, temperature))))
    return prompt
