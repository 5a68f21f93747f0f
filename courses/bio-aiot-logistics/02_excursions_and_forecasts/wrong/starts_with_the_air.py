# %% [markdown]
# 약이 처음부터 공기와 같은 온도라고 칩니다.
#
# loses: product_temperature_follows_the_air, fit_tau_comes_closest
# caught by: 공기보다 찬 약

# %% solution="product_temperature"
def product_temperature(air, start_celsius, tau_minutes, step_minutes=1.0):
    product = [air[0]]
    for degrees in air[1:]:
        product.append(degrees + (product[-1] - degrees) * np.exp(-step_minutes / tau_minutes))
    return np.array(product)
