from typing import Any

from playwright.sync_api._context_manager import PlaywrightContextManager as PlaywrightContextManager
from playwright.sync_api._generated import APIRequest as APIRequest
from playwright.sync_api._generated import APIRequestContext as APIRequestContext
from playwright.sync_api._generated import APIResponse as APIResponse
from playwright.sync_api._generated import Browser as Browser
from playwright.sync_api._generated import BrowserContext as BrowserContext
from playwright.sync_api._generated import BrowserType as BrowserType
from playwright.sync_api._generated import Dialog as Dialog
from playwright.sync_api._generated import Download as Download
from playwright.sync_api._generated import ElementHandle as ElementHandle
from playwright.sync_api._generated import Frame as Frame
from playwright.sync_api._generated import FrameLocator as FrameLocator
from playwright.sync_api._generated import JSHandle as JSHandle
from playwright.sync_api._generated import Keyboard as Keyboard
from playwright.sync_api._generated import Locator as Locator
from playwright.sync_api._generated import Mouse as Mouse
from playwright.sync_api._generated import Page as Page
from playwright.sync_api._generated import Playwright as Playwright
from playwright.sync_api._generated import Request as Request
from playwright.sync_api._generated import Response as Response
from playwright.sync_api._generated import Route as Route

def sync_playwright(*args: Any, **kwargs: Any) -> PlaywrightContextManager: ...
def __getattr__(name: str) -> Any: ...
