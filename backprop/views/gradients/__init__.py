"""The page Gradients: every slope as a heatmap, steps down them, and the proof."""
