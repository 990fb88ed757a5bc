"""A room full of phones: they vote, draw and become neurons, and one host turns the stages.

Start with `asked.py` (a question), then `room.py` (the stages, and what a room tells at each of
them), `file.py` (one SQLite file, and what happens where the disk fails), `store.py` (what is kept
in it), `crowd.py` (who listens, and how soon each hears the news), `limits.py` (what nobody may
send), `reading.py` (strokes read by the network), `rooms.py` (all rooms of a server), `report.py`
(what is left after the lecture) and `routes.py` (the addresses).
"""
