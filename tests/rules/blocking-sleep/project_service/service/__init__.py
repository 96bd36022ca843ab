"""A job service."""
