# %% [markdown]
# 가장 좋았던 손실이 아니라 바로 앞 걸음의 손실과 견주어 참을성을 셉니다.
#
# loses: find_stop_does_not_see_the_future
# caught by: 조금씩 되돌아올 때

# %% solution="find_stop"
def find_stop(validation_losses, patience):
    best_step, worse = 0, 0
    for step in range(1, len(validation_losses)):
        worse = worse + 1 if validation_losses[step] >= validation_losses[step - 1] else 0
        if validation_losses[step] < validation_losses[best_step]:
            best_step = step
        if worse >= patience:
            return best_step, step
    return best_step, len(validation_losses) - 1
