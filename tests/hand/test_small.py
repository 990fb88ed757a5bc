"""2,000 sheets: each number right, none degenerate, every misconception told by its own number."""

from functools import cache
from math import exp, isclose

from backprop.hand import small
from backprop.hand.rules import RULES, rule_of, why
from backprop.hand.typed import check

COUNT = 2000
LARGEST_SET = 30  # sheets that are printed for a class


@cache
def sheets() -> list[small.Small]:
    return [small.small.__wrapped__(seed) for seed in range(COUNT)]


class Plain:
    """The same network in plain arithmetic: the numbers of one line, by its name."""

    def __init__(self, made: small.Small) -> None:
        (w1, w2), (b1, b2) = ([v.tolist() for v in part] for part in vars_of(made))
        x, self.y, self.rate = made.x.tolist(), made.y, made.rate
        self.w, self.b = [w1, w2], [b1, b2]
        z1 = [w1[j][0] * x[0] + w1[j][1] * x[1] + b1[j] for j in range(2)]
        a1 = [sigmoid(z) for z in z1]
        z2 = w2[0][0] * a1[0] + w2[0][1] * a1[1] + b2[0]
        self.z, self.a = [z1, [z2]], [x, a1, [sigmoid(z2)]]
        by2 = 2 * (self.a[2][0] - self.y)
        d2 = by2 * slope(z2)
        by1 = [w2[0][k] * d2 for k in range(2)]
        self.by, self.delta = [by1, [by2]], [[by1[j] * slope(z1[j]) for j in range(2)], [d2]]

    def of(self, name: str) -> dict[str, float]:
        """What the formulas below name, for the line called so."""
        kind, *place = name.split()
        layer, j, k = [*map(int, place), 0, 0, 0][:3] if place else (2, 0, 0)
        if kind == "back":
            layer, j, k = 2, 0, j
        w, sent = self.w[layer - 1][j], self.a[layer - 1]
        return {
            "w0": w[0], "w1": w[1], "s0": sent[0], "s1": sent[1], "b": self.b[layer - 1][j],
            "z": self.z[layer - 1][j], "a": self.a[layer][j], "y": self.y, "rate": self.rate,
            "by": self.by[layer - 1][j], "delta": self.delta[layer - 1][j],
            "w": w[k], "sent": sent[k], "other": sent[1 - k],
            "z_sent": self.z[layer - 2][k] if layer == 2 else 0.0,
        }  # fmt: skip


def vars_of(made: small.Small):
    return made.network.weights, made.network.biases


def sigmoid(z: float) -> float:
    return 1 / (1 + exp(-z))


def slope(z: float) -> float:
    return sigmoid(z) * (1 - sigmoid(z))


