"""The kinds of practice questions: each makes one from a network and a digit, or None where these
leave none that is fair to ask.

`choices.py`: to be chosen; `numbers.py`: to be computed, chosen at first and typed later;
`beliefs.py`: a misconception each, with its proof.
"""
