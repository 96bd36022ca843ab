from typing import Any

from flask.app import Flask as Flask
from flask.blueprints import Blueprint as Blueprint

def __getattr__(name: str) -> Any: ...
