"""The page By hand: what is computed, typed and ordered by the person."""
