"""A network that many ask at once, on a page that gathers their calls and on one that does not."""
