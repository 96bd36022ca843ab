import client


def sync_usage() -> None:
    api = client.Api()
    api.set("a", "1")
    api.copy("a", "b")
    print(api.get("a").upper())


async def async_usage(api: client.AsyncApi) -> None:
    await api.set("a", "1")
    print((await api.get("a")).upper())


def either(api: "client.Api | client.AsyncApi") -> None:
    api.set("a", "1")
    api.copy("a", "b")
