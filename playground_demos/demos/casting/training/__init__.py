"""How the inspector was made: recipe, training, and the figures of its card."""
