# %% [markdown]
# 가장 좋은 손실을 1에서 시작합니다.
#
# loses: find_stop_does_not_see_the_future
# caught by: 큰 손실

# %% solution="find_stop"
def find_stop(validation_losses, patience):
    best, best_loss = 0, 1.0
    for step, loss in enumerate(validation_losses):
        if loss < best_loss:
            best, best_loss = step, loss
        elif step - best >= patience:
            return best, step
    return best, len(validation_losses) - 1
