# %% [markdown]
# 받은 배열에 바로 적어 넣습니다.
#
# loses: fill_short_gaps_only
# caught by: 받은 배열

# %% solution="fill_short_gaps"
import itertools


def fill_short_gaps(celsius, longest):
    known = np.flatnonzero(~np.isnan(celsius))
    for left, right in itertools.pairwise(known):
        if right - left - 1 <= longest:
            celsius[left : right + 1] = np.linspace(celsius[left], celsius[right], right - left + 1)
    return celsius
