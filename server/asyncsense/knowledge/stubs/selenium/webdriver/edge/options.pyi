from typing import Any

from selenium.webdriver.chrome.options import Options as ChromeOptions

class Options(ChromeOptions): ...

def __getattr__(name: str) -> Any: ...
