import os


class Disk:
    def __init__(self, root):
        self.root = root

    def read(self, name):
        with open(os.path.join(self.root, name), "rb") as stream:
            return stream.read()


def scan(disk):
    for directory, _folders, files in os.walk(disk.root):
        print(directory, len(files))
