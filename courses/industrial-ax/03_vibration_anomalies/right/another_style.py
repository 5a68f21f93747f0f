# %% [markdown]
# 같은 답을 다른 방법으로: math, digitize, 공분산의 고유벡터, 정렬, groupby.

# %% solution="outer_race_hz"
def outer_race_hz(speed_hz, balls, ball_mm, pitch_mm, angle_deg=0.0):
    import math

    slip = ball_mm * math.cos(angle_deg * math.pi / 180) / pitch_mm
    return 0.5 * balls * speed_hz * (1 - slip)


# %% solution="band_levels"
def band_levels(windows, rate_hz, edges_hz):
    result = np.full((len(windows), len(edges_hz) - 1), 1e-12)
    spectrum = np.fft.rfft(windows)
    place = np.digitize(np.arange(spectrum.shape[1]) * rate_hz / windows.shape[1], edges_hz) - 1
    for band in range(result.shape[1]):
        part = spectrum[:, place == band]
        result[:, band] += np.sum(part.real**2 + part.imag**2, axis=1)
    return np.log10(result)


# %% solution="linear_misfit"
def linear_misfit(healthy, new, neck):
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(healthy)
    base, scaled = scaler.transform(healthy), scaler.transform(new)
    columns = np.linalg.eigh(base.T @ base)[1][:, ::-1]
    left_over = scaled @ columns[:, neck:]
    return np.sqrt(np.sum(left_over**2, axis=1) / scaled.shape[1])


# %% solution="detection_at"
def detection_at(healthy_scores, faulty_scores, share):
    values, counts = np.unique(healthy_scores, return_counts=True)
    flagged = np.cumsum(counts[::-1])[::-1] / counts.sum()
    candidates = np.append(values, np.inf)
    threshold = candidates[np.append(flagged <= share, True)][0]
    return float((np.asarray(faulty_scores) >= threshold).mean())


# %% solution="count_alarms"
def count_alarms(flags, needed):
    from itertools import groupby

    runs = [len(list(run)) for flag, run in groupby(np.asarray(flags).tolist()) if flag]
    return sum(length >= needed for length in runs)
