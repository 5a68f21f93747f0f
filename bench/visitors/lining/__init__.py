"""Work of several lengths, for the bench that holds the line to what it told."""
