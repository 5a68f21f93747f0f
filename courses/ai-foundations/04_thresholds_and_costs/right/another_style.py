# %% [markdown]
# 같은 답을 다른 방법으로: np.bincount, 빈 배열 검사, 브로드캐스팅, np.digitize, np.where.

# %% solution="confusion"
def confusion(is_defect, probability, threshold):
    flagged = np.asarray(probability) >= threshold
    return np.bincount(2 * is_defect + 1 * flagged, minlength=4).reshape(2, 2)


# %% solution="precision_and_recall"
def precision_and_recall(is_defect, probability, threshold):
    flagged = probability >= threshold
    bases = np.array([flagged.sum(), is_defect.sum()], dtype=float)
    bases[bases == 0] = np.nan
    return np.sum(is_defect & flagged) / bases


# %% solution="cheapest_threshold"
def cheapest_threshold(is_defect, probability, miss, scrap):
    candidates = np.array([*sorted(set(probability.tolist())), np.inf])
    flagged = probability[np.newaxis, :] >= candidates[:, np.newaxis]  # (candidates, joints)
    losses = miss * (is_defect & ~flagged).sum(axis=1) + scrap * (~is_defect & flagged).sum(axis=1)
    return candidates[losses == losses.min()].max()


# %% solution="calibration"
def calibration(is_defect, probability, edges):
    place = np.digitize(probability, edges) - 1
    place[probability == edges[-1]] = len(edges) - 2
    table = np.full((len(edges) - 1, 3), np.nan)
    for each in range(len(table)):
        members = place == each
        table[each, 0] = np.count_nonzero(members)
        if members.any():
            table[each, 1:] = probability[members].mean(), is_defect[members].mean()
    return table


# %% solution="cheapest_action"
def cheapest_action(probability, miss, scrap, recheck):
    passing, scrapping = probability * miss, (1 - probability) * scrap
    machine = np.where(scrapping < passing, 2, 0)
    without_people = np.minimum(passing, scrapping)
    # A recheck beats scrapping also when both cost the same: 1 is smaller than 2.
    rechecks = (recheck < without_people) | ((recheck == scrapping) & (machine == 2))
    return np.where(rechecks, 1, machine)
