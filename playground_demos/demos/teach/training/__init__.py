"""How the eye was made: recipe, training, and the figures of its card."""
