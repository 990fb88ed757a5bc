"""What people bring: from a file, a photo, a drawing to white ink on black. In reading order:
`files.py` (a file becomes a picture), `ink.py` (a picture becomes ink), `cut.py` (ink becomes
digits; `regions.py` and `split.py` are its tools)."""
