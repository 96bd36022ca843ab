# fix: await-non-awaitable: Call it
async def answer():
    return "é"


async def main():
    return await answer
