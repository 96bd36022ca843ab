"""What is on the shelves."""

import time


def count(article: str) -> int:
    time.sleep(0.1)
    return len(article)
