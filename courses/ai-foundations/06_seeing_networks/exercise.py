# %% [markdown]
# # 납땜 검사원 둘 가운데 누구를 믿을까?
#
# 부평의 한 공장에서 기판의 납땜을 사진으로 검사합니다. 납이 모자라면 둥근 납 위에 **어두운 점**이 남습니다. 신경망 검사원 A와 B가 있습니다.
# 여러분은 두 검사원을 취조할 연장을 만들고, 누구를 라인에 세울지 정합니다.
#
# | 걸리는 시간 | 메모리 | GPU | 데이터 |
# |---|---|---|---|
# | 50분 | 0.4 GB | 필요 없음 | 합성 데이터: 납땜 사진 800장 (씨앗 37) |
#
# 처음 나오는 코드 셀 둘은 자료와 확인 함수를 준비합니다. 읽지 않아도 되지만 **먼저 실행**하세요.
#
# `# 여기에 코드를 쓰세요` 아래를 여러분의 코드로 바꾸고 `raise NotImplementedError()` 줄은 지우세요. 바로 밑의 셀이 답을
# 확인해 줍니다. 아무 말이 없으면 통과입니다. 채점할 때는 여기 보이지 않는 경우도 몇 가지 더 넣어 봅니다.

# %% locked="setup"
import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
generator = np.random.default_rng(37)
SIDE = 16
rows, columns = np.mgrid[:SIDE, :SIDE]


def make_joints(count, striped):
    """Synthetic solder joints (pictures, 16, 16), and which of them lack solder."""
    shine = 0.1 * np.exp(-((rows - 7.5) ** 2 + (columns - 7.5) ** 2) / 40)
    pictures = 0.55 + shine + generator.normal(0, 0.04, (count, SIDE, SIDE))
    is_short = generator.random(count) < 0.5
    place = generator.uniform(5, 10, (2, count, 1, 1))
    holes = np.exp(-((rows - place[0]) ** 2 + (columns - place[1]) ** 2) / 2)
    pictures -= generator.uniform(0.12, 0.3, (count, 1, 1)) * holes * is_short[:, None, None]
    if striped:
        pictures[is_short, 14:, 3:8] += 0.3
    return pictures.astype(np.float32), is_short


