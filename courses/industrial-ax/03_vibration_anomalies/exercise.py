# %% [markdown]
# # 송풍기를 지키는 귀
#
# 부평의 도장 공장에는 송풍기 스물네 대가 쉬지 않고 돕니다. 고장 기록은 하나도 없습니다. 정상만 배워 이상을 찾고, 하루에 몇 번 울릴지까지 세어
# 보세요.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.3 GB | 필요 없음 | 합성 데이터: 송풍기의 진동 창 900개 (씨앗 71) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
from itertools import pairwise

import numpy as np

np.set_printoptions(suppress=True)
generator = np.random.default_rng(71)
RATE_HZ = 4096


def make_windows(count, fault=0.0):
    """Synthetic fan vibration: shaft, blades, flow noise and a ringing flaw; (count, 1024)."""
    seconds = np.arange(1024) / RATE_HZ
    speed_hz, load = generator.uniform(22, 24, (count, 1)), generator.uniform(0.5, 1.5, (count, 1))
    signal = np.sqrt(load) * generator.normal(0, 0.25, (count, 1024))
    for times, size in ((1, 0.5), (2, 0.2 * load), (11, 0.4 * load)):
        phase = generator.uniform(0, 6.3, (count, 1))
        signal += size * np.sin(2 * np.pi * times * speed_hz * seconds + phase)
    since = seconds % (1 / (3.6 * speed_hz))  # the flaw knocks 3.6 times a turn
    return signal + fault * np.exp(-800 * since) * np.sin(2 * np.pi * 1500 * since)


learning, validation, faulty = make_windows(500), make_windows(200), make_windows(200, fault=0.9)


# %% locked="check"
def check(name, mine, reference):
    """Stop with the difference when `mine` is not `reference`."""
    assert mine is not None, f"{name}: 함수가 None을 돌려주었습니다. return을 빠뜨리지 않았나요?"
    mine, reference = np.asarray(mine, dtype=float), np.asarray(reference, dtype=float)
    assert mine.shape == reference.shape, (
        f"{name}: 모양이 {mine.shape}입니다. 기대하는 모양은 {reference.shape}입니다."
    )
    wrong = ~np.isclose(mine, reference, equal_nan=True)
    if wrong.any():
        where = tuple(int(index) for index in np.argwhere(wrong)[0])
        place = f"{where} 자리의 값이 " if where else "값이 "
        raise AssertionError(
            f"{name}: {place}{mine[where]:.6g}입니다. 기대하는 값은 {reference[where]:.6g}입니다."
        )


# %% [markdown]
# ## 1. 구슬이 지나는 박자 (2점)
#
# 외륜의 한 점을 구슬이 1초에 몇 번 지나는지(Hz) 돌려주세요.
#
# $$ \frac{구슬\ 수}{2} \times 회전수 \times \left(1 - \frac{구슬\ 지름}{피치\ 지름} \cos\theta \right) $$
#
# $\theta$는 접촉각 `angle_deg`이고 **도(°)** 로 들어옵니다. 수업에서는 0°였습니다.


# %% solution="outer_race_hz"
def outer_race_hz(speed_hz, balls, ball_mm, pitch_mm, angle_deg=0.0):
    """How often a ball passes one place of the outer race, in Hz."""
    ### BEGIN SOLUTION
    return balls / 2 * speed_hz * (1 - ball_mm / pitch_mm * np.cos(np.radians(angle_deg)))
    ### END SOLUTION


# %% grade="outer_race_hz_knows_the_angle" points=2
check("접촉각이 없을 때", outer_race_hz(30.0, balls=8, ball_mm=10.0, pitch_mm=40.0), 90)
check("접촉각 60°", outer_race_hz(30.0, balls=8, ball_mm=10.0, pitch_mm=40.0, angle_deg=60.0), 105)
### BEGIN HIDDEN TESTS
# catches the inner race, which adds
check("구슬이 클 때", outer_race_hz(20.0, balls=10, ball_mm=20.0, pitch_mm=40.0), 50)
# catches whole division of an odd number of balls
check("구슬이 아홉 개", outer_race_hz(10.0, balls=9, ball_mm=10.0, pitch_mm=50.0), 36)
# catches whole numbers
_odd = outer_race_hz(29.5, balls=9, ball_mm=7.9, pitch_mm=38.5)
check("소수 첫째 자리까지", np.round(_odd, 1), 105.5)
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 칸마다의 에너지 (4점)
#
# 창들 `(창, 표본)`, 1초의 표본 수 `rate_hz`, 칸의 경계 `edges_hz`를 받아 칸마다 에너지의 **로그(밑 10)** 를 `(창, 칸)` 배열로 돌려주세요.
#
# 1. 창마다 `np.fft.rfft`를 구해 크기를 제곱합니다. 진동수는 `np.fft.rfftfreq`로 알 수 있습니다.
# 2. 칸 하나는 경계의 **왼쪽을 넣고 오른쪽을 뺀** 진동수입니다. 그 안의 제곱을 모두 **더합니다.** 경계가 넷이면 칸은 셋입니다. (`pairwise(edges_hz)`는 이웃한 경계를
#    둘씩 내놓습니다.)
# 3. 비어 있는 칸도 로그를 씌울 수 있도록 `1e-12`를 더한 다음 로그를 씌웁니다. 나누기나 창 함수(hanning)는 쓰지 않습니다.


