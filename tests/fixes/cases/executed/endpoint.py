# fix: blocking-sleep: Drop `async`, so that the framework runs it in a thread
# needs: fastapi, httpx
import time

import httpx
from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def read_root(name: str = "é"):
    time.sleep(0.01)
    return {"name": name}


async def main():
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return (await client.get("/")).json()
