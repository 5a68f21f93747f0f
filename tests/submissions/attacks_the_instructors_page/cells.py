# %% double
from IPython.display import HTML, SVG, Javascript, display

display(Javascript("alert(1)"))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'))
display(HTML("<img src=x onerror=alert(1)><iframe srcdoc='<script>alert(1)</script>'></iframe>"))
display({"text/latex": "$\\href{javascript:alert(1)}{x}$", "text/markdown": "[x](javascript:alert(1))"},
        raw=True)
print("\x1b]8;;javascript:alert(1)\x07x\x1b]8;;\x07")


def double(x):
    raise ValueError("<script>alert(1)</script>=cmd|' /C calc'!A0")
# %% greet
def greet(name):
    return f'안녕 {name}'
# %% share
def share():
    return 0.5
# %% why
그냥요.
