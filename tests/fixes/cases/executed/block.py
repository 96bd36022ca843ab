# fix: blocking-file: Run the block in a thread
async def main():
    total = 1
    with open("data.txt", "w") as file:
        total += file.write("abc")
        closed = file.closed
    return total, closed, file.closed
