# %% [markdown]
# # 들어 본 적 없는 고장
#
# **오늘의 물음** 고장 난 소리를 한 번도 들어 보지 못한 모델이 고장을 알아챌 수 있을까요? 그 일에 신경망이 꼭 필요할까요?
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 80–90분 | 0.8 GB | 필요 없음 | 합성 데이터: 펌프 베어링의 진동, 2초짜리 기록 수백 개 (씨앗 1–9) |
#
# `ai-foundations` 5단원의 신경망을 고장 찾기에 씁니다. 그리고 신경망 앞에 **아주 단순한 상대**를 세웁니다. 1단원의 "정상만 보고 정하는 임계값"과
# 2단원의 "통째로 떼기"가 그대로 다시 나옵니다.

# %%
import importlib.util
from pathlib import Path
from time import perf_counter

import matplotlib.pyplot as plt
import numpy as np
import torch
from ipywidgets import interact
from matplotlib import font_manager
from scipy.signal import hilbert
from scipy.stats import binom, kurtosis
from torch import nn

torch.set_num_threads(1)  # the lab's cores are shared

# %% [markdown]
# 그림에 한글이 제대로 나오도록 글꼴을 알려 줍니다. 모든 수업에 똑같이 나오는 셀이니 실행만 하고 넘어가세요.

# %%
font_folder = Path(importlib.util.find_spec("koreanize_matplotlib").origin).parent / "fonts"
font_manager.fontManager.addfont(font_folder / "NanumGothic.ttf")
plt.rcParams.update({"font.family": "NanumGothic", "axes.unicode_minus": False})

# %% [markdown]
# 여러분의 답을 정답과 맞춰 볼 함수입니다. 맞았는지뿐 아니라 얼마나 다른지도 알려 줍니다.


# %%
def check(name, mine, reference):
    """Say how far `mine` is from `reference`, not only whether it is right."""
    if mine is ...:
        print(f"{name}: 아직 비어 있습니다. 위 셀의 ...을 지우고 식을 써 보세요.")
    elif np.shape(mine) != np.shape(reference):
        print(
            f"{name}: 모양이 {np.shape(mine)}입니다. 기대하는 모양은 {np.shape(reference)}입니다."
        )
    elif np.allclose(mine, reference):
        print(f"{name}: 맞습니다!")
    else:
        worst = np.max(np.abs(np.subtract(mine, reference)))
        print(f"{name}: 아직 아닙니다. 가장 크게 다른 곳이 {worst:.4g}만큼 다릅니다.")


# %% [markdown]
# ## 1. 펌프는 노래합니다
#
# 검단의 한 공장에서 펌프의 베어링에 진동 센서를 붙였습니다. 고장 난 기록은 **하나도 없습니다.** 고장 나기 전에 베어링을 갈아 왔으니까요. 그래서
# **정상만 배워서 정상이 아닌 것을 찾는** 수밖에 없습니다. 이런 일을 **이상 탐지**(anomaly detection)라고 합니다.
#
# 회전하는 기계의 진동은 물리로 꽤 잘 적을 수 있습니다. 아래 함수가 만드는 **합성 데이터**는 이렇게 생겼습니다.
#
# - 축이 한 바퀴 돌 때마다 나는 소리와 그 **배음**(2배, 3배), 날개가 지나가는 소리(23배, 46배), 전원이 내는 120 Hz
# - 물이 흐르는 **잡음**. 부하가 클수록 커지고, 배관의 온도에 따라 음색이 조금씩 다릅니다. 회전수(27–30 Hz)와 부하도 기록마다 다릅니다.
# - 외륜에 흠이 난 베어링은 구슬이 흠을 지날 때마다 **탁, 탁** 때립니다. 때릴 때마다 2,600 Hz로 울리고 금세 잦아듭니다.

# %%
RATE_HZ, SAMPLES = 8192, 2048  # a window lasts a quarter of a second
BALLS, BALL_MM, PITCH_MM = 9, 7.94, 39.04  # the bearing's geometry


