from typing import Any

from joblib.numpy_pickle import dump as dump
from joblib.numpy_pickle import load as load
from joblib.parallel import Parallel as Parallel

def __getattr__(name: str) -> Any: ...
