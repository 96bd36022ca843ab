import time


def steps():
    time.sleep(1)
    yield 1
