# %% [markdown]
# 손실 함수에 예측과 정답을 뒤바꿔 넣습니다. 제곱 오차에서는 드러나지 않습니다.
#
# loses: training_step_walks_downhill
# caught by: 순서를 가리는 손실

# %% solution="training_step"
def training_step(model, optimiser, loss_of, features, target):
    optimiser.zero_grad()
    loss = loss_of(target, model(features))
    loss.backward()
    optimiser.step()
    return loss.item()
