from typing import Any

from _duckdb import DuckDBPyConnection as DuckDBPyConnection
from _duckdb import begin as begin
from _duckdb import commit as commit
from _duckdb import connect as connect
from _duckdb import execute as execute
from _duckdb import executemany as executemany
from _duckdb import fetchall as fetchall
from _duckdb import fetchmany as fetchmany
from _duckdb import fetchone as fetchone
from _duckdb import rollback as rollback
from duckdb._relation import DuckDBPyRelation as DuckDBPyRelation

def __getattr__(name: str) -> Any: ...
