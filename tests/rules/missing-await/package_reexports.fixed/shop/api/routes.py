import shop
import shop.storage as storage
from shop import Basket, checkout
from ..storage.memory import open_store as connect


class Routes:
    def __init__(self):
        self.store = None

    async def startup(self):
        self.store = await shop.open_store("memory://")

    async def shutdown(self):
        await self.store.close()

    async def post_item(self, request):
        basket = Basket(self.store, request["user"])
        await basket.add(request["item"])
        return {"items": await basket.amount(request["item"])}

    async def post_checkout(self, request):
        basket = Basket(self.store, request["user"])
        total = checkout(basket, request["items"])
        return {"total": round(total, 2)}


async def migrate(old_url, new_url):
    old = await connect(old_url)
    new = storage.open_store(new_url)
    for key in old.rows:
        await new.put(key, await old.get(key))
    await shop.Store(old_url).close()
