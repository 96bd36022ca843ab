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
from _duckdb import query as query
from _duckdb import read_csv as read_csv
from _duckdb import read_json as read_json
from _duckdb import read_parquet as read_parquet
from _duckdb import rollback as rollback
from _duckdb import sql as sql
from _duckdb import table as table
from duckdb._relation import DuckDBPyRelation as DuckDBPyRelation

def __getattr__(name: str) -> Any: ...