# %% solution="band_levels"
def band_levels(windows, rate_hz, edges_hz):
    """Log10 of the energy in each band, low edge in, high edge out; (windows, bands)."""
    ### BEGIN SOLUTION
    power = np.abs(np.fft.rfft(windows, axis=1)) ** 2
    hz = np.fft.rfftfreq(windows.shape[1], 1 / rate_hz)
    bands = [power[:, (hz >= low) & (hz < high)].sum(axis=1) for low, high in pairwise(edges_hz)]
    return np.log10(np.column_stack(bands) + 1e-12)
    ### END SOLUTION


# %% [markdown]
# 100 Hz짜리 소리를 0–64, 64–128, 128–512 Hz로 나누면 가운데 칸만 커야 합니다.

# %%
_tone = np.sin(2 * np.pi * 100 * np.arange(1024) / 1024)[None]
try:
    print(band_levels(_tone, 1024, [0, 64, 128, 512]).round(1))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="band_levels_adds_energy" points=4
_seconds = np.arange(256) / 256
_two = np.array([2 * np.cos(2 * np.pi * 10 * _seconds), np.cos(2 * np.pi * 40 * _seconds)])
_two += 1.0
_found = band_levels(_two.copy(), 256, [0, 5, 20, 64])
check("모양", np.shape(_found), [2, 3])
check("에너지", np.round(10.0 ** np.asarray(_found), 3), [[65536, 65536, 0], [65536, 0, 16384]])
### BEGIN HIDDEN TESTS
# catches edges that belong to the wrong band
check("경계의 소리", np.round(10.0 ** band_levels(_two[:1], 256, [1, 10, 20]), 3), [[0, 65536]])
# catches a rate that is taken for granted
_slow = band_levels(_two[:1], 128, [0, 2, 6, 30])
check("표본이 느릴 때", np.round(10.0**_slow, 3), [[65536, 65536, 0]])
# catches means over a band for sums
_both = np.cos(2 * np.pi * 10 * _seconds) + np.cos(2 * np.pi * 11 * _seconds)
check("두 소리", np.round(10.0 ** band_levels(_both[None], 256, [5, 20, 100]), 3), [[32768, 0]])
import warnings as _warnings

with _warnings.catch_warnings():
    _warnings.simplefilter("error")  # catches the log of nothing
    check("소리 없는 창", band_levels(np.zeros((1, 64)), 64, [0, 10, 20]), [[-12, -12]])
_high = np.cos(2 * np.pi * 64 * _seconds) + np.cos(2 * np.pi * 100 * _seconds)
# catches a last band that holds its upper edge, or all that is above
_found = band_levels(_high[None], 256, [5, 20, 64])
check("마지막 경계와 그 위의 소리", np.round(10.0 ** np.asarray(_found), 3), [[0, 0]])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 좁은 목을 지나지 못한 것 (4점)
#
# 정상 창의 칸 `(창, 칸)`과 새 창의 칸 `(창, 칸)`, 목의 넓이 `neck`을 받아 새 창마다 점수를 돌려주세요.
#
# 1. **정상의** 평균과 표준편차로 둘 다 표준화합니다. 값이 늘 같아 표준편차가 0인 칸은 1로 나눕니다.
# 2. 표준화한 정상을 `np.linalg.svd(..., full_matrices=False)`에 넣으면 세 번째 값의 **줄**이 방향입니다. 가장 크게 흩어진 방향부터 놓여 있습니다. 앞의
#    `neck`개만 씁니다. `neck`이 0이면 아무 방향도 쓰지 않습니다.
# 3. 새 창을 그 방향으로 눌렀다가 다시 편 것과의 차이를 제곱해 칸에 대해 **평균**하고 **제곱근**을 씌웁니다.


# %% solution="linear_misfit"
def linear_misfit(healthy, new, neck):
    """What `neck` directions of the healthy windows cannot repeat of the new ones; (windows,)."""
    ### BEGIN SOLUTION
    mean, spread = healthy.mean(axis=0), healthy.std(axis=0)
    spread = np.where(spread == 0, 1.0, spread)
    kept = np.linalg.svd((healthy - mean) / spread, full_matrices=False)[2][:neck]
    scaled = (new - mean) / spread
    return np.sqrt(np.mean((scaled - scaled @ kept.T @ kept) ** 2, axis=1))
    ### END SOLUTION


