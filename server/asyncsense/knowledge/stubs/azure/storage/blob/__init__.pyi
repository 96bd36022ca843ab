from typing import Any

from azure.storage.blob._blob_client import BlobClient as BlobClient
from azure.storage.blob._blob_service_client import BlobServiceClient as BlobServiceClient
from azure.storage.blob._container_client import ContainerClient as ContainerClient
from azure.storage.blob._download import StorageStreamDownloader as StorageStreamDownloader

def __getattr__(name: str) -> Any: ...
