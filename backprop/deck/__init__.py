"""The deck: its slides, quizzes, questions without end, and the numbers that its figures show.

Start with `slides.py` (what a slide's file may say) and `quiz.py`; `practice.py` makes questions
from the network and the digit at hand, each asked as `question.py` says; `showcase.py` computes
what the live figures draw.
"""
