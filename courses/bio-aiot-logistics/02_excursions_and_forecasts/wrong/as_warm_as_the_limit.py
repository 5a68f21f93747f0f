# %% [markdown]
# 기준과 같은 온도도 이탈로 칩니다.
#
# loses: find_excursions_without_a_break
# caught by: 기준과 같은 온도

# %% solution="find_excursions"
def find_excursions(celsius, limit, shortest):
    runs, start = [], None
    for minute, degrees in enumerate([*celsius, -np.inf]):
        if degrees >= limit:
            start = minute if start is None else start
        elif start is not None:
            if minute - start >= shortest:
                runs.append((start, minute - start))
            start = None
    return runs
