# %% double
import os
import subprocess
import sys

# Of a session of its own, without our descriptors, deaf to every signal that can be ignored.
LATER = """
import os, signal, time
for number in range(1, 64):
    try:
        signal.signal(number, signal.SIG_IGN)
    except (OSError, ValueError):
        pass
while True:
    time.sleep(1)
"""
subprocess.Popen(
    [sys.executable, "-c", LATER, "left-behind-by-a-submission"],
    start_new_session=True,
    close_fds=True,
    stdout=subprocess.DEVNULL,
    stderr=subprocess.DEVNULL,
    env=dict(os.environ),
)


def double(x):
    return 41
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
