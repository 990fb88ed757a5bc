"""What people bring: from a file, a photo, a drawing to white ink on black. In reading order:
`files.py` (a file becomes a picture), `ink.py` (a picture becomes ink), `frames.py` (without boxes
and lines; `lines.py` finds them), `cut.py` (ink becomes digits, `split.py` parts two that touch).
`islands.py` and `regions.py` say what hangs together.
"""
