"""Work done at the same time on all processors: several tasks, or many rows a batch at a time, results in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from typing import Any, TypeVar

Result = TypeVar("Result")
BATCH = 32_768
"""Rows worked on at a time: enough to work by columns, few enough for the processor's caches."""
WORKERS = min(4, os.cpu_count() or 1)


def run_batches(work: Callable[[int, int], Result], rows: int, *, size: int = BATCH) -> Iterator[Result]:
    """Yield `work(first, last)`, last exclusive, for the batches of `rows` rows; no more than a few are made ahead."""
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting: deque[Future[Result]] = deque()
        for first in range(0, rows, size):
            waiting.append(pool.submit(copy_context().run, work, first, min(first + size, rows)))
            if len(waiting) > WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def run_together(*tasks: Callable[[], Any]) -> list[Any]:
    """Return what each of `tasks` returns; they run at the same time, in the language of the caller."""
    with ThreadPoolExecutor(len(tasks)) as pool:
        return [found.result() for found in [pool.submit(copy_context().run, task) for task in tasks]]
