"""Readers of data libraries."""

import pandas
import pandas as pd
from PIL import Image


async def table(path):
    return pd.read_csv(path)  # expect: blocking-file


async def columnar(path: str):
    return pandas.read_parquet(path)  # expect: blocking-file


async def save(frame: pd.DataFrame, path: str):
    frame.to_csv(path)  # expect: blocking-file


async def thumbnail(path):
    image = Image.open(path)  # expect: blocking-file
    return image.size
