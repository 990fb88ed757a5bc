"""The deck: its slides, quizzes, questions without end, and the numbers that its figures show.

Start with `slides.py` and `quiz.py`, which read what docs/deck.md describes, by `files.py`;
`review.py` looks a deck through (`python -m backprop.deck`). `practice.py` makes questions from the
network and the digit at hand, each asked as `question.py` says, in the kinds of `kinds/`;
`progress.py` knows what was answered and what comes again, `sheet.py` writes it down.
`showcase.py` computes what the live figures draw.
"""
