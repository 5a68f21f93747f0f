"""A visitor's place in line: tickets, the desk that gives them out, and their order."""
