"""Backpropagation worked by hand: what is typed, and what was thought where it is wrong.

Start with `typed.py`: how a number is read, checked and answered.
"""
