# fix: missing-await: Add `await`
# needs: aiosqlite
import aiosqlite


async def main():
    async with aiosqlite.connect("data.db") as db:
        db.execute("create table if not exists person (name text)")
        cursor = await db.execute("select count(*) from person")
        return (await cursor.fetchone())[0]
