from typing import Any

from flask.sansio.scaffold import Scaffold as Scaffold

class Flask(Scaffold):
    def run(self, *args: Any, **kwargs: Any) -> None: ...

def __getattr__(name: str) -> Any: ...
