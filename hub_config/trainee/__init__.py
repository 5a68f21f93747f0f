"""What runs inside a trainee's sandbox: the standard library and the environment, nothing of ours.

Mounted read-only into every sandbox. Holds no secret and decides nothing for the lab.
"""
