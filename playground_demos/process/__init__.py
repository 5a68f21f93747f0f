"""The playground as a process with hardly any rights: what it is given, what it sees, its start."""
