import time


def pause(seconds):
    time.sleep(seconds)


def stamp():
    return time.time()
