"""What an operator sees and asks: a page of what is up, and commands at a desk."""
