import functools

import remote

fetch_flags = functools.lru_cache(remote.fetch_flags)  # expect: cached-coroutine
flags = functools.cache(remote.flags)  # expect: cached-coroutine


class Flags:
    def __init__(self, environment):
        self.environment = environment

    @functools.cached_property  # expect: cached-coroutine
    def all(self):
        return remote.fetch_flags(self.environment)
