"""asyncsense: finds asyncio code that never runs, blocks, or is cancelled unseen, and fixes it."""

__version__ = "0.1.0"
