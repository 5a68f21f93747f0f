"""The demos: one module each; `playground_demos/demo.py` says what a demo is."""
