from typing import Any

from playwright.async_api._context_manager import PlaywrightContextManager as PlaywrightContextManager
from playwright.async_api._generated import APIRequest as APIRequest
from playwright.async_api._generated import APIRequestContext as APIRequestContext
from playwright.async_api._generated import APIResponse as APIResponse
from playwright.async_api._generated import Browser as Browser
from playwright.async_api._generated import BrowserContext as BrowserContext
from playwright.async_api._generated import BrowserType as BrowserType
from playwright.async_api._generated import Dialog as Dialog
from playwright.async_api._generated import Download as Download
from playwright.async_api._generated import ElementHandle as ElementHandle
from playwright.async_api._generated import Frame as Frame
from playwright.async_api._generated import FrameLocator as FrameLocator
from playwright.async_api._generated import JSHandle as JSHandle
from playwright.async_api._generated import Keyboard as Keyboard
from playwright.async_api._generated import Locator as Locator
from playwright.async_api._generated import Mouse as Mouse
from playwright.async_api._generated import Page as Page
from playwright.async_api._generated import Playwright as Playwright
from playwright.async_api._generated import Request as Request
from playwright.async_api._generated import Response as Response
from playwright.async_api._generated import Route as Route

def async_playwright(*args: Any, **kwargs: Any) -> PlaywrightContextManager: ...
def __getattr__(name: str) -> Any: ...
