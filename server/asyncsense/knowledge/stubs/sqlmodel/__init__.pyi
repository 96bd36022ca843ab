from typing import Any

from sqlalchemy.engine.create import create_engine as create_engine
from sqlmodel.main import Field as Field
from sqlmodel.main import Relationship as Relationship
from sqlmodel.main import SQLModel as SQLModel
from sqlmodel.orm.session import Session as Session

def __getattr__(name: str) -> Any: ...
