"""Synchronous clients of well-known services."""

import anthropic
import boto3
import elasticsearch
import openai
import stripe
from anthropic import Anthropic
from google.cloud import storage
from openai import OpenAI
from slack_sdk import WebClient

s3 = boto3.client("s3")
llm = OpenAI()
slack = WebClient(token="xoxb")
search = elasticsearch.Elasticsearch("http://localhost:9200")
bucket_client = storage.Client()


async def upload(path, key):
    s3.upload_file(path, "reports", key)  # expect: blocking-http


async def read_object(key: str):
    return s3.get_object(Bucket="reports", Key=key)  # expect: blocking-http


async def complete(prompt: str):
    return llm.chat.completions.create(  # expect: blocking-http
        model="gpt-4o-mini",
        messages=[{"role": "user", "content": prompt}],
    )


async def embed(client: openai.OpenAI, text: str):
    return client.embeddings.create(model="text-embedding-3-small", input=text)  # expect: blocking-http


class Assistant:
    def __init__(self, model: str, claude: anthropic.Anthropic):
        self.model = model
        self.claude = claude

    async def answer(self, question):
        message = self.claude.messages.create(  # expect: blocking-http
            model=self.model, max_tokens=512, messages=[{"role": "user", "content": question}]
        )
        return message.content


async def summarise(claude: Anthropic, text):
    return claude.messages.create(model="small", max_tokens=9, messages=text)  # expect: blocking-http


async def charge(customer: str, cents: int):
    return stripe.PaymentIntent.create(customer=customer, amount=cents, currency="eur")  # expect: blocking-http


async def find(query):
    return search.search(index="docs", query={"match": {"text": query}})  # expect: blocking-http


async def store(document):
    search.index(index="docs", document=document)  # expect: blocking-http


async def alert(text):
    slack.chat_postMessage(channel="#ops", text=text)  # expect: blocking-http


async def download(name: str) -> bytes:
    bucket = bucket_client.bucket("reports")
    blob = bucket.blob(name)
    return blob.download_as_bytes()  # expect: blocking-http
