# %% [markdown]
# 모르는 값을 바로 앞 값과 같다고 치고 구간을 잇습니다.
#
# loses: find_excursions_without_a_break
# caught by: 모르는 값

# %% solution="find_excursions"
def find_excursions(celsius, limit, shortest):
    runs, start, hot = [], None, False
    for minute, degrees in enumerate([*celsius, -np.inf]):
        hot = hot if np.isnan(degrees) else degrees > limit
        if hot:
            start = minute if start is None else start
        elif start is not None:
            if minute - start >= shortest:
                runs.append((start, minute - start))
            start = None
    return runs
