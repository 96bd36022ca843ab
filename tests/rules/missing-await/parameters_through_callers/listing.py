# Every call of these functions in the project passes a Node.


async def print_tree(node, depth=0):
    for child in node.children():  # expect: missing-await children
        print("  " * depth + child.name)


def print_attributes(node, *keys):
    for key in keys:
        print(key, node.attribute(key))  # expect: missing-await attribute


class Filter:
    def __init__(self, root, *, hidden=False):
        self.root = root
        self.hidden = hidden

    async def names(self):
        return [node.name for node in self.root.children()]  # expect: missing-await children
