"""What `streamlit run app.py` serves. The pages, and what is common to them, are in pages/."""

import gc
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

# Many visitors share the cores: one BLAS thread each. It is read when NumPy is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from backprop.views import library, live
from backprop.views.deck import notes, opened
from backprop.views.room import service


@asynccontextmanager
async def warm(app: st.App) -> AsyncIterator[None]:
    """Load the digits and networks before the first visitor comes, once for all of them."""
    library.warm_up()
    gc.freeze()
    with service.serving():
        yield


app = st.App(
    "pages/main.py",
    lifespan=warm,
    routes=[notes.route(), opened.route(), live.route(), *service.routes()],
)
