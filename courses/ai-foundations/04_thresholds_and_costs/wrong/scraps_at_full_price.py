# %% [markdown]
# 버리는 값을 정상일 가능성으로 줄이지 않습니다. 거의 확실한 불량도 사람에게 다시 보입니다.
#
# loses: cheapest_action_weighs_three_ways
# caught by: 세 가지 길

# %% solution="cheapest_action"
def cheapest_action(probability, miss, scrap, recheck):
    count = len(probability)
    return np.argmin([probability * miss, np.full(count, recheck), np.full(count, scrap)], axis=0)
