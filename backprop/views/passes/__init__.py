"""The page Passes: the stage, and the inspector that opens one weight or neuron."""
