from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper as BaseDatabaseWrapper
from django.db.utils import DataError as DataError
from django.db.utils import DatabaseError as DatabaseError
from django.db.utils import Error as Error
from django.db.utils import IntegrityError as IntegrityError
from django.db.utils import InterfaceError as InterfaceError
from django.db.utils import InternalError as InternalError
from django.db.utils import NotSupportedError as NotSupportedError
from django.db.utils import OperationalError as OperationalError
from django.db.utils import ProgrammingError as ProgrammingError

DEFAULT_DB_ALIAS: str
router: Any
connection: BaseDatabaseWrapper
connections: dict[str, BaseDatabaseWrapper]
def close_old_connections(*args: Any, **kwargs: Any) -> None: ...
def reset_queries(*args: Any, **kwargs: Any) -> None: ...
def __getattr__(name: str) -> Any: ...
