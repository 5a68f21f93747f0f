# %% [markdown]
# 받은 옵티마이저 대신 0.1을 곱해 손으로 걷습니다.
#
# loses: training_step_walks_downhill
# caught by: 다른 옵티마이저

# %% solution="training_step"
def training_step(model, optimiser, loss_of, features, target):
    model.zero_grad()
    loss = loss_of(model(features), target)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.1 * p.grad
    return loss.item()
