"""Arguments of an offloading call are evaluated on the loop."""

import asyncio
import time

import requests


def slow_number():
    time.sleep(1)
    return 1


def save(path, number):
    print(path, number)


def save_response(response):
    print(response.status_code)


async def first():
    await asyncio.to_thread(save, "a", slow_number())  # expect: blocking-sleep time.sleep


async def second():
    loop = asyncio.get_running_loop()
    await loop.run_in_executor(None, save, "a", slow_number())  # expect: blocking-sleep


async def third(url):
    await asyncio.to_thread(save_response, requests.get(url))  # expect: blocking-http


async def fourth():
    await asyncio.sleep(slow_number())  # expect: blocking-sleep


async def fifth(url):
    await asyncio.to_thread(lambda: save_response(requests.get(url)))
