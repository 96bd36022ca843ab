"""A generator that blocks while it is iterated, iterated by a function it is given to."""

# Where a generator goes once it is handed over is not followed.


def read_lines(path):
    with open(path) as stream:
        for line in stream:
            yield line.rstrip()


def render(lines):
    return "\n".join(lines)


def first_word(lines):
    for line in lines:
        return line.split()[0]
    return ""


def keep(lines, registry):
    registry["lines"] = lines


async def rendered(path):
    return render(read_lines(path))


async def looped(path):
    return first_word(read_lines(path))


async def kept(path, registry):
    keep(read_lines(path), registry)
