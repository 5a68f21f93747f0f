# %% [markdown]
# 따라잡는 몫을 걸음 / 시간 상수로 잡습니다. 걸음이 길면 발산합니다.
#
# loses: product_temperature_follows_the_air
# caught by: 1분 걸음

# %% solution="product_temperature"
def product_temperature(air, start_celsius, tau_minutes, step_minutes=1.0):
    product = [start_celsius]
    for degrees in air[1:]:
        product.append(product[-1] + step_minutes / tau_minutes * (degrees - product[-1]))
    return np.array(product)
