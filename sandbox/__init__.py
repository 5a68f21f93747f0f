"""Confined processes: the ground floor that the hub and the grader stand on.

Imports nothing of ours. A `SandboxSpec` says what a process may see and use; `start` returns a
`Sandbox`, a handle that outlives the process that asked for it. Says nothing about who may start
what.
"""
