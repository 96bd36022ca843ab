"""Storage of Google and Azure, sheets."""

import gspread
from azure.storage.blob import BlobClient, BlobServiceClient, ContainerClient
from azure.storage.blob.aio import BlobServiceClient as AsyncBlobServiceClient
from google.cloud import storage

client = storage.Client()
service = BlobServiceClient.from_connection_string("UseDevelopmentStorage=true")


async def google(name):
    bucket = client.bucket("reports")
    blob = bucket.blob(name)
    blob.upload_from_string("text")  # expect: blocking-http
    blob.download_to_filename("copy")  # expect: blocking-http
    client.get_bucket("reports").delete_blob(name)  # expect: blocking-http | blocking-http
    blob.reload()  # expect: blocking-http
    found = bucket.get_blob(name)  # expect: blocking-http
    if found is not None:
        found.delete()  # expect: blocking-http
    for other in client.list_blobs("reports"):  # expect: blocking-http
        other.make_public()  # expect: blocking-http


async def typed(bucket: storage.Bucket, blob: storage.Blob):
    bucket.exists()  # expect: blocking-http
    return blob.download_as_bytes()  # expect: blocking-http


class Blobs:
    def __init__(self, connection):
        self.container = ContainerClient.from_connection_string(connection, "reports")
        self.service = BlobServiceClient(account_url=connection)

    async def save(self, name, data):
        self.container.upload_blob(name, data)  # expect: blocking-http
        for blob in self.container.list_blobs():  # expect: blocking-http
            print(blob.name)
        self.service.get_blob_client("reports", name).delete_blob()  # expect: blocking-http


async def azure(blob: BlobClient, name):
    data = blob.download_blob().readall()  # expect: blocking-http | blocking-http
    container = service.get_container_client("reports")
    container.get_blob_client(name).upload_blob(data)  # expect: blocking-http


async def asynchronous_azure(url, name):
    async with AsyncBlobServiceClient(url) as own:
        container = own.get_container_client("reports")
        await container.upload_blob(name, b"")
        downloaded = await container.download_blob(name)
        async for blob in container.list_blobs():
            print(blob.name)
        own.get_blob_client("reports", name).delete_blob()  # expect: missing-await
        return await downloaded.readall()


async def sheets(key):
    account = gspread.service_account("key.json")  # expect: blocking-file
    sheet = account.open_by_key(key)  # expect: blocking-http
    first = sheet.sheet1
    first.append_row(["a", 1])  # expect: blocking-http
    return first.get_all_records()  # expect: blocking-http
