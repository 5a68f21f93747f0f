"""From a visitor to a ticket, a prediction, an explanation and a usage record."""
