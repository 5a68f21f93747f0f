# %% [markdown]
# 걷고 난 다음에 비웁니다. 앞에서 누가 경사를 남겨 두었다면 첫 걸음이 틀립니다.
#
# loses: training_step_walks_downhill
# caught by: 경사가 남아 있던 모델

# %% solution="training_step"
def training_step(model, optimiser, loss_of, features, target):
    loss = loss_of(model(features), target)
    loss.backward()
    optimiser.step()
    optimiser.zero_grad()
    return loss.item()
