"""How the reader was made: recipe, training, and the figures of its card."""
