"""The class in the app: its rooms, the deck that turns them, what the pages make of a class."""
