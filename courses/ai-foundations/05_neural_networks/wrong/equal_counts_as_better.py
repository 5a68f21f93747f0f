# %% [markdown]
# 손실이 같아도 나아진 것으로 쳐서, 제자리걸음을 끝없이 기다립니다.
#
# loses: find_stop_does_not_see_the_future
# caught by: 같은 손실

# %% solution="find_stop"
def find_stop(validation_losses, patience):
    best_step = 0
    for step, loss in enumerate(validation_losses):
        if loss <= validation_losses[best_step]:
            best_step = step
        if step - best_step >= patience:
            return best_step, step
    return best_step, len(validation_losses) - 1
