"""Playwright's synchronous interface."""

# decision: it drives a browser over a pipe, hence blocking-network.
from playwright.sync_api import Page


async def open_page(page: Page, url: str):
    page.goto(url)  # expect: blocking-network
