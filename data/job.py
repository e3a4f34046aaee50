"""Work that runs beside the page that waits for it: it tells how far it is, and ends at its next word when stopped."""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor, wait
from contextvars import copy_context
from threading import Event
from typing import Any

Tell = Callable[[float, str], None]
"""Called with the share done (0 where it is not known) and words for the reader; raises `StoppedError` when stopped."""


class StoppedError(Exception):
    """The reader stopped the work."""


class Job:
    """One piece of work in a thread of its own.

    Parameters
    ----------
    make
        Does the work and returns its result; it is given a `Tell`, and can be stopped whenever it calls it.
    """

    def __init__(self, make: Callable[[Tell], Any]) -> None:
        self.share, self.words = 0.0, ""
        self._stopped = Event()
        pool = ThreadPoolExecutor(1)
        self._future = pool.submit(copy_context().run, make, self._tell)
        pool.shutdown(wait=False)

    def is_done(self, seconds: float = 0.3) -> bool:
        """Wait for the end, at most `seconds`, and return whether it has come."""
        return bool(wait([self._future], seconds).done)

    def stop(self) -> None:
        """End the work when it next tells how far it is."""
        self._stopped.set()

    def result(self) -> Any:
        """Return what the work gave, or raise what it raised; waits for its end."""
        return self._future.result()

    def _tell(self, share: float, words: str) -> None:
        if self._stopped.is_set():
            raise StoppedError
        self.share, self.words = share, words


def remember(state: MutableMapping[Any, Any], name: str, asked: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """Return what `make` gave for `asked`, kept in `state` under `name` until something else is asked."""
    if state.get(name, (None,))[0] != asked:
        state[name] = (asked, make())
    return state[name][1]
