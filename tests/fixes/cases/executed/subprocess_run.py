# fix: blocking-subprocess: Run it in a thread
import subprocess
import sys


async def main():
    done = subprocess.run([sys.executable, "-c", "print('hi')"], capture_output=True, text=True)
    return done.stdout.strip()
