"""Backpropagation worked by hand: sheets to compute, lines to order, what was thought when wrong.

Start with `typed.py`: how a number is read, checked and answered. `sheet.py` says what a line of a
sheet is and what each wrong number means; `small.py` makes the sheet of a small network, `real.py`
that of one real weight. `fading.py` leaves more and more of it blank, `rules.py` asks which rule it
was. `order.py` runs the lines of backpropagation in any order, `verdict.py` says what came of it.
"""
