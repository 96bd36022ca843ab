import asyncio

from report import full, summary
from store import Store


async def main() -> None:
    store = Store()
    await store.save("a", {"total": 1})
    await store.save("b", {"total": 2})
    print(summary(store, "a"))
    print("\n".join(full(store)))


if __name__ == "__main__":
    asyncio.run(main())
