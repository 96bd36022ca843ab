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
        self.store.close()  # expect: missing-await close

    async def post_item(self, request):
        basket = Basket(self.store, request["user"])
        basket.add(request["item"])  # expect: missing-await add
        return {"items": await basket.amount(request["item"])}

    async def post_checkout(self, request):
        basket = Basket(self.store, request["user"])
        total = checkout(basket, request["items"])  # expect: missing-await checkout
        return {"total": round(total, 2)}


async def migrate(old_url, new_url):
    old = await connect(old_url)
    new = storage.open_store(new_url)  # expect: missing-await open_store
    for key in old.rows:
        await new.put(key, await old.get(key))
    shop.Store(old_url).close()  # expect: missing-await close
