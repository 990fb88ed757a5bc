"""Why the network answered that: one neuron, weight or bias at a time, and all of them at once.

Start with `selection.py` (what can be opened), then `chain.py` (its chain rule, factor by factor),
`nudge.py` (the same slope, measured) and `scalar.py` (a neuron as a graph of single numbers).
`pick.py` finds one worth a look, `pulls.py` what other digits want of it; `gradients.py` holds what
is said of all 13,002 together, `running.py` which lines of the code did it. `likeness.py` asks
first whether it is a digit at all, `nearest.py` holds a wrong answer up to the training digits.
"""
