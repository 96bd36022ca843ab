from typing import Any

from sqlalchemy.orm.query import Query as Query
from sqlalchemy.orm.scoping import scoped_session as scoped_session
from sqlalchemy.orm.session import Session as Session
from sqlalchemy.orm.session import sessionmaker as sessionmaker

def __getattr__(name: str) -> Any: ...
