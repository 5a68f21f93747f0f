"""How the language model was made: recipe, training, and the figures of its card."""
