# fix: blocking-file: Run it in a thread
from pathlib import Path


async def main():
    path = Path("data.txt")
    path.write_text("é\n", encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()
