"""Files, archives, images, tables; processes and what runs them."""

import gzip
import json
import os
import shutil
import ssl
import subprocess
import tempfile
import zipfile
from pathlib import Path

import aiofiles
import aiofiles.os
import anyio
import joblib
import openpyxl
import pandas as pd
import pexpect
import psutil
from filelock import FileLock
from git import Repo
from openpyxl import load_workbook
from pandas import read_csv
from PIL import Image


async def tables(path):
    frame = pd.read_csv(path)  # expect: blocking-file
    frame.to_parquet(path)  # expect: blocking-file
    frame[["a"]].to_csv(path)  # expect: blocking-file
    read_csv(path, sep=";")  # expect: blocking-file
    pd.read_sql("SELECT 1", path)  # expect: blocking-database
    pd.DataFrame({"a": [1]}).to_excel(path)  # expect: blocking-file
    book = load_workbook(path)  # expect: blocking-file
    book.save(path)  # expect: blocking-file
    openpyxl.Workbook().save(path)  # expect: blocking-file
    joblib.dump(frame, path)  # expect: blocking-file


async def images(path):
    image = Image.open(path)  # expect: blocking-file
    image.resize((1, 1)).save(path)  # expect: blocking-file
    with Image.open(path) as other:  # expect: blocking-file
        other.convert("RGB").save(path, "JPEG")  # expect: blocking-file


async def repository(url, repo: Repo):
    cloned = Repo.clone_from(url, "folder")  # expect: blocking-subprocess
    cloned.git.checkout("main")  # expect: blocking-subprocess
    cloned.remotes.origin.pull()  # expect: blocking-subprocess
    repo.index.commit("Message")  # expect: blocking-subprocess
    return repo.is_dirty()  # expect: blocking-subprocess


async def processes(command):
    process = psutil.Popen(command)  # expect: blocking-subprocess
    psutil.Process(1).wait(3)  # expect: blocking-subprocess
    psutil.cpu_percent(interval=1)  # expect: blocking-sleep
    psutil.cpu_percent()
    child = pexpect.spawn("ftp")  # expect: blocking-subprocess
    child.expect("Name")  # expect: blocking-subprocess
    subprocess.run(command, check=True)  # expect: blocking-subprocess
    os.system("true")  # expect: blocking-subprocess
    return process


async def locked(path):
    lock = FileLock(path)
    with lock:  # expect: blocking-wait
        pass
    lock.acquire(timeout=3)  # expect: blocking-wait


async def standard_library(path: Path, data):
    with open(path) as stream:  # expect: blocking-file
        json.load(stream)  # expect: blocking-file
    stream = path.open("wb")  # expect: blocking-file
    stream.write(data)  # expect: blocking-file
    stream.flush()  # expect: blocking-file
    path.with_suffix(".txt").write_text("text")  # expect: blocking-file
    (path / "name").mkdir(parents=True)  # expect: blocking-file
    with zipfile.ZipFile(path) as archive:  # expect: blocking-file
        archive.extractall()  # expect: blocking-file
    with gzip.open(path, "rt") as packed:  # expect: blocking-file
        packed.read()  # expect: blocking-file
    with tempfile.TemporaryDirectory() as folder:  # expect: blocking-file
        shutil.copytree(path, folder)  # expect: blocking-file
    with tempfile.NamedTemporaryFile("w") as temporary:  # expect: blocking-file
        temporary.write("text")  # expect: blocking-file
        temporary.flush()  # expect: blocking-file
    for entry in path.iterdir():  # expect: blocking-file
        entry.stat()  # expect: blocking-file


async def certificates(path):
    context = ssl.create_default_context(cafile=path)  # expect: blocking-network
    context.load_cert_chain(path)  # expect: blocking-network


async def asynchronous(path):
    async with aiofiles.open(path, "w") as stream:
        await stream.write("text")
        stream.flush()  # expect: missing-await
    aiofiles.os.remove(path)  # expect: missing-await
    async with await anyio.open_file(path) as other:
        async for line in other:
            print(line)
    await anyio.Path(path).read_text()
    anyio.Path(path).unlink()  # expect: missing-await
