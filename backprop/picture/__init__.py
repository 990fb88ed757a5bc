"""What people bring: from a file, a photo, a drawing to white ink on black. In reading order:
`files.py` (a file becomes a picture), `ink.py` (a picture becomes ink), `frames.py` (the rules of
its paper are told from strokes), `cut.py` (ink becomes digits), and what they ask: `lines.py`,
`thick.py`, `split.py`, `islands.py`, `regions.py`.
"""
