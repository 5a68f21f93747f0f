# %% [markdown]
# 모든 손실 가운데 가장 작은 것을 고릅니다. 멈춘 뒤의, 아직 일어나지 않은 일까지 봅니다.
#
# loses: find_stop_does_not_see_the_future
# caught by: 멈춘 뒤에 좋아질 때

# %% solution="find_stop"
def find_stop(validation_losses, patience):
    best = int(np.argmin(validation_losses))
    return best, min(best + patience, len(validation_losses) - 1)
