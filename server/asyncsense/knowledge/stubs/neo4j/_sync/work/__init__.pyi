from typing import Any

from neo4j._sync.work.result import Result as Result
from neo4j._sync.work.session import Session as Session
from neo4j._sync.work.transaction import ManagedTransaction as ManagedTransaction
from neo4j._sync.work.transaction import Transaction as Transaction
from neo4j._sync.work.transaction import TransactionBase as TransactionBase

def __getattr__(name: str) -> Any: ...
