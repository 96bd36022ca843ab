from typing import Any

from neo4j._async.driver import AsyncDriver as AsyncDriver
from neo4j._async.driver import AsyncGraphDatabase as AsyncGraphDatabase
from neo4j._async.work import AsyncManagedTransaction as AsyncManagedTransaction
from neo4j._async.work import AsyncResult as AsyncResult
from neo4j._async.work import AsyncSession as AsyncSession
from neo4j._async.work import AsyncTransaction as AsyncTransaction
from neo4j._sync.driver import Driver as Driver
from neo4j._sync.driver import GraphDatabase as GraphDatabase
from neo4j._sync.work import ManagedTransaction as ManagedTransaction
from neo4j._sync.work import Result as Result
from neo4j._sync.work import Session as Session
from neo4j._sync.work import Transaction as Transaction

def __getattr__(name: str) -> Any: ...
