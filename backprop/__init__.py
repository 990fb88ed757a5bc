"""Backpropagation, small and exact: the NumPy core of Backprop Studio."""
