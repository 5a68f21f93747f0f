# %% [markdown]
# 이어지던 구간을 식을 때 적습니다. 끝까지 더운 구간은 적을 때가 오지 않습니다.
#
# loses: find_excursions_without_a_break
# caught by: 끝까지 이어질 때

# %% solution="find_excursions"
def find_excursions(celsius, limit, shortest):
    runs, start = [], None
    for minute, degrees in enumerate(celsius):
        if degrees > limit:
            start = minute if start is None else start
        elif start is not None:
            if minute - start >= shortest:
                runs.append((start, minute - start))
            start = None
    return runs
