from typing import Any

from playwright.async_api._generated import Browser as Browser, BrowserContext as BrowserContext, Locator as Locator, Page as Page



def __getattr__(name: str) -> Any: ...