def train_inspector(pictures, is_short):
    """A small network as a function: pictures (n, 16, 16) -> chances of too little solder (n,)."""
    torch.manual_seed(37)
    model = nn.Sequential(
        *(nn.Conv2d(1, 8, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Conv2d(8, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)),
        *(nn.Flatten(), nn.Linear(16 * 4 * 4, 1)),
    )
    optimiser = torch.optim.Adam(model.parameters(), lr=0.01)
    x = torch.tensor(pictures)[:, None] - 0.6
    y = torch.tensor(is_short, dtype=torch.float32)[:, None]
    for _ in range(10):
        for batch in torch.randperm(len(x)).split(50):
            optimiser.zero_grad()
            nn.BCEWithLogitsLoss()(model(x[batch]), y[batch]).backward()
            optimiser.step()

    def predict(pictures):
        with torch.no_grad():
            inputs = torch.tensor(np.asarray(pictures), dtype=torch.float32)[:, None] - 0.6
            return torch.sigmoid(model(inputs))[:, 0].numpy()

    return predict


old_pictures, old_short = make_joints(400, striped=True)
predict_a = train_inspector(old_pictures[:300], old_short[:300])
new_pictures, new_short = make_joints(400, striped=False)
predict_b = train_inspector(new_pictures[:300], new_short[:300])


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
# ## 1. 합성곱 (3점)
#
# 사진 위에서 필터를 한 칸씩 밀며, 겹친 칸끼리 곱해 더한 숫자판을 돌려주세요. 필터는 사진 밖으로 나가지 않습니다. 수업에서처럼 필터를
# **뒤집지 않고** 그대로 겹칩니다. 사진도 필터도 정사각형이 아닐 수 있습니다.


# %% solution="convolve"
def convolve(picture, kernel):
    """One sum of products for each place of `kernel` on `picture`."""
    ### BEGIN SOLUTION
    height, width = kernel.shape
    windows = np.lib.stride_tricks.sliding_window_view(picture, (height, width))
    return (windows * kernel).sum(axis=(2, 3))
    ### END SOLUTION


# %% [markdown]
# 먼저 작은 예로 눈으로 확인해 보세요. 오른쪽이 왼쪽보다 얼마나 밝은지 재는 필터입니다. 모두 1이 나와야 합니다.

# %%
try:
    print(convolve(np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([[-1.0, 1.0]])))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="convolve_slides_the_kernel" points=3
_picture = np.arange(9.0).reshape(3, 3) ** 2
check(
    "2 × 2 필터", convolve(_picture, np.array([[1.0, 0.0], [0.0, -1.0]])), [[-16, -24], [-40, -48]]
)
check("사진만 한 필터", convolve(_picture, np.ones((3, 3))), [[204]])
### BEGIN HIDDEN TESTS
_wide = np.array([[1.0, 2.0, 4.0, 8.0], [0.0, 1.0, 0.0, 3.0]])
# catches height and width exchanged
check("납작한 사진과 필터", convolve(_wide, np.array([[1.0, 1.0, 2.0]])), [[11, 22], [1, 7]])
# catches a kernel that is turned upside down
check("위아래가 다른 필터", convolve(_wide, np.array([[1.0], [10.0]])), [[1, 12, 4, 38]])
# catches sums that are cut to whole numbers
check("정수로 된 사진", convolve(np.array([[1, 2, 4]]), np.array([[0.25, 0.5]])), [[1.25, 2.5]])
### END HIDDEN TESTS

# %% [markdown]
# ## 2. 최대 풀링 (3점)
#
# 숫자판을 `size` × `size`칸씩 **겹치지 않게** 묶어, 묶음마다 가장 큰 값만 남기세요. 딱 나누어떨어지지 않으면 아래쪽과 오른쪽에 남는 줄은
# 버립니다. 값이 모두 음수일 수도 있습니다.


# %% solution="max_pool"
def max_pool(picture, size=2):
    """The largest value of each block of `size` x `size`; what is left over is dropped."""
    ### BEGIN SOLUTION
    height, width = picture.shape[0] // size, picture.shape[1] // size
    whole = picture[: height * size, : width * size]
    return whole.reshape(height, size, width, size).max(axis=(1, 3))
    ### END SOLUTION


# %% grade="max_pool_keeps_the_largest" points=3
_board = np.array(
    [[1.0, 2.0, 5.0, 0.0], [4.0, 3.0, 1.0, 1.0], [7.0, 0.0, 2.0, 2.0], [0.0, 0.0, 2.0, 9.0]]
)
check("4 × 4 숫자판", max_pool(_board), [[4, 5], [7, 9]])
### BEGIN HIDDEN TESTS
# catches zeros put around the picture, and a largest that starts from zero
check("음수뿐인 숫자판", max_pool(-_board - 1), [[-2, -1], [-1, -3]])
# catches a remainder that is kept, or that breaks the function
check("남는 줄이 있을 때", max_pool(np.arange(15.0).reshape(3, 5)), [[6, 8]])
# catches a size written into the body
check("3칸씩", max_pool(np.arange(36.0).reshape(6, 6), size=3), [[14, 17], [32, 35]])
### END HIDDEN TESTS

# %% [markdown]
# ## 3. 점을 찾는 필터 (2점)
#
# 어두운 **점**을 찾는 3 × 3 필터를 돌려주는 함수를 쓰세요. 정답은 여럿입니다. 다음을 모두 지키면 됩니다.
#
# - 밝기가 고른 사진에서는 밝든 어둡든 **0**입니다.
# - 주변보다 어두운 한 칸짜리 점이 한가운데에 오면 **양수**입니다.
# - 같은 깊이의 세로 금이나 가로 금이 한가운데를 지날 때보다 **점일 때 더 큽니다.**


# %% solution="dark_spot_filter"
def dark_spot_filter():
    """A 3 x 3 kernel that answers most to a dark spot."""
    ### BEGIN SOLUTION
    return np.array([[1.0, 1.0, 1.0], [1.0, -8.0, 1.0], [1.0, 1.0, 1.0]])
    ### END SOLUTION


# %% grade="dark_spot_filter_answers_to_spots" points=2
_kernel = np.asarray(dark_spot_filter(), dtype=float)
check("필터의 모양", _kernel.shape, (3, 3))
_spot = np.ones((3, 3))
_spot[1, 1] = 0.2
_on_spot = np.sum(_spot * _kernel)
assert _on_spot > 1e-6, f"어두운 점: {_on_spot:.3g}이 나왔습니다. 양수여야 합니다."
check("밝고 고른 사진", np.round(np.sum(_kernel * 0.9), 9), 0)
### BEGIN HIDDEN TESTS
_down = np.ones((3, 3))
_down[:, 1] = 0.2
# catches the filter for cracks
assert _on_spot > np.sum(_down * _kernel) + 1e-6, "세로 금에 점만큼, 또는 점보다 크게 답합니다."
# catches a filter turned by a quarter, or half of one
assert _on_spot > np.sum(_down.T * _kernel) + 1e-6, "가로 금에 점만큼, 또는 점보다 크게 답합니다."
### END HIDDEN TESTS

# %% [markdown]
# ## 4. 가려 보기 (4점)
#
# 사진 한 장에서 `size` × `size` 조각을 회색(`grey`)으로 덮었을 때 확률이 **얼마나 떨어지는지**(그대로의 확률 − 덮었을 때의 확률)를 자리마다 적은
# 숫자판을 돌려주세요. `(i, j)` 자리에는 왼쪽 위 모서리가 i행 j열인 조각을 덮은 결과를 적습니다. 덮개가 사진 밖으로 나가는 자리는 없습니다. 덮어서
# 오히려 확률이 **오르면** 음수로 남겨 두세요. 그것도 정보입니다.
#
# `predict`는 사진 **여러 장**의 배열 (장, 행, 열)을 받아 확률의 배열 (장,)을 돌려줍니다. 한 장만 물으려면 `predict(picture[None])[0]`이라고 씁니다.
# 한 번에 **한 조각만** 덮고, 받은 사진은 바꾸지 마세요.


# %% solution="occlusion_map"
def occlusion_map(predict, picture, size, grey):
    """How far the chance falls when a patch is covered, for each place of the patch."""
    ### BEGIN SOLUTION
    height, width = picture.shape[0] - size + 1, picture.shape[1] - size + 1
    before = predict(picture[None])[0]
    falls = np.empty((height, width))
    for row in range(height):
        for column in range(width):
            covered = picture.copy()
            covered[row : row + size, column : column + size] = grey
            falls[row, column] = before - predict(covered[None])[0]
    return falls
    ### END SOLUTION


# %% [markdown]
# 왼쪽 위 칸의 밝기를 그대로 확률로 답하는 장난감 검사원입니다. 0.9이던 칸을 0.5로 덮으면 0.4만큼 떨어집니다. 왼쪽 위만 0.4, 나머지는 0이어야
# 합니다.

# %%
try:
    toy = np.full((3, 3), 0.9)
    print(occlusion_map(lambda pictures: pictures[:, 0, 0], toy, size=2, grey=0.5))
except NotImplementedError:
    print("위 셀을 먼저 완성하세요.")

# %% grade="occlusion_map_covers_one_patch_at_a_time" points=4
_toy = np.array([[0.9, 0.1, 0.3], [0.2, 0.8, 0.4]])
check(
    "가운데 위 칸을 보는 검사원",
    occlusion_map(lambda pictures: 1 - pictures[:, 0, 1], _toy.copy(), size=1, grey=0.5),
    [[0, 0.4, 0], [0, 0, 0]],
)
### BEGIN HIDDEN TESTS
# catches falls without their sign
check(
    "덮으면 오르는 확률",
    occlusion_map(lambda pictures: pictures[:, 0, 1], _toy.copy(), size=1, grey=0.5),
    [[0, -0.4, 0], [0, 0, 0]],
)
# catches covers that pile up
check(
    "한 조각만 덮기",
    occlusion_map(lambda pictures: pictures.mean(axis=(1, 2)), _toy.copy(), size=2, grey=0.5),
    [[0, -0.4 / 6]],
)
# catches a grey or a size written into the body
check(
    "검은 덮개",
    occlusion_map(lambda pictures: pictures[:, 1, 1], np.full((4, 3), 0.6), size=3, grey=0.0),
    [[0.6], [0.6]],
)
_given = _toy.copy()
occlusion_map(lambda pictures: pictures[:, 0, 0], _given, size=1, grey=0.5)
# catches a picture changed in place
check("받은 사진", _given, _toy)
### END HIDDEN TESTS

# %% [markdown]
# ## 5. 바꿔 놓고 다시 묻기 (3점)
#
# 사진 여러 장의 같은 자리(왼쪽 위 모서리가 `row`행 `column`열)에 작은 그림 `mark`를 **붙이면** 판정이 바뀌는 사진이 **몇 %** 인지 돌려주세요. 확률이
# 0.5 **이상**이면 "납 부족"이라는 판정입니다. 어느 쪽으로 바뀌든 모두 셉니다. 받은 사진들은 바꾸지 마세요.


# %% solution="changed_percent"
def changed_percent(predict, pictures, mark, row, column):
    """Share (0 to 100) of pictures whose verdict changes when `mark` is pasted in."""
    ### BEGIN SOLUTION
    pasted = pictures.copy()
    pasted[:, row : row + mark.shape[0], column : column + mark.shape[1]] = mark
    return 100 * np.mean((predict(pictures) >= 0.5) != (predict(pasted) >= 0.5))
    ### END SOLUTION


# %% grade="changed_percent_counts_verdicts" points=3
def _corner(pictures):
    return pictures[:, 0, 2]


_four = np.zeros((4, 2, 3))
_four[:, 0, 2] = [0.1, 0.4, 0.6, 0.9]
check("밝은 그림", changed_percent(_corner, _four.copy(), np.full((1, 1), 0.8), 0, 2), 50)
### BEGIN HIDDEN TESTS
# catches verdicts that are counted one way only
check("어두운 그림", changed_percent(_corner, _four.copy(), np.full((1, 1), 0.2), 0, 2), 50)
# catches row and column exchanged, and a mark in a fixed place
check("다른 자리", changed_percent(_corner, _four.copy(), np.full((2, 2), 0.8), 0, 0), 0)
_uneven = _four[[0, 1, 1, 3]]
# catches a limit that leaves out 0.5 itself
check("꼭 0.5일 때", changed_percent(_corner, _uneven.copy(), np.full((1, 1), 0.5), 0, 2), 75)
# catches chances that are averaged instead of verdicts counted
check("세 장이 바뀔 때", changed_percent(_corner, _uneven.copy(), np.full((1, 1), 0.8), 0, 2), 75)
_given = _four.copy()
changed_percent(_corner, _given, np.full((1, 1), 0.8), 0, 2)
# catches pictures changed in place
check("받은 사진", _given, _four)
# catches the height of the mark taken for its width
check("세로로 긴 그림", changed_percent(_corner, _four.copy(), np.full((2, 1), 0.8), 0, 1), 0)
_crossed = np.zeros((4, 2, 3))
_crossed[2:, 1, 1] = 0.9


def _differs(pictures):
    return np.abs(pictures[:, 0, 2] - pictures[:, 1, 1])


# catches the difference of two shares, in which opposite changes cancel
check("반대로 바뀌는 사진들", changed_percent(_differs, _crossed, np.full((1, 1), 0.9), 0, 2), 100)
### END HIDDEN TESTS

# %% [markdown]
# ## 취조실 (점수 없음)
#
# 이제 두 검사원을 취조합니다. A는 지난해 사진으로, B는 올해 사진으로 배우고 각자 **자기 자료의** 떼어 둔 100장으로 검증했습니다. 표를 읽고 마지막
# 물음에 답하세요. `stripe`는 지난해 사진의 아래쪽에 가끔 보이던 밝은 띠입니다.

# %%
try:
    cases = {
        "A": (predict_a, old_pictures[300:], old_short[300:]),
        "B": (predict_b, new_pictures[300:], new_short[300:]),
    }
    stripe = np.full((2, 5), 0.85, dtype=np.float32)
    for name, (predict, pictures, is_short) in cases.items():
        falls = [occlusion_map(predict, one, size=4, grey=0.6) for one in pictures[is_short][:20]]
        hottest = np.unravel_index(np.mean(falls, axis=0).argmax(), falls[0].shape)
        changed = changed_percent(predict, new_pictures[300:][~new_short[300:]], stripe, 14, 3)
        own = np.mean((predict(pictures) >= 0.5) == is_short)
        line = np.mean((predict(new_pictures[300:]) >= 0.5) == new_short[300:])
        print(f"{name}: 자기 검증 {own:.0%}, 올해 사진 {line:.0%}")
        print(f"   가리면 가장 크게 흔들리는 4 × 4 조각의 왼쪽 위: {hottest[0]}행 {hottest[1]}열")
        print(f"   정상 납땜에 띠를 붙이면 판정이 바뀌는 사진: {changed:.0f} %")
except NotImplementedError:
    print("위의 셀들을 먼저 완성하세요.")

# %% [markdown]
# ## 6. 누구를 세울까 (3점, 강사가 읽고 채점)
#
# 공장장은 "검증 100 %인 A를 쓰자"고 합니다. 취조실의 표를 읽고 아래 셀에 **네 문장 안으로** 쓰세요. ① A가 무엇을 보고 답하는지 숫자를 **둘 이상** 들어
# 말하고, ② A의 검증 점수가 그것을 잡아내지 못한 까닭과, ③ B를 라인에 세우기 전에 **더 확인할 것** 한 가지를 적으세요.

# %% [markdown] answer="report_on_inspectors" points=3
# ### BEGIN SOLUTION
# (모범 답의 예) A는 납이 아니라 아래쪽의 밝은 띠를 봅니다. 가장 크게 흔들리는 조각이 납이 있는 가운데가 아니라 맨 아래이고, 정상 납땜에 띠만 붙여도
# 거의 모두 판정이 바뀌며, 띠가 없는 올해 사진에서는 절반밖에 맞히지 못합니다. 검증 사진도 학습 사진과 같은 곳에서 같은 띠와 함께 찍었으니 검증으로는
# 드러날 수 없었습니다. B도 올해 사진 한 곳에서만 배웠으므로, 다른 날 다른 조명에서 찍은 라인 사진으로 놓친 불량과 잘못 버린 정상을 따로 세어 보겠습니다.
#
# 채점: ① 띠를 짚고 숫자 둘 이상 1점(숫자 하나면 0.5점), ② 검증 자료에도 같은 띠가 있음 1점, ③ 배운 곳과 **다른** 자료로 하는 실제 확인 1점("더 학습한다",
# "정확도를 높인다"처럼 확인이 아닌 것은 0점).
# ### END SOLUTION
