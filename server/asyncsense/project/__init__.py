"""The project as a whole: its files, and the facts that hold across them."""
