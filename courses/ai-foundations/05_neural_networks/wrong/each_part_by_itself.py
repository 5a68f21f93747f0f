# %% [markdown]
# 검증과 시험을 저마다의 평균과 표준편차로 표준화합니다. 한 줄짜리 검증은 모두 0이 됩니다.
#
# loses: scale_parts_by_learning_only
# caught by: 표준화한 검증

# %% solution="scale_parts"
def scale_parts(learning, validation, sealed):
    def scale(part):
        spread = part.std(axis=0)
        return (part - part.mean(axis=0)) / np.where(spread == 0, 1.0, spread)

    return scale(learning), scale(validation), scale(sealed)
