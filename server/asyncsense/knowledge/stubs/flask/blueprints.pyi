from typing import Any

from flask.sansio.scaffold import Scaffold as Scaffold

class Blueprint(Scaffold): ...

def __getattr__(name: str) -> Any: ...
