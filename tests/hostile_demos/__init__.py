"""A demo that somebody has taken over, for the test of what the playground's process can do."""
