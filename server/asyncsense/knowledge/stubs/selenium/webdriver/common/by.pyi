from typing import Any

class By:
    ID: str
    NAME: str
    XPATH: str
    CSS_SELECTOR: str
    TAG_NAME: str
    CLASS_NAME: str
    LINK_TEXT: str
    PARTIAL_LINK_TEXT: str

def __getattr__(name: str) -> Any: ...
