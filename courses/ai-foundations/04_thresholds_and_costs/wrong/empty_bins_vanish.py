# %% [markdown]
# 빈 구간을 건너뛰어 줄의 수가 달라집니다.
#
# loses: calibration_fills_every_bin
# caught by: 빈 구간

# %% solution="calibration"
def calibration(is_defect, probability, edges):
    place = np.clip(np.digitize(probability, edges) - 1, 0, len(edges) - 2)
    return np.array(
        [
            [
                np.sum(place == each),
                probability[place == each].mean(),
                is_defect[place == each].mean(),
            ]
            for each in np.unique(place)
        ]
    )
