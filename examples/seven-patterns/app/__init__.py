"""A service that watches prices and sends alerts when they fall."""
