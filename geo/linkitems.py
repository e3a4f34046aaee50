"""How far the seized things of two events agree: each commodity by its own measure, pills with pills and kg with kg."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.blocking import Ints

EQUAL = 0.0005
CLOSE = 0.03
NEAR = 0.10
ROUNDED = 0.06
MOST_EXTRA = 3
MOST_DIGITS = 4
DIGITS = range(1, MOST_DIGITS + 1)
LEVELS = ["commodity_same", "quantity_differs", "quantity_near", "quantity_close",
          *(f"quantity_rounded_{digits}" for digits in DIGITS),
          *(f"quantity_equal_{digits}" for digits in DIGITS)]  # fmt: skip
"""From the weakest agreement to the strongest; the number is that of the digits which agree."""
NEAR_LEVEL, CLOSE_LEVEL = LEVELS.index("quantity_near"), LEVELS.index("quantity_close")


def compare_items(items: pd.DataFrame, left: Ints, right: Ints) -> pd.DataFrame:
    """Compare the items of each pair, commodity by commodity.

    A commodity counts once for each measure in which it agrees; one that agrees in none counts once, by its best.

    Parameters
    ----------
    items
        owner (position of the event), commodity, measure, unit (codes), amount (in the measure, NaN unknown), half
        (half a unit of the last digit given, in the measure), digits (significant digits given).
    left, right
        Positions of the events of each pair.

    Returns
    -------
    DataFrame
        pair (position in `left`), level (Categorical of LEVELS), one, other (positions in `items`, -1 where the
        commodity has no common measure); sorted by pair.
    """
    table = items[["owner", "commodity", "measure", "unit", "amount", "half", "digits"]].assign(row=range(len(items)))
    one, other = _held(table, left), _held(table, right)
    both = one.merge(other, on=["pair", "commodity", "measure"], suffixes=("", "_other"))
    both = both.assign(level=_levels(both)).sort_values(
        ["pair", "commodity", "level"], ascending=[True, True, False], kind="stable"
    )
    both = both.drop_duplicates(["pair", "commodity", "measure"])
    kept = both[(both["level"] >= CLOSE_LEVEL) | ~both.duplicated(["pair", "commodity"])]
    key = ["pair", "commodity"]
    named = one[key].drop_duplicates().merge(other[key].drop_duplicates())
    bare = named.merge(kept[key].drop_duplicates(), how="left", indicator=True)
    bare = bare.loc[bare["_merge"] == "left_only", ["pair"]].assign(level=0, row=-1, row_other=-1)
    found = pd.concat([kept[["pair", "level", "row", "row_other"]], bare]).sort_values("pair", kind="stable")
    level = pd.Categorical.from_codes(found["level"].to_numpy(), pd.Index(LEVELS))
    return pd.DataFrame({
        "pair": found["pair"].to_numpy(), "level": level,
        "one": found["row"].to_numpy(), "other": found["row_other"].to_numpy(),
    })  # fmt: skip


def count_commodities(items: pd.DataFrame, left: Ints, right: Ints) -> tuple[Ints, Ints]:
    """For each pair: how many commodities both name, and how many only one does (at most `MOST_EXTRA`)."""
    held = items[["owner", "commodity"]].drop_duplicates()
    one, other = (_held(held, side)[["pair", "commodity"]] for side in (left, right))
    shared = np.bincount(one.merge(other)["pair"], minlength=len(left))
    named = np.bincount(one["pair"], minlength=len(left)) + np.bincount(other["pair"], minlength=len(left))
    return shared, np.minimum(named - 2 * shared, MOST_EXTRA)


def _held(table: pd.DataFrame, owners: Ints) -> pd.DataFrame:
    """The rows of `table` that belong to each pair's event."""
    return pd.DataFrame({"pair": range(len(owners)), "owner": owners}).merge(table, on="owner").drop(columns="owner")


def _levels(both: pd.DataFrame) -> Ints:
    """Positions in LEVELS. A weight converted to the other unit and rounded there keeps the digits of the finer one."""
    most = np.fmax(both["amount"], both["amount_other"])
    apart = (both["amount"] - both["amount_other"]).abs()
    given = both[["digits", "digits_other"]]
    digits = given.min(axis=1).where(both["unit"] == both["unit_other"], given.max(axis=1)).clip(1, MOST_DIGITS)
    rounded = (apart < 0.999 * (both["half"] + both["half_other"])) & (apart <= ROUNDED * most)
    levels: Ints = np.select(
        [apart.isna(), apart <= EQUAL * most, rounded, apart <= CLOSE * most, apart <= NEAR * most],
        [0, CLOSE_LEVEL + MOST_DIGITS + digits, CLOSE_LEVEL + digits, CLOSE_LEVEL, NEAR_LEVEL],
        1,
    ).astype(np.int64)
    return levels
