"""Work on many rows a batch at a time, on all processors, the results in order."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")
BATCH = 32_768
"""Rows worked on at a time: enough to work by columns, few enough for the processor's caches."""
WORKERS = min(4, os.cpu_count() or 1)


def run_batches(work: Callable[[int, int], Result], rows: int, *, size: int = BATCH) -> Iterator[Result]:
    """Yield `work(first, last)`, last exclusive, for the batches of `rows` rows; no more than a few are made ahead."""
    with ThreadPoolExecutor(WORKERS) as pool:
        waiting: deque[Future[Result]] = deque()
        for first in range(0, rows, size):
            waiting.append(pool.submit(work, first, min(first + size, rows)))
            if len(waiting) > WORKERS:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
