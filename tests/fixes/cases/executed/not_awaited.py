# fix: await-non-awaitable: Remove `await`
def answer():
    return "é"


async def main():
    return f"{await answer()}!"
