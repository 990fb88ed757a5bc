"""How numbers are written in what a page says; see `backprop.why.numbers`."""

from backprop.why.numbers import number, percent, raised

__all__ = ["number", "percent", "raised"]
