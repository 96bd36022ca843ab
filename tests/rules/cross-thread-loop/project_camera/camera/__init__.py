"""Frames of a camera, read in a thread."""
