# fix: blocking-subprocess: Run the whole expression in a thread
import subprocess
import sys


async def main():
    return subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]).wait()
