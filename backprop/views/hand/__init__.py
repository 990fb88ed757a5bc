"""The page By hand: sheets of a small network and of one's own digit, prints, lines to order.

`state.py` holds what a visitor has begun, `worksheet.py` shows a sheet, `picture.py` the network
beside it, `parts.py` the parts of the page, `order.py` the last of them, `paper.py` a set to print.
"""
