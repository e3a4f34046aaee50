"""Variable-length integers: 7 bits a byte, lowest first, the high bit set on all but the last byte of a number."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

GROUPS = 5
"""Bytes of the longest number: 35 bits."""


def varint_bytes(numbers: NDArray[np.int64]) -> bytes:
    """Return `numbers`, each from 0 to 2**35 - 1, as variable-length integers.

    Examples
    --------
    >>> varint_bytes(np.array([1, 128])).hex()
    '018001'
    """
    groups = np.stack([(numbers >> shift) & 0x7F for shift in range(0, 7 * GROUPS, 7)], axis=1)
    used = np.maximum(1, GROUPS - np.argmax(groups[:, ::-1] != 0, axis=1))
    used[~groups.any(axis=1)] = 1
    column = np.arange(GROUPS)
    groups[column < used[:, None] - 1] |= 0x80
    return bytes(groups[column < used[:, None]].astype(np.uint8).tobytes())


def zigzag(steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return signed `steps` as numbers of zero or more, small where the step is small."""
    return (steps << 1) ^ (steps >> 63)
