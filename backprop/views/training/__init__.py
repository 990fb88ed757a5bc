"""The page Training. Start with `lab.py` (whether it runs, and what can be turned) and `live.py`
(the pictures); `breaking.py`, `racing.py` and `valley.py` are its other parts, `outcome.py` what
came of it.
"""
