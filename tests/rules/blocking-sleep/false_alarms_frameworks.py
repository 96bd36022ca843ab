"""Synchronous endpoints, dependencies and helpers that frameworks run in threads."""

import time
from typing import Annotated

from asgiref.sync import sync_to_async
from asyncer import asyncify
from fastapi import APIRouter, BackgroundTasks, Depends, FastAPI
from fastapi.concurrency import run_in_threadpool
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool as threadpool
from starlette.responses import PlainTextResponse
from starlette.routing import Route

app = FastAPI()
router = APIRouter(prefix="/reports")


def load_report(number: int) -> str:
    time.sleep(2)
    return f"report {number}"


def current_user(token: str):
    time.sleep(0.1)
    return token


@app.get("/slow")
def slow():
    time.sleep(1)
    return {"ok": True}


@router.get("/{number}")
def report(number: int, user: Annotated[str, Depends(current_user)]):
    return load_report(number)


@app.get("/me")
async def me(user=Depends(current_user)):
    return user


@app.post("/mail")
async def mail(background: BackgroundTasks):
    background.add_task(load_report, 3)
    return {"queued": True}


@app.get("/pooled")
async def pooled():
    return await run_in_threadpool(load_report, 1)


@app.get("/pooled2")
async def pooled2():
    return await threadpool(lambda: load_report(2))


async def django_view(request):
    return await sync_to_async(load_report)(4)


async def django_view_named(request):
    load = sync_to_async(load_report, thread_sensitive=True)
    return await load(5)


async def asyncified():
    return await asyncify(load_report)(6)


async def asyncified_by_keyword():
    return await asyncify(load_report)(number=7)


@sync_to_async
def decorated(number):
    time.sleep(1)
    return number


async def use_decorated():
    return await decorated(1)


def homepage(request):
    time.sleep(1)
    return PlainTextResponse("hello")


starlette_app = Starlette(routes=[Route("/", homepage)])
