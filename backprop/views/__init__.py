"""What the pages show. A folder for each page; what several of them share lies here.

Start with `session.py` (what all pages are about), `address.py` (what a link carries) and
`memory.py` (what the browser keeps). `component.py` mounts what is in assets/components/,
`library.py` loads what all visitors share.
"""
