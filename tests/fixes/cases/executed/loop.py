# fix: blocking-file: Run the loop in a thread
import os


async def main():
    count = 0
    for _, _, files in os.walk("."):
        if not files:
            continue
        count += len(files)
    return count
