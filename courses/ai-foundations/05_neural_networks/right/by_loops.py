# %% [markdown]
# 배포된 글만 보고 쓴 답: 되도록 반복문으로, 하나씩.

# %% solution="scale_parts"
def scale_parts(learning, validation, sealed):
    out = []
    for part in (learning, validation, sealed):
        new = np.empty(part.shape)
        for j in range(part.shape[1]):
            s = learning[:, j].std()
            new[:, j] = part[:, j] - learning[:, j].mean()
            if s > 0:
                new[:, j] /= s
        out.append(new)
    return tuple(out)


# %% solution="logits_of"
def logits_of(features, weight1, bias1, weight2, bias2):
    out = []
    for row in features:
        total = bias2
        for w, b, v in zip(weight1, bias1, weight2, strict=True):
            total += max(0.0, sum(w * row) + b) * v
        out.append(total)
    return np.array(out)


# %% solution="make_batches"
def make_batches(count, size, generator):
    numbers = list(range(count))
    generator.shuffle(numbers)
    return [np.array(numbers[i : i + size]) for i in range(0, count, size)]


# %% solution="training_step"
def training_step(model, optimiser, loss_of, features, target):
    model.zero_grad()
    guess = model(features)
    loss = loss_of(guess, target)
    loss.backward()
    optimiser.step()
    return loss.detach().item()


# %% solution="find_stop"
def find_stop(validation_losses, patience):
    best = 0
    for step in range(1, len(validation_losses)):
        if validation_losses[step] < validation_losses[best]:
            best = step
        elif step - best >= patience:
            return best, step
    return best, len(validation_losses) - 1
