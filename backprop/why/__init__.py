"""Why the network answered that: one neuron, weight or bias at a time, and all of them at once.

Start with `selection.py` (what can be opened), then `chain.py` (its chain rule, factor by factor)
and `nudge.py` (the same slope, measured). `pick.py` finds one worth a look; `gradients.py` holds
what is said of all 13,002 together. `likeness.py` asks first whether it is a digit at all,
`nearest.py` holds a wrong answer up to the training digits; `running.py` says which lines of the
code did it.
"""
