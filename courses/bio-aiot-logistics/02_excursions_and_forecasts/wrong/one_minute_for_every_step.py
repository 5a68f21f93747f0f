# %% [markdown]
# 걸음이 언제나 1분이라고 칩니다.
#
# loses: product_temperature_follows_the_air
# caught by: 걸음이 시간 상수보다 길 때

# %% solution="product_temperature"
def product_temperature(air, start_celsius, tau_minutes, step_minutes=1.0):
    product = [start_celsius]
    for degrees in air[1:]:
        product.append(degrees + (product[-1] - degrees) * np.exp(-1 / tau_minutes))
    return np.array(product)
