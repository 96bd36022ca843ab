from typing import Any

from neo4j._async.driver import AsyncDriver as AsyncDriver
from neo4j._async.driver import AsyncGraphDatabase as AsyncGraphDatabase
from neo4j._async.work.session import AsyncSession as AsyncSession
from neo4j._sync.driver import Driver as Driver
from neo4j._sync.driver import GraphDatabase as GraphDatabase
from neo4j._sync.work.result import Result as Result
from neo4j._sync.work.session import Session as Session

def __getattr__(name: str) -> Any: ...
