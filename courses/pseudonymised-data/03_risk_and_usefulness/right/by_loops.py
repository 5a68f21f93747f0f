# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="risks"
def risks(table, quasi):
    keys = [
        tuple("<빈칸>" if pd.isna(v) else v for v in row)
        for row in table[quasi].itertuples(index=False)
    ]
    each = [100 / keys.count(key) for key in keys]
    return max(each), sum(each) / len(each)


# %% solution="laplace"
def laplace(u, scale):
    d = np.asarray(u) - 0.5
    return -scale * np.sign(d) * np.log(1 - 2 * np.abs(d))


def noisy_count(count, epsilon, u):
    return np.clip(count + laplace(u, 1 / epsilon), 0, None)


# %% solution="noisy_mean"
def noisy_mean(values, low, high, epsilon, u):
    cut = []
    for v in values:
        cut.append(low if v < low else high if v > high else v)
    return sum(cut) / len(cut) + laplace(u, (high - low) / len(cut) / epsilon)


# %% solution="allow"
def allow(requests, limit):
    left, out = limit, []
    for r in requests:
        if r <= left + 1e-9:
            left -= r
            out.append(True)
        else:
            out.append(False)
    return out


# %% solution="estimate_share"
def estimate_share(answers, honest):
    yes = sum(bool(a) for a in answers) / len(answers)
    share = (yes - (1 - honest) / 2) / honest
    return min(1.0, max(0.0, share))
