# fix: missing-await: Add `await`
async def load(key):
    return {"a": 1}


async def main():
    load("x")
    data = load("a")
    return f"{load('a')['a']} {data['a']}", -load("a")["a"] ** 2