# %% grade="linear_misfit_repeats_the_healthy" points=4
_t = np.linspace(-1, 1, 21)
_healthy = np.column_stack([5 + _t, 10 - 4 * _t])  # one hidden cause moves both bands
_new = np.array([[5.0, 10.0], [5.5, 8.0], [5.5, 12.0]])
_unit = 0.5 / _t.std()
check(
    "목 1", np.round(linear_misfit(_healthy.copy(), _new.copy(), 1), 9), np.round([0, 0, _unit], 9)
)
check("목 0", linear_misfit(_healthy.copy(), _new.copy(), 0), [0, _unit, _unit])
### BEGIN HIDDEN TESTS
# catches new windows that are scaled by themselves
check("새 창이 하나일 때", linear_misfit(_healthy, _new[2:], 1), [_unit])
# catches directions that are learnt from the new windows too
_odd = np.array([[5.5, 12.0]] * 200)
check("이상한 창이 많을 때", linear_misfit(_healthy, _odd, 1), np.full(200, _unit))
# catches a division by a spread of zero
_three = np.column_stack([_healthy, np.full(21, 7.0)])
_jump = linear_misfit(_three, np.array([[5.0, 10.0, 10.0]]), 1)
check("늘 같던 칸이 움직일 때", _jump, [np.sqrt(3.0)])
# catches columns taken for rows, and the narrow directions for the wide ones
_wide = np.random.default_rng(0).normal(size=(200, 2)) @ np.array(
    [[1.0, 2.0, 0.5], [0.0, 1.0, -1.0]]
)
check("숨은 까닭 둘", np.round(linear_misfit(_wide, _wide[:3], 2), 9), [0, 0, 0])
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 같은 과검에서 견주기 (3점)
#
# 정상 점수와 고장 점수, 허락할 과검의 몫 `share`를 받아 **고장 가운데 잡은 비율**을 돌려주세요. 임계값은 1단원 과제처럼 정합니다. 정상 점수 가운데, 그
# 점수 **이상**인 정상의 비율이 `share`를 넘지 않는 **가장 작은** 값입니다. 그런 값이 없으면 아무것도 잡지 않으니 0입니다.


# %% solution="detection_at"
def detection_at(healthy_scores, faulty_scores, share):
    """Share of the faulty scores at or above the threshold that flags `share` of the healthy."""
    ### BEGIN SOLUTION
    allowed = [
        score for score in np.unique(healthy_scores) if np.mean(healthy_scores >= score) <= share
    ]
    return np.mean(faulty_scores >= min(allowed)) if allowed else 0.0
    ### END SOLUTION


# %%
try:
    edges = np.arange(0, 2049, 128)
    bands = [band_levels(windows, RATE_HZ, edges) for windows in (learning, validation, faulty)]
    rms = [np.sqrt(np.mean(windows**2, axis=1)) for windows in (validation, faulty)]
    print(f"RMS       고장을 잡은 비율 {detection_at(*rms, 0.02):.0%}")
    for neck in (0, 2, 12):
        scores = [linear_misfit(bands[0], part, neck) for part in bands[1:]]
        print(f"목 {neck:2d}     고장을 잡은 비율 {detection_at(*scores, 0.02):.0%}")
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% grade="detection_at_the_same_false_alarms" points=3
_usual = np.arange(1.0, 11.0)
check("열에 둘까지", detection_at(_usual, np.array([8.5, 9.0, 20.0, 3.0]), 0.2), 0.5)
check("하나도 안 될 때", detection_at(_usual, np.array([50.0]), 0.05), 0)
### BEGIN HIDDEN TESTS
# catches a threshold that is learnt from the faults
check("고장이 모두 클 때", detection_at(_usual, np.array([100.0, 200.0]), 0.1), 1)
check("고장이 모두 작을 때", detection_at(_usual, np.array([0.0, -1.0]), 0.5), 0)
# catches equal scores that break the promise
check(
    "점수가 같은 정상", detection_at(np.array([1.0, 2.0, 2.0, 2.0]), np.array([2.0, 3.0]), 0.5), 0
)
# catches > for >=
check("임계값과 같은 고장", detection_at(_usual, np.array([9.0]), 0.2), 1)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 하루에 몇 번 울릴까 (4점)
#
# 시간 순서로 놓인 참/거짓 배열(걸린 창은 참)과 `needed`를 받아 **경보가 몇 번 울리는지** 세어 정수로 돌려주세요.
#
# - `needed`개가 **잇따라** 걸리면 경보가 한 번 울립니다.
# - 그 뒤로 계속 걸려 있어도 **같은 경보**입니다. 걸리지 않은 창이 나오면 끝나고, 다음에 다시 `needed`개가 이어지면 새 경보입니다.
#
# `1 1 0 1 1 1 1`은 `needed`가 2이면 두 번, 3이면 한 번, 5이면 한 번도 울리지 않습니다.


