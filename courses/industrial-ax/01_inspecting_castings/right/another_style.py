# %% [markdown]
# 같은 답을 다른 방법으로: 사진마다 반복, 미는 창, 정렬해서 세기, 베타 분포, 문자열로 찾기.

# %% solution="even_light"
def even_light(pictures, master):
    result = np.empty(pictures.shape)
    for number, picture in enumerate(pictures):
        divided = picture / master
        result[number] = divided / np.median(divided)
    return result


# %% solution="depth"
def depth(even):
    windows = np.lib.stride_tricks.sliding_window_view(even, (2, 2), axis=(1, 2))
    return np.max(1 - windows.mean(axis=(-2, -1)), axis=(1, 2))


# %% solution="threshold_for"
def threshold_for(sound_scores, share):
    values, counts = np.unique(sound_scores, return_counts=True)
    flagged = np.cumsum(counts[::-1])[::-1] / len(sound_scores)
    candidates = np.append(values, np.inf)
    return candidates[np.append(flagged, 0.0) <= share].min()


# %% solution="largest_miss_rate"
def largest_miss_rate(missed, defects):
    from scipy.stats import beta

    return 1.0 if missed == defects else float(beta.ppf(0.95, missed + 1, defects - missed))


# %% solution="light_alarm"
def light_alarm(brightness, first_days):
    mean, spread = np.mean(brightness[:first_days]), np.std(brightness[:first_days])
    signs = "".join(
        "+" if value > mean + 3 * spread else "-" if value < mean - 3 * spread else "."
        for value in brightness[first_days:]
    )
    found = [place for place in (signs.find("++"), signs.find("--")) if place >= 0]
    return first_days + min(found) + 1 if found else -1
