from typing import Any

from aiohttp.web_app import Application as Application
from aiohttp.web_request import BaseRequest as BaseRequest
from aiohttp.web_request import Request as Request
from aiohttp.web_response import Response as Response
from aiohttp.web_response import StreamResponse as StreamResponse
from aiohttp.web_response import json_response as json_response
from aiohttp.web_routedef import RouteTableDef as RouteTableDef
from aiohttp.web_runner import AppRunner as AppRunner
from aiohttp.web_runner import TCPSite as TCPSite
from aiohttp.web_urldispatcher import UrlDispatcher as UrlDispatcher
from aiohttp.web_urldispatcher import View as View
from aiohttp.web_ws import WebSocketResponse as WebSocketResponse

def run_app(*args: Any, **kwargs: Any) -> None: ...
def __getattr__(name: str) -> Any: ...
