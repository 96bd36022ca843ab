from typing import Any

from azure.storage.blob.aio._blob_client_async import BlobClient as BlobClient
from azure.storage.blob.aio._blob_service_client_async import BlobServiceClient as BlobServiceClient
from azure.storage.blob.aio._container_client_async import ContainerClient as ContainerClient
from azure.storage.blob.aio._download_async import StorageStreamDownloader as StorageStreamDownloader

def __getattr__(name: str) -> Any: ...
