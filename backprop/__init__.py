"""The core: a small network, how it learns, and nothing else. To be read in an evening, in this
order:

1. `activations.py`, `network.py`: a pass forward, a pass backward, a step; the whole idea
2. `explain.py`: what the network answers to one digit, and what that cost is made of
3. `check.py`: the proof that `network.py` is right, by nudging
4. `digits.py`: how ink becomes 784 numbers, prepared as MNIST was; before it, `picture/` finds the
   ink in whatever people bring
5. `minibatch.py`, `training.py`: the same mathematics for many digits at a time, fast
6. `networks.py`: networks as files, and those that come with the app

It imports NumPy and Pillow, and of the rooms beside it only `picture/`: `why/` opens one weight at
a time, `lab/` is a training that is watched, `hand/` backpropagation worked by hand, `deck/` the
slides and quizzes, `live/` the answer under a moving pen, `room/` a class with its phones, `views/`
what the pages show.
"""
