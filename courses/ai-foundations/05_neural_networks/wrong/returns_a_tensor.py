# %% [markdown]
# 손실을 텐서 그대로 돌려줍니다. 모아 두면 계산의 기억까지 쌓입니다.
#
# loses: training_step_walks_downhill
# caught by: float가 아니라 Tensor

# %% solution="training_step"
def training_step(model, optimiser, loss_of, features, target):
    optimiser.zero_grad()
    loss = loss_of(model(features), target)
    loss.backward()
    optimiser.step()
    return loss
