from typing import Any

from fastapi.applications import FastAPI as FastAPI
from fastapi.background import BackgroundTasks as BackgroundTasks
from fastapi.datastructures import UploadFile as UploadFile
from fastapi.exceptions import HTTPException as HTTPException
from fastapi.param_functions import Body as Body, Cookie as Cookie, Depends as Depends, File as File, Form as Form, Header as Header, Path as Path, Query as Query, Security as Security
from fastapi.routing import APIRouter as APIRouter
from starlette.requests import Request as Request
from starlette.responses import Response as Response
from starlette.websockets import WebSocket as WebSocket



def __getattr__(name: str) -> Any: ...
