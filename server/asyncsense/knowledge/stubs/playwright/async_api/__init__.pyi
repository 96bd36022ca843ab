from typing import Any

from playwright.async_api._generated import Browser as Browser
from playwright.async_api._generated import BrowserContext as BrowserContext
from playwright.async_api._generated import Locator as Locator
from playwright.async_api._generated import Page as Page

def __getattr__(name: str) -> Any: ...
