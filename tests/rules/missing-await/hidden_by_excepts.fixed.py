"""What a broad `except` hides: the TypeError of a coroutine that is used as its result."""
import asyncio
import json

class Inbox(object):
  """Two spaces of indentation, old habits."""

  limit = 50

  def __init__(self, account, **options):
    self.account = account
    self.options = dict(options)
    self._messages = {}

  async def history(self, bot, count=10, cursor=None):
    await asyncio.sleep(0)
    return {'data': {bot: []}, 'cursor': cursor, 'count': count}

  async def forget(self, bot, chat_id):
    return self._messages.pop((bot, chat_id), None)

  async def delete_all(self, bot, chat_ids=None):
    try:
      if chat_ids is None:
        data = self.history(bot)['data'][bot]
        chat_ids = [chat['id'] for chat in data]
      for chat_id in chat_ids: await self.forget(bot, chat_id)
    except Exception:
      return False
    else:
      return True

  async def export(self, bot):
    try:
      return json.dumps({
          'bot': bot,
          'history': self.history(bot, count=self.limit),
          'ids': [chat['id'] for chat in self.history(bot)['data']],
      })
    except TypeError:
      return '{}'

  async def state(self, chat_id):
    return chat_id in self._messages

  async def human(self, chat_id):
    return 'open' if self.state(chat_id) else None

  async def wait_until_open(self, chat_id, seconds=30):
    for _ in range(seconds):
      if self.limit \
         and not self.state(chat_id):
        await asyncio.sleep(1)
      if self.state(chat_id) is True: break
    else:
      raise TimeoutError(chat_id)
