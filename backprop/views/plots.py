"""What the Plotly figures share."""

import streamlit as st

BARE = {"showticklabels": False, "ticks": "", "showgrid": False, "zeroline": False}  # an axis


def palette(*names: str) -> list[str]:
    """Colours of the theme in use, for Plotly, which does not know CSS variables."""
    theme = st.context.theme.type or "light"
    return [st.get_option(f"theme.{theme}.{name}Color") for name in names]
