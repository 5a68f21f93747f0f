"""Demos that only the tests show: as small as a demo can be, with a model that is real."""
