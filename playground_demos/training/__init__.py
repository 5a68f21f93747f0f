"""What the training of several models shares; each model has the rest in its demo's folder."""
