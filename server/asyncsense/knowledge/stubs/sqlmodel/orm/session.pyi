from typing import Any

from sqlalchemy.engine.result import ScalarResult as ScalarResult
from sqlalchemy.orm.session import Session as SqlalchemySession

class Session(SqlalchemySession):
    def exec(self, *args: Any, **kwargs: Any) -> ScalarResult: ...

def __getattr__(name: str) -> Any: ...
