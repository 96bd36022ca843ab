"""boto3: clients, resources, paginators, waiters; aioboto3."""

import aioboto3
import boto3
import boto3.session
from boto3.session import Session
from botocore.client import BaseClient
from botocore.config import Config

s3 = boto3.client("s3", config=Config(retries={"max_attempts": 3}))
bucket = boto3.resource("s3").Bucket("reports")


class Storage:
    def __init__(self, client: BaseClient):
        self.client = client
        self.sqs = Session(region_name="eu-west-1").client("sqs")
        self.table = boto3.resource("dynamodb").Table("orders")

    async def put(self, key, body):
        self.client.put_object(Bucket="reports", Key=key, Body=body)  # expect: blocking-http
        self.sqs.send_message(QueueUrl="q", MessageBody=key)  # expect: blocking-http
        self.table.put_item(Item={"id": key})  # expect: blocking-http

    async def query(self, key):
        return self.table.query(KeyConditionExpression=key)["Items"]  # expect: blocking-http


async def objects(key):
    s3.upload_file("report.pdf", "reports", key)  # expect: blocking-http
    body = s3.get_object(Bucket="reports", Key=key)["Body"]  # expect: blocking-http
    url = s3.generate_presigned_url("get_object", Params={"Key": key})
    bucket.upload_file("report.pdf", key)  # expect: blocking-http
    bucket.Object(key).delete()  # expect: blocking-http
    return body, url


async def pages():
    paginator = s3.get_paginator("list_objects_v2")
    for page in paginator.paginate(Bucket="reports"):  # expect: blocking-http
        print(page)
    for summary in bucket.objects.filter(Prefix="2024/"):  # expect: blocking-http
        print(summary.key)
    s3.get_waiter("object_exists").wait(Bucket="reports", Key="a")  # expect: blocking-http


async def made_here():
    client = boto3.client("lambda")  # expect: blocking-file
    client.invoke(FunctionName="report")  # expect: blocking-http
    resource = boto3.session.Session().resource("ec2")  # expect: blocking-file
    return resource.create_instances(MinCount=1, MaxCount=1)  # expect: blocking-http


async def asynchronous(key):
    session = aioboto3.Session()
    async with session.client("s3") as client:
        await client.put_object(Bucket="reports", Key=key, Body=b"")
    async with session.resource("dynamodb") as dynamodb:
        table = await dynamodb.Table("orders")
        await table.put_item(Item={"id": key})
