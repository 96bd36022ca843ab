class Node:
    def __init__(self, name):
        self.name = name

    async def children(self):
        return [Node(self.name + "/a"), Node(self.name + "/b")]

    async def attribute(self, key, default=None):
        return default
