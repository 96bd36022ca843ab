from typing import Any

from sqlalchemy.engine.base import Connection as Connection
from sqlalchemy.engine.base import Engine as Engine
from sqlalchemy.engine.create import create_engine as create_engine
from sqlalchemy.engine.result import Result as Result
from sqlalchemy.engine.result import ScalarResult as ScalarResult
from sqlalchemy.sql.schema import MetaData as MetaData

def __getattr__(name: str) -> Any: ...
