class MemoryUsers:
    def __init__(self):
        self.names = set()

    def add(self, name):
        self.names.add(name)

    def find(self, name):
        return name if name in self.names else None
