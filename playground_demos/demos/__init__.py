"""The demos: a folder each, or one module; `playground_demos/demo.py` says what a demo is."""
