"""The answer under a moving pen: a WebSocket beside the app's pages, without Streamlit in between.

Start with `wire.py` (what travels, byte by byte), then `drawing.py` (strokes become the digit that
every page is about), `parts.py` (what each part of the page is told; Streamlit's own way tells it
the same, byte for byte; `slopes.py` and `descent.py` are the gradient page's), `answer.py` (one
drawing in, all parts out) and `route.py` (the socket).
"""
