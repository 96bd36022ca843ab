"""Waiting for another process through celery."""

# decision: a task's result is waited for, hence blocking-wait.
from celery.result import AsyncResult


async def outcome(result: AsyncResult):
    return result.get(timeout=10)  # expect: blocking-wait


async def by_id(task_id: str):
    result = AsyncResult(task_id)
    return result.get()  # expect: blocking-wait
