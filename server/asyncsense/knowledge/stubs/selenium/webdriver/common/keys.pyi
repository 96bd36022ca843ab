from typing import Any

class Keys:
    ENTER: str
    RETURN: str
    TAB: str
    ESCAPE: str
    SPACE: str
    CONTROL: str
    SHIFT: str
    ALT: str

def __getattr__(name: str) -> Any: ...