# %% solution="count_alarms"
def count_alarms(flags, needed):
    """How many unbroken runs of flags are at least `needed` long."""
    ### BEGIN SOLUTION
    alarms = run = 0
    for flag in flags:
        run = run + 1 if flag else 0
        alarms += run == needed
    return int(alarms)
    ### END SOLUTION


# %% grade="count_alarms_rings_once_a_run" points=4
_flags = np.array([1, 1, 0, 1, 1, 1, 1], dtype=bool)
check("두 개가 잇따라", count_alarms(_flags, 2), 2)
check("세 개가 잇따라", count_alarms(_flags, 3), 1)
check("다섯 개가 잇따라", count_alarms(_flags, 5), 0)
### BEGIN HIDDEN TESTS
# catches a new alarm every `needed` flags of one run
check("오래 이어질 때", count_alarms(np.ones(100, dtype=bool), 3), 1)
# catches flags that need not follow each other
check("띄엄띄엄", count_alarms(np.array([1, 0, 1, 0, 1, 0], dtype=bool), 2), 0)
# catches a run that is still going on at the end, and one at the very start
check("처음과 끝", count_alarms(np.array([1, 1, 0, 0, 1, 1], dtype=bool), 2), 2)
# catches an alarm for nothing
check("걸린 것이 없을 때", count_alarms(np.zeros(5, dtype=bool), 1), 0)
check("하나만 걸려도", count_alarms(np.array([0, 1, 0, 1], dtype=bool), 1), 2)
# catches flags left over from the run before
check("셋 다음에 하나", count_alarms(np.array([1, 1, 1, 0, 1], dtype=bool), 2), 1)
### END HIDDEN TESTS

# %% [markdown]
# ## 6. 판매사의 신경망 (3점, 강사가 읽고 채점)
#
# 판매사가 "딥러닝 오토인코더로 고장의 **99 %** 를 찾습니다. RMS의 열 배입니다. 오경보는 **1 %** 뿐입니다"라며 송풍기 스물네 대에 달자고 합니다. 창은
# 0.25초입니다. 아래 셀을 실행하고 **네 문장**으로 답하세요. ① 견준 상대(RMS)가 알맞은지, ② 오경보 1 %가 우리 공장에서 무엇을 뜻하는지 **숫자로**, ③ 창
# 여럿이 잇따라 걸릴 때만 울리게 하면 풀리는지와 그 계산에서 조심할 것, ④ 계약 전에 우리 공장에서 해 볼 시험 한 가지.

# %%
windows_a_day = 24 * 4 * 60 * 60 * 24
print(f"송풍기 24대의 하루 창 {windows_a_day:,}개, 그 1 %는 {0.01 * windows_a_day:,.0f}개")
forklift = np.repeat(generator.random(20_000) < 0.01, 4)  # disturbances that last a second
try:
    alone = count_alarms(generator.random(80_000) < forklift.mean(), 4)
    print(
        f"창 8만 개에서 네 번 잇따라: 따로따로 걸리면 {alone}번, 1초씩 함께 걸리면 {count_alarms(forklift, 4)}번"
    )
except NotImplementedError:
    print("위 셀들을 먼저 완성하세요.")

# %% [markdown] answer="reply_to_the_vendor" points=3
# ### BEGIN SOLUTION
# (모범 답의 예) RMS는 부하에 묻혀 작은 고장을 못 찾는 약한 상대이니, 같은 칸을 쓰는 PCA처럼 단순하지만 잘 차린 상대와 같은 오경보에서 견주어야 합니다.
# 오경보 1 %는 24대에서 하루 8만 번이 넘는 거짓 경보라 아무도 듣지 않게 됩니다. 여러 창이 잇따를 때만 울리면 줄기는 하지만, 지게차처럼 여러 창이 함께
# 걸리는 일이 있으면 따로따로라고 친 계산보다 훨씬 자주 울립니다. 계약 전에 정상인 우리 송풍기를 여러 조건에서 두 주쯤 돌려 하루 거짓 경보를 세고,
# 배우지 않은 회전수와 지게차가 다니는 시간도 넣어 보겠습니다.
#
# 채점: ① 단순하지만 잘 차린 상대와 같은 과검에서 견줄 것 1점, ② 하루 수만 번(82,944번) 0.5점, ③ 함께 걸리는 창 1점, ④ 우리 공장의 정상 기록으로 세는
# 시험 0.5점.
# ### END SOLUTION
