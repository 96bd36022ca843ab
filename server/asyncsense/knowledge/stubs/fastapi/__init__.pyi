from typing import Any

from fastapi.applications import FastAPI as FastAPI
from fastapi.background import BackgroundTasks as BackgroundTasks
from fastapi.datastructures import UploadFile as UploadFile
from fastapi.exceptions import HTTPException as HTTPException
from fastapi.param_functions import Body as Body
from fastapi.param_functions import Cookie as Cookie
from fastapi.param_functions import Depends as Depends
from fastapi.param_functions import File as File
from fastapi.param_functions import Form as Form
from fastapi.param_functions import Header as Header
from fastapi.param_functions import Path as Path
from fastapi.param_functions import Query as Query
from fastapi.param_functions import Security as Security
from fastapi.routing import APIRouter as APIRouter
from starlette.requests import Request as Request
from starlette.responses import Response as Response
from starlette.websockets import WebSocket as WebSocket

def __getattr__(name: str) -> Any: ...
