from typing import Any

from quart.app import Quart as Quart
from quart.blueprints import Blueprint as Blueprint
from quart.helpers import make_response as make_response
from quart.helpers import send_file as send_file
from quart.templating import render_template as render_template
from quart.templating import render_template_string as render_template_string

def __getattr__(name: str) -> Any: ...
