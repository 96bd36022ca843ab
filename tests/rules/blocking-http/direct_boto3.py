"""boto3 clients as attributes, parameters and resources."""

import boto3


class Archive:
    def __init__(self, bucket: str, region: str = "eu-central-1"):
        self.bucket = bucket
        self.client = boto3.client("s3", region_name=region)
        self.table = boto3.resource("dynamodb").Table("archive")

    async def put(self, key, body):
        self.client.put_object(Bucket=self.bucket, Key=key, Body=body)  # expect: blocking-http

    async def remember(self, item):
        self.table.put_item(Item=item)  # expect: blocking-http


def queue_client():
    session = boto3.session.Session()
    return session.client("sqs")


sqs = queue_client()


async def publish(url, body):
    sqs.send_message(QueueUrl=url, MessageBody=body)  # expect: blocking-http
