from threading import Thread

from .hub import Hub


class Reader:
    def __init__(self, device, hub: Hub):
        self.device = device
        self.hub = hub
        self.thread = None

    def start(self):
        self.thread = Thread(target=self._loop, daemon=True)
        self.thread.start()

    def _loop(self):
        for frame in self.device:
            if frame.is_key:
                self.hub.offer(frame.data)
            else:
                self.hub.offer_safely(frame.data)
