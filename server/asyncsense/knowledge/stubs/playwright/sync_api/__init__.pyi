from typing import Any

from playwright.sync_api._context_manager import PlaywrightContextManager as PlaywrightContextManager
from playwright.sync_api._generated import APIRequestContext as APIRequestContext, Browser as Browser, BrowserContext as BrowserContext, BrowserType as BrowserType, Download as Download, ElementHandle as ElementHandle, Frame as Frame, JSHandle as JSHandle, Keyboard as Keyboard, Locator as Locator, Mouse as Mouse, Page as Page, Response as Response



def __getattr__(name: str) -> Any: ...
