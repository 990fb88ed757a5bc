"""What learners believe about backpropagation that is not so: its name, and what is true instead.

The names are those that choices and slips carry; a name that is not here says itself what went
wrong ("not squared").
"""

TRUTHS = {
    "gradient = the new weight": "The gradient is a slope. The new weight is w − α × gradient.",
    "the gradient's sign is the way to go": "The gradient points uphill: a step goes against it.",
    "the largest weight is most to blame": "A weight's gradient is what comes in × δ. How large "
    "the weight itself is plays no part.",
    "the backward pass changes activations": "The backward pass computes slopes. It changes "
    "nothing; the step after it changes weights and biases.",
    "a silent neuron's weights still learn": "What leaves a silent neuron has the gradient 0 × δ: "
    "no step moves it.",
    "wishes replace each other instead of adding up": "All wishes for a neuron are added up, those "
    "against it too.",
    "small cost = right answer": "The cost adds up all ten outputs. The answer is the strongest "
    "one, whatever the cost.",
    "one example's gradient is the batch's": "One example pulls its own way. A mini-batch's "
    "gradient is the mean of all of them.",
    "a larger α is always faster": "The slope holds near by. Too large a step lands beyond the "
    "valley, and the cost rises.",
    "the network learns while it predicts": "Answering changes no weight. Only a step of training "
    "does.",
    "sign lost": "A wish is −∂C₀/∂a, a step −α × gradient, δ has the opposite sign of the wish: "
    "write every minus down.",
    "slope forgotten": "What passes back through a neuron is multiplied by its slope σ′(z).",
    "weight for activation": "A weight's own gradient has what comes in as its factor, not w.",
    "activation for weight": "What is asked of a neuron before has the weight as its factor.",
}
