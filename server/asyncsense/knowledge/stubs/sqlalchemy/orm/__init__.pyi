from typing import Any

from sqlalchemy.orm.decl_api import DeclarativeBase as DeclarativeBase
from sqlalchemy.orm.decl_api import MappedAsDataclass as MappedAsDataclass
from sqlalchemy.orm.decl_api import declarative_base as declarative_base
from sqlalchemy.orm.decl_api import registry as registry
from sqlalchemy.orm.query import Query as Query
from sqlalchemy.orm.scoping import scoped_session as scoped_session
from sqlalchemy.orm.session import Session as Session
from sqlalchemy.orm.session import sessionmaker as sessionmaker

def __getattr__(name: str) -> Any: ...
