from store import Store


def summary(store: Store, key: str) -> str:
    row = store.load(key)  # expect: missing-await load
    return f"{key}: {row['total']}"


def full(store: Store) -> list[str]:
    return [summary(store, key) for key in ("a", "b")]
