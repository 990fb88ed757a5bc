"""The page By hand: sheets of a small network and of one's own digit, and their prints.

`state.py` holds what a visitor has begun, `worksheet.py` shows a sheet, `picture.py` the network
beside it, `parts.py` the parts of the page, `paper.py` a set to be printed.
"""
