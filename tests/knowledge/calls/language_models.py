"""Clients of language models and what is built on them."""

import anthropic
import cohere
import openai
from anthropic import Anthropic, AsyncAnthropic
from groq import AsyncGroq, Groq
from huggingface_hub import AsyncInferenceClient, HfApi, InferenceClient, hf_hub_download
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.runnables import Runnable
from langchain_core.vectorstores import VectorStore
from openai import AsyncOpenAI, AzureOpenAI, OpenAI

client = OpenAI(api_key="key")


def claude():
    return anthropic.Anthropic()


async def openai_resources(prompt, file):
    client.chat.completions.create(model="m", messages=prompt)  # expect: blocking-http
    client.responses.create(model="m", input=prompt)  # expect: blocking-http
    client.embeddings.create(model="m", input=prompt)  # expect: blocking-http
    client.images.generate(prompt=prompt)  # expect: blocking-http
    client.audio.transcriptions.create(model="m", file=file)  # expect: blocking-http
    client.files.create(file=file, purpose="batch")  # expect: blocking-http
    client.moderations.create(input=prompt)  # expect: blocking-http
    client.models.list()  # expect: blocking-http
    return client.beta.threads.create()  # expect: blocking-http


async def azure(model: AzureOpenAI, prompt):
    return model.chat.completions.create(model="m", messages=prompt)  # expect: blocking-http


async def streamed(prompt):
    stream = client.chat.completions.create(model="m", messages=prompt, stream=True)  # expect: blocking-http
    async_client = openai.AsyncOpenAI()
    async for event in await async_client.responses.create(input=prompt, stream=True):
        print(event)
    return stream


class Assistant:
    def __init__(self, model: Anthropic | None = None):
        self.model = model or Anthropic()
        self.other = AsyncAnthropic()

    async def answer(self, question):
        self.model.messages.create(model="m", max_tokens=9, messages=question)  # expect: blocking-http
        claude().messages.count_tokens(model="m", messages=question)  # expect: blocking-http
        with self.model.messages.stream(model="m", messages=question) as events:  # expect: blocking-http
            events.get_final_message()
        self.model.models.list()  # expect: blocking-http
        return await self.other.messages.create(model="m", max_tokens=9, messages=question)

    async def events(self, question):
        async with self.other.messages.stream(model="m", messages=question) as stream:
            async for text in stream.text_stream:
                print(text)


async def other_models(prompt, text):
    Groq().chat.completions.create(model="m", messages=prompt)  # expect: blocking-http
    cohere.Client("key").chat(message=text)  # expect: blocking-http
    InferenceClient("model").text_generation(text)  # expect: blocking-http
    HfApi().upload_file(path_or_fileobj="a", path_in_repo="a", repo_id="r")  # expect: blocking-http
    return hf_hub_download("repo", "file")  # expect: blocking-http


async def chains(chain: Runnable, model: BaseChatModel, store: VectorStore, text):
    chain.invoke({"question": text})  # expect: blocking-http
    model.invoke(text)  # expect: blocking-http
    store.similarity_search(text)  # expect: blocking-database
    for part in chain.stream(text):  # expect: blocking-http
        print(part)
    await chain.ainvoke({"question": text})
    await store.asimilarity_search(text)
    async for part in model.astream(text):
        print(part)
    chain.ainvoke(text)  # expect: missing-await


async def asynchronous(prompt, text):
    model = AsyncOpenAI()
    await model.chat.completions.create(model="m", messages=prompt)
    await model.embeddings.create(model="m", input=text)
    await model.files.create(file=text, purpose="batch")
    await AsyncGroq().chat.completions.create(model="m", messages=prompt)
    await AsyncInferenceClient("model").text_generation(text)
    await cohere.AsyncClient("key").chat(message=text)
    model.audio.speech.create(model="m", input=text, voice="v")  # expect: missing-await
