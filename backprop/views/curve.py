"""C₀ over one weight or bias, with a handle to nudge it."""

import numpy as np

from backprop.explain import Answer
from backprop.live.wire import pack
from backprop.network import Network, one_hot
from backprop.views.component import component
from backprop.why import nudge, selection
from backprop.why.selection import Parameter

_nudge = component("nudge")

POINTS = 401


def curve(key: str, network: Network, answer: Answer, parameter: Parameter) -> None:
    """The cost of one digit over the parameter's own axis. The handle moves in the browser."""
    at = selection.value(network, parameter)
    reach = max(4.0, 1.5 * abs(at))
    values = at + np.linspace(-reach, reach, POINTS)
    pixels = answer.forward_pass.activations[0][0]
    y = one_hot(answer.label, network.sizes[-1])
    header = {
        "name": parameter.name,
        "letter": parameter.name[0],
        "thing": parameter.thing,
        "first": float(values[0]),
        "step": 2 * reach / (POINTS - 1),
        "value": at,
        "cost": answer.cost,
        "gradient": selection.gradient_of(answer.gradients, parameter),
    }
    costs = nudge.nudge_curve(network, pixels, y, parameter, values)
    _nudge(key=key, data=pack(header, costs.astype(np.float32)))
