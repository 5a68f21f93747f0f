"""How each shipped model is trained and measured; one module per model, chosen by its name."""
