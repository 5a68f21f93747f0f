# %% [markdown]
# 받은 표를 그 자리에서 정렬합니다. 부른 사람의 표가 뒤섞입니다.
#
# loses: select_suspects_either_reason
# caught by: 받은 표의 부품 번호

# %% solution="select_suspects"
def select_suspects(parts, hottest_c=715.0, lightest=2.60):
    parts.sort_values("density", inplace=True)
    return parts[(parts.temperature_c > hottest_c) | (parts.density < lightest)]
