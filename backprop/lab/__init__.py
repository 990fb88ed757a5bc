"""A training that is watched, turned, broken on purpose, raced against another and taken home.

Start with `setup.py` (what decides a training) and `run.py` (a training in slices of time, on the
trainer of `watched.py`). `turns.py` shares the cores between visitors, `saved.py` freezes a run and
takes it up again, `own.py` adds one's own drawings, `experiments.py` are ways to break it,
`race.py` runs two at once on the ground of `landscape.py`. `results.py` and `takeaway.py` (with
`sheet.py`, for Excel) say what came of it, `train.py` trains from the command line. `brought.py`
(with `safetensors.py`) and `meant.py` read a network that somebody else saved.
"""
