import asyncio

from listing import Filter, print_attributes, print_tree
from nodes import Node


async def run(path):
    root = Node(path)
    await print_tree(root)
    print_attributes(root, "size", "owner")
    print(await Filter(root=root, hidden=True).names())
    await print_tree((await root.children())[0], depth=1)


asyncio.run(run("/"))