# What is right, and what each misconception computes, in the names of `Plain.of`.
RIGHT = {
    "z": lambda w0, w1, s0, s1, b, **_: w0 * s0 + w1 * s1 + b,
    "a": lambda z, **_: sigmoid(z),
    "gap": lambda y, a, **_: y - a,
    "square": lambda y, a, **_: (a - y) ** 2,
    "cost": lambda y, a, **_: 2 * (a - y),
    "slope": lambda z, **_: slope(z),
    "delta": lambda by, z, **_: by * slope(z),
    "sent": lambda sent, **_: sent,
    "gradient": lambda sent, delta, **_: sent * delta,
    "back": lambda w, delta, **_: w * delta,
    "new": lambda w, rate, sent, delta, **_: w - rate * sent * delta,
}
WRONG = {
    "z": {
        "bias forgotten": lambda w0, w1, s0, s1, **_: w0 * s0 + w1 * s1,
        "not summed": lambda w0, s0, b, **_: w0 * s0 + b,
        "inputs forgotten": lambda w0, w1, b, **_: w0 + w1 + b,
    },
    "a": {
        "σ forgotten": lambda z, **_: z,
        "slope for activation": lambda z, **_: slope(z),
        "sign lost": lambda z, **_: sigmoid(-z),
    },
    "gap": {"sign lost": lambda y, a, **_: a - y, "cost for gap": lambda y, a, **_: (y - a) ** 2},
    "square": {
        "gap for cost": lambda y, a, **_: y - a,
        "sign lost": lambda y, a, **_: -((y - a) ** 2),
        "slope for cost": lambda y, a, **_: 2 * (a - y),
    },
    "cost": {
        "wish for gradient": lambda y, a, **_: 2 * (y - a),
        "factor 2 forgotten": lambda y, a, **_: a - y,
        "gap for gradient": lambda y, a, **_: y - a,
        "cost for gradient": lambda y, a, **_: (a - y) ** 2,
    },
    "slope": {
        "activation for slope": lambda z, **_: sigmoid(z),
        "half of the slope": lambda z, **_: 1 - sigmoid(z),
    },
    "delta": {
        "slope forgotten": lambda by, **_: by,
        "sign lost": lambda by, z, **_: -by * slope(z),
        "activation for slope": lambda by, a, **_: by * a,
        "added": lambda by, z, **_: by + slope(z),
    },
    "sent": {
        "weight for activation": lambda w, **_: w,
        "z for activation": lambda z_sent, **_: z_sent,
        "where it leads": lambda a, **_: a,
        "another neuron": lambda other, **_: other,
    },
    "gradient": {
        "sign lost": lambda sent, delta, **_: -sent * delta,
        "weight for activation": lambda w, delta, **_: w * delta,
        "wish for gradient": lambda w, delta, **_: -w * delta,
        "slope forgotten": lambda sent, by, **_: sent * by,
        "what comes in forgotten": lambda delta, **_: delta,
    },
    "back": {
        "wish for gradient": lambda w, delta, **_: -w * delta,
        "activation for weight": lambda sent, delta, **_: sent * delta,
        "weight forgotten": lambda delta, **_: delta,
        "slope forgotten": lambda w, by, **_: w * by,
    },
    "new": {
        "sign lost": lambda w, rate, sent, delta, **_: w + rate * sent * delta,
        "gradient for new weight": lambda sent, delta, **_: sent * delta,
        "α forgotten": lambda w, sent, delta, **_: w - sent * delta,
        "step for new weight": lambda rate, sent, delta, **_: -rate * sent * delta,
    },
}  # fmt: skip


def test_every_number_is_right_and_every_slip_what_its_misconception_computes():
    met = set()
    for made in sheets():
        plain = Plain(made)
        for line in made.lines:
            kind = line.name.split()[0]
            numbers = plain.of(line.name)
            assert isclose(line.value, RIGHT[kind](**numbers), rel_tol=1e-9)
            for slip in line.slips:
                computed = WRONG[kind][slip.name](**numbers)
                assert isclose(slip.value, computed, rel_tol=1e-9, abs_tol=1e-12)
                met.add((kind, slip.name))
    assert met == {(kind, name) for kind, names in WRONG.items() for name in names}


def test_every_answer_is_told_apart_and_none_is_degenerate():
    for made in sheets():
        for line in made.lines:
            assert not line.degenerate
            assert check(line.value, line.value, line.slips).right
            assert check(float(f"{line.value:.2g}"), line.value, line.slips).right
            for slip in line.slips:
                verdict = check(slip.value, line.value, line.slips)
                assert (verdict.right, verdict.slip) == (False, slip.name)


def test_numbers_fit_in_the_head_and_z_is_a_row_of_the_table():
    rows = [row for row in small.ROWS]
    for made in sheets():
        for z in made.forward_pass.weighted_inputs[0][0].tolist():
            assert min(abs(z - row) for row in rows) < 1e-12
        [last] = made.forward_pass.weighted_inputs[1][0].tolist()
        assert min(abs(last - row) for row in rows) <= small.NEAR
        table = {row[1:] for row in small.table()}
        for z in made.forward_pass.weighted_inputs[1][0].tolist():
            assert (f"{sigmoid(z):.3f}", f"{slope(z):.3f}") in table
        assert all(value == round(value, 1) != 0 for value in [*made.x, *made.network.biases[0]])
        [bias] = made.network.biases[1]
        assert bias == round(bias, 2) != 0


def test_the_sheets_of_a_set_differ_and_stay_the_same():
    numbers = [tuple(line.written for line in made.lines) for made in sheets()]
    for first in range(COUNT - LARGEST_SET):
        following = numbers[first + 1 : first + LARGEST_SET]
        assert numbers[first] not in following
    again = small.small.__wrapped__(7)
    assert again.lines == sheets()[7].lines


def test_which_rule_has_one_right_answer():
    for made in sheets()[:200]:
        asked = why(made.lines, made.seed)
        assert asked.right in asked.choices and len(set(asked.choices)) == 4
        assert rule_of(asked.line) == asked.right and set(asked.choices) <= set(RULES)
