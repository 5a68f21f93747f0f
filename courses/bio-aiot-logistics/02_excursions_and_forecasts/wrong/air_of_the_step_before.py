# %% [markdown]
# 이번 공기가 아니라 바로 앞의 공기 쪽으로 다가갑니다.
#
# loses: product_temperature_follows_the_air
# caught by: 1분 걸음

# %% solution="product_temperature"
def product_temperature(air, start_celsius, tau_minutes, step_minutes=1.0):
    product = [start_celsius]
    for degrees in air[:-1]:
        product.append(degrees + (product[-1] - degrees) * np.exp(-step_minutes / tau_minutes))
    return np.array(product)
