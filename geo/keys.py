"""Keys of long text columns compared at once: which of one column another has, and how many there are."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def is_known(keys: pd.Series, known: pd.Series) -> NDArray[np.bool_]:
    """Whether each of `keys` is among `known`; as `Series.isin`, several times as fast where both are long.

    Examples
    --------
    >>> is_known(pd.Series(["a", "b"]), pd.Series(["b", "b"])).tolist()
    [False, True]
    """
    both = pd.concat([known.astype("str"), keys.astype("str")], ignore_index=True)
    codes, _uniques = pd.factorize(both, use_na_sentinel=False)
    highest = int(codes[: len(known)].max(initial=-1))
    return np.asarray(codes[len(known) :] <= highest)


def count_apart(*columns: pd.Series) -> tuple[int, ...]:
    """How many different keys each column has that no column before it has.

    Examples
    --------
    >>> count_apart(pd.Series(["a", "b", "b"]), pd.Series(["b", "c"]))
    (2, 1)
    """
    every = pd.concat([column.astype("str") for column in columns], ignore_index=True)
    codes, uniques = pd.factorize(every, use_na_sentinel=False)
    ends = np.cumsum([len(column) for column in columns])
    owners = np.full(len(uniques), len(columns))
    for number in reversed(range(len(columns))):
        start = ends[number] - len(columns[number])
        owners[codes[start : ends[number]]] = number
    return tuple(np.bincount(owners, minlength=len(columns))[: len(columns)].tolist())
