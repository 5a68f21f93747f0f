"""How the journey model was made: recipe, training, and the figures of its card."""
