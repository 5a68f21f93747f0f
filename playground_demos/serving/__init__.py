"""Models at work: kept in memory, asked for many tickets at once, and given back."""
