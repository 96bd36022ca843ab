"""A comment is not what it seems to be."""
