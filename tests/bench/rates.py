"""The best α of each lane of the race: python tests/bench/rates.py [seconds] [seconds of the full]

For every m, each α of a 1-2-5 series runs alone from the same start for the same seconds of
stepping; what counts is the share of the test digits read right at the end.
"""

import os
import sys
from pathlib import Path

for variable in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"  # before NumPy, which reads them once
sys.path.insert(0, str(Path(__file__).parents[2]))

from backprop.digits import load_mnist
from backprop.lab.race import BEST_RATES, EXAMPLES, Race
from backprop.lab.run import Exams
from backprop.training import TrainingDiverged

RATES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0)


def main(seconds: float, seconds_of_full: float) -> None:
    digits = load_mnist()
    exams = Exams(digits)
    for m in BEST_RATES:
        ends = {}
        for alpha in RATES:
            length = seconds_of_full if m == EXAMPLES else seconds
            race = Race(digits, exams, length, {m: alpha})
            try:
                while not race.done:
                    race.advance(0.5)
            except TrainingDiverged:
                continue
            ends[alpha] = race.lanes[0].marks[-1]
        best = max(ends, key=lambda alpha: ends[alpha].right)
        print(f"m = {m}: best α = {best:g}, {ends[best].steps:,} steps")
        print("  " + "  ".join(f"{alpha:g}: {end.right:.1%}" for alpha, end in ends.items()))


if __name__ == "__main__":
    given = [float(text) for text in sys.argv[1:]]
    main(*given, *(2.0, 14.0)[len(given) :])
