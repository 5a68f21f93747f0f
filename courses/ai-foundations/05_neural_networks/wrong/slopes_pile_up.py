# %% [markdown]
# 경사를 비우지 않습니다. 오류 없이 지난 걸음의 경사가 더해집니다.
#
# loses: training_step_walks_downhill
# caught by: 두 걸음 뒤의 가중치

# %% solution="training_step"
def training_step(model, optimiser, loss_of, features, target):
    loss = loss_of(model(features), target)
    loss.backward()
    optimiser.step()
    return loss.item()
