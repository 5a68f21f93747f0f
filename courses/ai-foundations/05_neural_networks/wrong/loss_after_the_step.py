# %% [markdown]
# 걷고 난 뒤의 손실을 다시 재서 돌려줍니다.
#
# loses: training_step_walks_downhill
# caught by: 걷기 전의 손실

# %% solution="training_step"
def training_step(model, optimiser, loss_of, features, target):
    optimiser.zero_grad()
    loss_of(model(features), target).backward()
    optimiser.step()
    return loss_of(model(features), target).item()
