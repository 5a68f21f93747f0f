# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="outer_race_hz"
def outer_race_hz(speed_hz, balls, ball_mm, pitch_mm, angle_deg=0.0):
    angle = angle_deg * np.pi / 180
    return balls / 2 * speed_hz * (1 - ball_mm / pitch_mm * np.cos(angle))


# %% solution="band_levels"
def band_levels(windows, rate_hz, edges_hz):
    out = np.zeros((len(windows), len(edges_hz) - 1))
    f = np.fft.rfftfreq(windows.shape[1], 1 / rate_hz)
    for w in range(len(windows)):
        power = np.abs(np.fft.rfft(windows[w])) ** 2
        for b in range(len(edges_hz) - 1):
            total = sum(
                p for p, hz in zip(power, f, strict=True) if edges_hz[b] <= hz < edges_hz[b + 1]
            )
            out[w, b] = np.log10(total + 1e-12)
    return out


# %% solution="linear_misfit"
def linear_misfit(healthy, new, neck):
    mean, spread = healthy.mean(axis=0), healthy.std(axis=0)
    spread = np.array([s if s > 0 else 1.0 for s in spread])
    a, b = (healthy - mean) / spread, (new - mean) / spread
    directions = np.linalg.svd(a, full_matrices=False)[2][:neck]
    out = []
    for row in b:
        back = np.zeros(len(row))
        for d in directions:
            back = back + np.dot(row, d) * d
        out.append(np.sqrt(np.mean((row - back) ** 2)))
    return np.array(out)


# %% solution="detection_at"
def detection_at(healthy_scores, faulty_scores, share):
    for t in sorted(healthy_scores):
        if sum(h >= t for h in healthy_scores) / len(healthy_scores) <= share:
            return sum(f >= t for f in faulty_scores) / len(faulty_scores)
    return 0.0


# %% solution="count_alarms"
def count_alarms(flags, needed):
    alarms = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        if run == needed:
            alarms += 1
    return alarms
