from typing import Any

from sqlalchemy.engine.base import Connection as Connection, Engine as Engine, Transaction as Transaction
from sqlalchemy.engine.create import create_engine as create_engine
from sqlalchemy.engine.result import Result as Result, ScalarResult as ScalarResult



def __getattr__(name: str) -> Any: ...
