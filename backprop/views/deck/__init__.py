"""The pages Slides and Quiz. Start with `lesson.py` and `figures/`; `learner.py` knows what was
answered.
"""