def outer_race_hz(speed_hz):
    """How often a ball passes one place of the outer race."""
    return BALLS / 2 * speed_hz * (1 - BALL_MM / PITCH_MM)


# %%
def knocks(fault, speed_hz, count, generator):
    """Each ball that passes the flaw knocks; the housing rings at 2,600 Hz; (samples,)."""
    between = RATE_HZ / outer_race_hz(speed_hz)
    at = np.cumsum(generator.normal(between, 0.01 * between, int(0.98 * count / between)))
    pulses = np.bincount(at.astype(int), minlength=count)[:count].astype(float)
    since = np.arange(120) / RATE_HZ
    ring = np.exp(-700 * since) * np.sin(2 * np.pi * 2600 * since)
    return fault * np.convolve(pulses, ring)[:count]


# %%
def pipe_noise(count, generator, unevenness=0.05):
    """Noise whose colour differs from recording to recording, as pipes fill and warm up."""
    knots = np.linspace(0, 1, 12)
    colour = np.interp(
        np.linspace(0, 1, count // 2 + 1), knots, generator.normal(0, unevenness, 12)
    )
    return np.fft.irfft(np.exp(colour) * np.fft.rfft(generator.normal(0, 1, count)))


# %%
def make_recording(generator, fault=0.0, unbalance=1.0, speed_hz=None, rumble=0.0):
    """Two seconds of a synthetic pump at some speed and load; (8 windows, samples)."""
    speed_hz = speed_hz or generator.uniform(27, 30)
    load = generator.uniform(0.5, 1.5)
    seconds = np.arange(8 * SAMPLES) / RATE_HZ
    sizes = {1: 0.5 * unbalance, 2: 0.25 * load, 3: 0.1 * load, 23: 0.3 * load, 46: 0.15 * load**2}
    signal = 0.15 * np.sin(2 * np.pi * 120 * seconds)
    for times, size in sizes.items():
        signal += size * np.sin(2 * np.pi * times * speed_hz * seconds + generator.uniform(0, 6.3))
    signal += 0.25 * np.sqrt(load) * pipe_noise(len(seconds), generator)
    if rumble:
        low = np.convolve(generator.normal(0, 1, len(seconds)), np.ones(40) / 6, "same")
        signal += rumble * low
    if fault:
        signal += np.sqrt(load) * knocks(fault, speed_hz, len(seconds), generator)
    return signal.reshape(8, SAMPLES)


# %%
def make_windows(recordings, seed, **state):
    """The windows of many recordings, (8 * recordings, samples)."""
    generator = np.random.default_rng(seed)
    return np.concatenate([make_recording(generator, **state) for _ in range(recordings)])


# %% [markdown]
# 정상 기록으로 봉투 셋을 채웁니다. 2단원대로 창이 아니라 **기록을 통째로** 나눕니다. 고장은 흠의 크기를 셋으로, 그리고 전혀 다른 고장인 **불균형**(축이
# 한쪽으로 무거워짐)을 하나 만듭니다. 고장은 **시험에만** 씁니다.

# %%
learning, validation, sealed = (
    make_windows(count, seed) for count, seed in [(150, 1), (100, 2), (100, 3)]
)
faults = {f"외륜 흠 {size}": make_windows(30, 4, fault=size) for size in (0.4, 0.7, 1.5)}
faults["불균형 1.4배"] = make_windows(30, 5, unbalance=1.4)
print("학습", learning.shape, "검증", validation.shape, "시험", sealed.shape)

# %%
fig, axes = plt.subplots(3, 1, figsize=(9, 4), sharex=True, sharey=True)
shown = {
    "정상": sealed[0],
    "외륜 흠 0.7": faults["외륜 흠 0.7"][0],
    "외륜 흠 1.5": faults["외륜 흠 1.5"][0],
}
for ax, (name, window) in zip(axes, shown.items(), strict=True):
    ax.plot(1000 * np.arange(SAMPLES) / RATE_HZ, window, linewidth=0.5)
    ax.set(ylabel=name)
axes[-1].set(xlabel="시간 (ms)")
plt.show()

# %% [markdown]
# 가운데 줄에서 고장이 보이나요? 베테랑 정비사라면 귀로 들을지도 모릅니다.
#
# ## 2. 숫자 하나로 듣기
#
# 현장에서 가장 많이 쓰는 것은 진동의 크기, **RMS**입니다. 뾰족하게 때리는 소리에는 **첨도**(kurtosis)를 씁니다. 고르게 흔들리는 소리(정규 분포)보다 튀는 값이 많을수록
# 큽니다. 임계값은 1단원에서처럼 **정상의 1 %가 걸리는 곳**에 둡니다. 모든 방법에 **같은 과검**을 허락해야 공평합니다.


# %%
def report(name, score_of):
    """Percent flagged of sealed healthy windows and of each fault, at 1 % of validation."""
    limit = np.quantile(score_of(validation), 0.99)
    parts = [f"{name:12s} 정상 {np.mean(score_of(sealed) >= limit):6.1%}"]
    for fault, windows in faults.items():
        parts.append(f"{fault} {np.mean(score_of(windows) >= limit):4.0%}")
    print(" | ".join(parts))


# %% [markdown]
# **먼저 예상해 보세요.** RMS와 첨도는 흠 0.7을 몇 %나 찾을까요?


# %%
def rms(windows):
    return np.sqrt(np.mean(windows**2, axis=1))


# %%
report("RMS", rms)
report("첨도", lambda windows: kurtosis(windows, axis=1))

# %% [markdown]
# 둘 다 거의 못 찾습니다. 부하가 바뀌면 정상인 펌프의 크기도 크게 달라져서, 작은 흠이 내는 소리는 그 안에 **묻힙니다.** 크기 하나로 뭉뚱그리지 말고
# **음의 높이마다** 따로 들어야 합니다.
#
# ## 3. 서른두 개의 귀
#
# 진동을 **푸리에 변환**(FFT)으로 높이마다 나누고, 128 Hz씩 서른두 칸으로 묶어 칸마다 에너지를 더합니다. 에너지는 몇천 배씩 차이 나니 로그를 씌웁니다.


# %%
def band_levels(windows):
    """Log10 energy in 32 bands of 128 Hz; (windows, 32)."""
    power = np.abs(np.fft.rfft(windows * np.hanning(SAMPLES), axis=1)) ** 2 / SAMPLES
    return np.log10(power[:, :1024].reshape(len(windows), 32, 32).sum(axis=2))


# %%
band_khz = 0.128 * np.arange(32) + 0.064
fig, ax = plt.subplots(figsize=(8, 3))
for window in learning[::60]:
    ax.plot(band_khz, band_levels(window[None])[0], color="gray", alpha=0.5)
ax.plot(band_khz, band_levels(faults["외륜 흠 0.7"][:1])[0], color="tab:red", label="외륜 흠 0.7")
ax.set(xlabel="진동수 (kHz)", ylabel="에너지 (로그)", title="정상 스무 개(회색)와 고장 하나")
ax.legend()
plt.show()

# %% [markdown]
# 회색 선들이 위아래로 흩어져 있지만 **함께** 움직입니다. 부하가 크면 다 같이 올라가고, 회전수가 바뀌면 몇 칸이 함께 바뀝니다. 칸은 서른두 개여도 정상을
# 움직이는 **숨은 까닭은 몇 개뿐**입니다. 바로 여기에 기댈 것입니다.
#
# ## 4. 좁은 목을 지나는 신경망
#
# **오토인코더**(autoencoder)는 서른두 칸을 받아 **좁은 목**(숫자 두 개)으로 눌렀다가 다시 서른두 칸으로 펴는 신경망입니다. 정답은 **자기 자신**입니다.
# 정상만 배우면 목에는 정상을 움직이는 까닭만 남습니다. 고장은 목을 지나면서 사라지니, **다시 편 것과 원래의 차이**가 커집니다.

# %%
mean, spread = band_levels(learning).mean(axis=0), band_levels(learning).std(axis=0)


def scaled(windows):
    """Band levels on the scale of the healthy learning windows; (windows, 32)."""
    return (band_levels(windows) - mean) / spread


healthy = scaled(learning)


# %%
def train_autoencoder(neck, seed=7, epochs=24):
    """32 -> 24 -> neck -> 24 -> 32, taught to repeat healthy windows."""
    torch.manual_seed(seed)
    narrow = [nn.Linear(32, 24), nn.ReLU(), nn.Linear(24, neck)]
    model = nn.Sequential(*narrow, nn.Linear(neck, 24), nn.ReLU(), nn.Linear(24, 32))
    inputs = torch.tensor(healthy, dtype=torch.float32)
    optimiser = torch.optim.Adam(model.parameters(), lr=0.004)
    for _ in range(epochs):
        for batch in torch.randperm(len(inputs)).split(64):
            optimiser.zero_grad()
            nn.functional.mse_loss(model(inputs[batch]), inputs[batch]).backward()
            optimiser.step()
    return model


# %%
def misfit(model):
    """A score of windows: root mean square of what `model` could not repeat."""

    def score_of(windows):
        levels = scaled(windows)
        with torch.no_grad():
            again = model(torch.tensor(levels, dtype=torch.float32)).numpy()
        return np.sqrt(np.mean((levels - again) ** 2, axis=1))

    return score_of


# %% [markdown]
# **먼저 예상해 보세요.** 고장을 한 번도 본 적 없는 이 신경망은 흠 0.7을 몇 %나 찾을까요? 불균형은요?

# %%
started = perf_counter()
autoencoder = train_autoencoder(neck=2)
network_seconds = perf_counter() - started
print(f"학습 {network_seconds:.1f}초")
report("오토인코더", misfit(autoencoder))

# %% [markdown]
# 훌륭합니다! RMS가 거의 못 찾던 흠을 찾아내고, 종류가 전혀 다른 불균형까지 찾았습니다. 여기서 보고서를 쓰고 싶어지지만, **견줄 상대가 RMS뿐**이었습니다.
# 2단원의 허수아비를 떠올려 보세요. 잘 차린 단순한 상대가 필요합니다.
#
# ## 5. 잘 차린 단순한 상대
#
# 목이 좁다는 것이 핵심이라면, 꺾지 않고(ReLU 없이) **곱해서 더하기만으로** 눌렀다 펴면 어떨까요? 가장 잘 누르는 방향은 학습할 필요도 없이 계산으로 바로
# 나옵니다. 이것이 **주성분 분석**(PCA)입니다. 자료가 가장 크게 흩어지는 방향부터 차례로 찾아 줍니다.

# %%
tries = []
for _ in range(5):
    started = perf_counter()
    spreads, columns = np.linalg.eigh(healthy.T @ healthy / len(healthy))  # smallest first
    tries.append(perf_counter() - started)
spreads, directions = spreads[::-1], columns.T[::-1]  # (32,), (32, 32): widest first
print(f"계산 {1000 * min(tries):.1f} ms, 오토인코더의 {network_seconds / min(tries):,.0f}분의 1")


# %%
def linear_misfit(neck):
    """The same score with the `neck` widest directions in place of a network."""

    def score_of(windows):
        levels, kept = scaled(windows), directions[:neck]
        return np.sqrt(np.mean((levels - levels @ kept.T @ kept) ** 2, axis=1))

    return score_of


# %% [markdown]
# ### 직접 해 보기
#
# `spreads`는 방향마다 자료가 얼마나 흩어졌는지(분산)를 큰 것부터 담고 있습니다. 흩어짐 **전체** 가운데 **앞의 두 방향**이 차지하는 몫(0에서 1 사이)을
# 구하세요.

# %%
my_share = ...

# %%
check("앞의 두 방향의 몫", my_share, spreads[:2].sum() / spreads.sum())

# %% [markdown]
# **먼저 예상해 보세요.** 오토인코더와 PCA, 어느 쪽이 더 잘 찾을까요? 크게? 조금? 신경망은 씨앗에 따라 다르니 둘을 더 봅니다.

# %%
for seed in (8, 9):
    report(f"신경망 씨앗 {seed}", misfit(train_autoencoder(2, seed)))
report("PCA", linear_misfit(2))

# %% [markdown]
# 눈 깜짝할 사이에 끝나는 계산이 신경망과 **나란합니다.** 설명할 것도, 씨앗에 흔들릴 것도 없습니다. 신경망이 나쁜 것이 아닙니다. 로그를 씌운
# 에너지에서는 부하와 회전수의 효과가 거의 **더하기**라, 꺾을 일이 없었던 것입니다. 복잡한 모델을 쓰기 전에 늘 물으세요. **"단순한 상대를 얼마나
# 이겼나요?"** 이기지 못했다면 단순한 쪽을 현장에 보냅니다.
#
# 표의 '정상' 칸도 보세요. 1 %를 약속했는데 시험에서는 두세 배가 되기도 합니다. 창은 800개여도 **기록은 100개**이기 때문입니다(2단원).
#
# ## 6. 목이 넓으면 더 좋을까요?
#
# **먼저 예상해 보세요.** 목을 2에서 24로 넓히면 정상을 더 잘 따라 그립니다. 그러면 고장도 더 잘 찾을까요?

# %%
for neck in (1, 8, 24):
    report(f"신경망 목 {neck}", misfit(train_autoencoder(neck)))
for neck in (1, 2, 8, 24):
    report(f"PCA 목 {neck}", linear_misfit(neck))

# %% [markdown]
# 넓은 목은 **고장까지 따라 그립니다.** 잘 따라 그릴수록 좋은 것이 아니라, **정상만** 따라 그려야 좋습니다. 너무 좁으면 정상의 사정까지 놓쳐서 작은 고장이
# 묻힙니다. (불균형은 넓은 목에서도 잘 잡힙니다. 고장마다 알맞은 목이 다르다는 뜻입니다.) 그런데 목의 넓이는 무엇을 보고 정할까요? 고장을 보고 고르면 그 고장에 맞춘 것이 됩니다. 우리는 **물리**를 보고 둘(부하와 회전수)로 정했습니다.
#
# ## 7. 왜 울렸는지 말하기
#
# "이상합니다"라고만 하는 경보는 곧 무시당합니다. **어느 칸**이 정상과 다른지부터 봅시다.

# %%
faulty = faults["외륜 흠 0.7"]
levels = scaled(faulty)
surprise = (levels - levels @ directions[:2].T @ directions[:2]).mean(axis=0)  # (32,)
fig, ax = plt.subplots(figsize=(8, 2.5))
ax.bar(band_khz, surprise, width=0.1)
ax.set(xlabel="진동수 (kHz)", ylabel="예상보다 큰 정도", title="흠 0.7이 난 베어링")
plt.show()
print(
    f"가장 놀란 칸: {1000 * band_khz[surprise.argmax()] - 64:.0f}–{1000 * band_khz[surprise.argmax()] + 64:.0f} Hz"
)

# %% [markdown]
# 2,600 Hz 둘레가 시끄럽습니다. 하지만 베어링 하우징이 울리는 높이일 뿐, **무엇이 때리는지**는 아닙니다. 얼마나 **자주** 때리는지를 들어야 합니다. 그 높이만
# 남긴 다음 크기의 오르내림(**포락선**, envelope)을 구해 다시 푸리에 변환을 합니다.


# %%
def envelope_spectrum(recording, low_hz=2300, high_hz=2900):
    """Frequencies (bins,) and sizes (bins,) of how the loudness of one band goes up and down."""
    signal = recording.reshape(-1)
    hz = np.fft.rfftfreq(len(signal), 1 / RATE_HZ)
    kept = np.where((hz > low_hz) & (hz < high_hz), np.fft.rfft(signal), 0)
    loudness = np.abs(hilbert(np.fft.irfft(kept)))
    return hz, np.abs(np.fft.rfft(loudness - loudness.mean())) / len(signal)


# %%
recording = make_recording(np.random.default_rng(9), fault=0.7, speed_hz=29.0)
hz, size = envelope_spectrum(recording)
fig, ax = plt.subplots(figsize=(8, 2.5))
ax.plot(hz, size)
ax.axvline(
    outer_race_hz(29.0), color="black", linestyle="--", label="구슬이 외륜의 한 점을 지나는 박자"
)
ax.set(xlabel="때리는 박자 (Hz)", ylabel="크기", xlim=(20, 400))
ax.legend()
plt.show()
middle = (hz > 20) & (hz < 150)
print(
    f"가장 센 박자 {hz[middle][size[middle].argmax()]:.1f} Hz, 외륜의 박자 {outer_race_hz(29.0):.1f} Hz"
)

# %% [markdown]
# 구슬의 개수와 지름으로 **계산한 박자**와 들린 박자가 맞습니다. 이제 "이상합니다"가 아니라 **"외륜에 흠이 난 것 같습니다"** 라고 말할 수 있습니다. 이상
# 탐지는 의심을, 물리는 이름을 줍니다.
#
# ## 8. 낯선 것은 다 고장일까요?
#
# 흠의 크기와 회전수를 직접 움직여 보세요. 회색은 정상, 파란 선은 지금의 점수입니다.
#
# **먼저 예상해 보세요.** 흠이 **없는데** 회전수만 35 Hz로 올리면 경보가 울릴까요?

# %%
alarm_limit = np.quantile(linear_misfit(2)(validation), 0.99)
usual_scores = linear_misfit(2)(validation)


# %%
@interact(fault=(0.0, 1.5, 0.1), speed_hz=(25.0, 36.0, 0.5))
def show_pump(fault=0.0, speed_hz=28.5):
    now = linear_misfit(2)(make_windows(4, 6, fault=fault, speed_hz=speed_hz))
    fig, ax = plt.subplots(figsize=(7, 2.5))
    ax.hist(usual_scores, np.geomspace(0.1, 10, 60), color="gray", label="정상(검증)")
    for score in now:
        ax.axvline(score, color="tab:blue", alpha=0.3)
    ax.axvline(alarm_limit, color="black", linestyle="--", label="임계값")
    ax.set(xscale="log", xlim=(0.3, 10), xlabel="점수", ylabel="창의 수")
    ax.set_xticks([0.5, 1, 2, 5], ["0.5", "1", "2", "5"])
    ax.minorticks_off()
    ax.set_title(f"창 {len(now)}개 가운데 {np.sum(now >= alarm_limit)}개에서 경보")
    ax.legend()
    plt.show()


# %%
fast = make_windows(30, 6, speed_hz=35.0)
print(f"정상인데 35 Hz로 돌린 창 가운데 경보: {np.mean(linear_misfit(2)(fast) >= alarm_limit):.0%}")

# %% [markdown]
# **전부 울립니다.** 이 모델이 아는 것은 "고장"이 아니라 **"배운 적 없음"** 입니다. 새 제품, 새 회전수, 센서를 다시 붙인 날, 모두 낯섭니다. 그래서
# 운전 조건을 함께 기록하고, 배운 범위 밖이면 "고장"이 아니라 **"모르는 운전 조건"** 이라고 말하게 해야 합니다(2단원의 회색 칸).
#
# ## 9. 1 %는 하루에 몇 번일까요?
#
# **먼저 예상해 보세요.** 창은 0.25초입니다. 정상의 1 %가 걸리는 임계값이라면 거짓 경보가 하루에 몇 번 울릴까요?

# %%
windows_a_day = 24 * 60 * 60 * 4
print(f"하루 창 {windows_a_day:,}개, 거짓 경보 {0.01 * windows_a_day:,.0f}번")

# %% [markdown]
# 이래서는 첫날 스피커를 뽑아 버립니다. 창 하나가 아니라 **2초(창 여덟 개) 가운데 여섯 번 이상** 걸려야 울리기로 합시다. 창마다 따로따로 걸린다면 이런 일이
# 우연히 일어날 확률은 이항 분포로 계산됩니다.
#
# 그런데 현장에는 펌프만 있지 않습니다. 정상 기록 600개를 새로 만들되, 스무 번에 한 번은 **지게차가 지나가며** 바닥을 낮게 흔들었다고 합시다.
#
# **먼저 예상해 보세요.** 지게차까지 넣어 센 "창마다 걸린 비율"로 이항 분포를 계산하면, 실제로 센 거짓 경보와 비슷할까요?

# %%
generator = np.random.default_rng(8)
day = [make_recording(generator, rumble=0.3 * (generator.random() < 0.05)) for _ in range(600)]
flags = (linear_misfit(2)(np.concatenate(day)) >= alarm_limit).reshape(-1, 8)
by_chance, share = binom.sf(5, 8, flags.mean()), np.mean(flags.sum(axis=1) >= 6)
print(f"창마다 걸린 비율 {flags.mean():.1%}")
for name, value in (("따로따로라고 치고 계산하면", by_chance), ("실제로 세면", share)):
    print(f"{name}: 기록의 {value:.4%}, 하루에 {value * windows_a_day / 8:,.2f}번")

# %% [markdown]
# 계산은 "열흘에 한 번도 울리지 않는다"고 했는데 실제로는 **하루 이천 번이 넘습니다.** 지게차가 지나가는 2초 동안은 여덟 창이 **함께** 걸리기 때문입니다. 2단원의
# 패드와 똑같은 이야기입니다. 함께 움직이는 것을 따로따로라고 치면 확률은 터무니없이 작아집니다. 거짓 경보를 줄이려면 **지게차보다 오래** 이어지는지를
# 보고, 몇 번이나 울리는지는 계산이 아니라 **정상인 날의 기록에서** 세어 정하세요.
#
# ---
# ## 기억하기
#
# - 고장이 없으면 **정상만** 배웁니다. 좁은 목을 지나 다시 펴지지 않는 것이 이상입니다.
# - 신경망 앞에 **잘 차린 단순한 상대**(PCA)를 세웁니다. 같은 과검에서 견주고, 이기지 못하면 단순한 쪽을 씁니다.
# - 목이 넓으면 고장까지 따라 그립니다. 잘 따라 그리는 것이 목표가 아닙니다.
# - 이상은 고장이 아니라 **배운 적 없음**입니다. 이름은 물리(때리는 박자)가 줍니다.
# - 거짓 경보는 **하루에 몇 번**으로 세고, 함께 걸리는 창을 따로따로라고 치지 않습니다.
#
# ## 물음
#
# 1. 학습 기록에 고장 난 펌프가 몇 대 섞여 있었다면 무슨 일이 생길까요?
# 2. 검증을 기록째가 아니라 창을 섞어서 떼면 임계값은 높아질까요, 낮아질까요? 거짓 경보는요?
# 3. 베어링이 아주 천천히, 한 해에 걸쳐 닳는다면 날마다 다시 배우는 모델은 그것을 찾을 수 있을까요?
# 4. 불균형은 어느 칸을 놀라게 할까요? 그 높이는 무엇으로 계산하나요?
#
# ## 더 가 보기
#
# - `make_recording`에서 회전수의 범위를 `(20, 40)`으로 넓히고 학습부터 다시 해 보세요. 소리가 칸 사이를 옮겨 다니면 더하기로는 모자랍니다. 이번에는
#   목 2짜리 신경망과 PCA 가운데 어느 쪽이 나은가요? PCA의 목을 8로 넓히면요?
# - 회전수를 재고 있다면 칸을 Hz가 아니라 **회전수의 배수**로 나눌 수 있습니다. 그렇게 바꾸면 35 Hz의 거짓 경보가 줄어들까요?
