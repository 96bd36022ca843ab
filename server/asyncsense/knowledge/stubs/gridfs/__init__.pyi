from typing import Any

from gridfs.asynchronous.grid_file import AsyncGridFS as AsyncGridFS
from gridfs.asynchronous.grid_file import AsyncGridFSBucket as AsyncGridFSBucket
from gridfs.asynchronous.grid_file import AsyncGridOut as AsyncGridOut
from gridfs.synchronous.grid_file import GridFS as GridFS
from gridfs.synchronous.grid_file import GridFSBucket as GridFSBucket
from gridfs.synchronous.grid_file import GridIn as GridIn
from gridfs.synchronous.grid_file import GridOut as GridOut

def __getattr__(name: str) -> Any: ...
