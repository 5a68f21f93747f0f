"""How the polishing model was made: recipe, training, and the figures of its card."""
