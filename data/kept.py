"""Bytes made from the atlas of the store, kept beside its frames until the tables or the code change."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from data.store import STORE, code_digest

DRAWING_CODE = ("geo", "layers")


def keep_bytes(name: str, make: Callable[[], bytes], *, store: Path = STORE) -> bytes:
    """Return what `make` gave for the frames of `store` and the code of today, made only if that is not kept yet.

    `name` tells it from other bytes of the same store, and is part of a file's name. A rebuilt store holds nothing
    kept; where nothing can be written, nothing is.
    """
    path = store / f"{name}-{code_digest(DRAWING_CODE)[:16]}.kept"
    if path.exists():
        return path.read_bytes()
    content = make()
    fresh = path.with_suffix(f".{os.getpid()}.tmp")
    with contextlib.suppress(OSError):  # a store that may only be read serves as well, a little later
        for old in store.glob(f"{name}-*.kept"):
            old.unlink()
        fresh.write_bytes(content)
        fresh.replace(path)
    return content
