# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="even_light"
def even_light(pictures, master):
    out = []
    for p in pictures:
        flat = p / master
        out.append(flat / np.median(flat))
    return np.array(out)


# %% solution="depth"
def depth(even):
    out = []
    for p in even:
        darkest = np.inf
        for i in range(p.shape[0] - 1):
            for j in range(p.shape[1] - 1):
                darkest = min(darkest, p[i : i + 2, j : j + 2].mean())
        out.append(1 - darkest)
    return np.array(out)


# %% solution="threshold_for"
def threshold_for(sound_scores, share):
    for t in sorted(set(sound_scores)):
        if sum(s >= t for s in sound_scores) / len(sound_scores) <= share:
            return t
    return np.inf


# %% solution="largest_miss_rate"
def largest_miss_rate(missed, defects):
    if missed == defects:
        return 1.0
    low, high = 0.0, 1.0
    for _ in range(20):
        middle = (low + high) / 2
        if at_most(missed, defects, middle) > 0.05:
            low = middle
        else:
            high = middle
    return low


# %% solution="light_alarm"
def light_alarm(brightness, first_days):
    first = brightness[:first_days]
    mean, std = np.mean(first), np.std(first)
    side = []
    for day, b in enumerate(brightness):
        off = b - mean
        now = 0
        if day >= first_days and abs(off) > 3 * std:
            now = 1 if off > 0 else -1
        if now != 0 and side and side[-1] == now:
            return day
        side.append(now)
    return -1
