"""The columns of a reader's own table, each read whole or refused with one sentence that names row and value."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.errors import SchemaError, VocabularyError
from geo.vocab import fold, index_codes
from geo.words import _
from layers.columns import UNDATED
from layers.vocabulary import PRECISIONS, agency_labels


def check_unique(ids: pd.Series) -> None:
    """Raise `SchemaError` at an id that stands twice; ids in ascending order are seen to be unique at a glance."""
    texts = pa.array(ids.astype("str"))
    if len(ids) > 1 and not pc.all(pc.less(texts[:-1], texts[1:])).as_py() and not ids.is_unique:
        twice = ids[ids.duplicated()].iloc[0]
        raise SchemaError(
            _("event_id {value!r} stands in two rows: give each event one row and an id of its own").format(value=twice)
        )


def read_days(dates: pd.Series) -> NDArray[np.int64]:
    """Return ISO dates as days since 1970-01-01, `UNDATED` where empty."""
    codes, words = pd.factorize(dates)
    found = pd.to_datetime(pd.Series(words), errors="coerce", format="ISO8601") if len(words) else pd.Series(words)
    for word, day in zip(words, found, strict=True):
        if pd.isna(day) and str(word).strip():
            row = int(np.flatnonzero(codes == words.get_loc(word))[0]) + 1
            raise SchemaError(
                _("row {row}: {value!r} is no date: write 2024-07-01, or leave it empty").format(row=row, value=word)
            )
    days = found.to_numpy().astype("datetime64[D]")
    values = np.append(np.where(np.isnat(days), UNDATED, days.astype(np.int64)), UNDATED)
    return values[codes]


def read_numbers(values: pd.Series, *, least: float, most: float = np.inf) -> NDArray[np.float64]:
    """Return the values as floats from `least` to `most`, both inclusive, NaN where empty."""
    numbers = pd.to_numeric(values, errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    isnt_empty = np.isnan(numbers) & values.notna().to_numpy()
    wrong = (numbers < least) | (numbers > most)
    if isnt_empty.any():
        wrong |= isnt_empty & values.astype("str").str.strip().ne("").to_numpy()
    if wrong.any():
        row = int(np.flatnonzero(wrong)[0])
        expected = _("a number from {least:g} to {most:g}") if np.isfinite(most) else _("a number of {least:g} or more")
        raise SchemaError(
            _("row {row}: {column} is {value!r}: expected {expected}, or nothing").format(
                row=row + 1, column=values.name, value=str(values.iloc[row]),
                expected=expected.format(least=least, most=most),
            )
        )  # fmt: skip
    return numbers


def read_commodities(values: pd.Series, atlas: Atlas) -> NDArray[np.int64]:
    """Return for each value the index of its commodity in the vocabulary."""
    index, codes = index_codes(atlas.commodities), list(atlas.commodities["commodity_code"])
    numbers, words = pd.factorize(values.fillna(""))
    found = [index.get(fold(str(word))) for word in words]
    if None in found:
        message = _("unknown commodity {value!r}: expected a code, label or alias of data/vocab/commodities.csv")
        raise VocabularyError(message.format(value=words[found.index(None)]))
    return np.array([codes.index(str(code)) for code in found], dtype=np.int64)[numbers]


def read_agencies(values: pd.Series, atlas: Atlas) -> tuple[NDArray[np.int64], list[dict[str, str]]]:
    """Return for each value the index of its agency, -1 where empty, and the agencies, unlisted ones by their word."""
    index, agencies = index_codes(atlas.agencies), agency_labels(atlas)
    numbers, words = pd.factorize(values.fillna(""))
    known = {agency["code"]: position for position, agency in enumerate(agencies)}
    positions = [-1 if not str(word).strip() else known.get(index.get(fold(str(word)), ""), -2) for word in words]
    for number, word in enumerate(words):
        if positions[number] == -2:
            positions[number] = len(agencies)
            agencies.append({"code": str(word), "label": str(word)})
    return np.array(positions, dtype=np.int64)[numbers], agencies


def read_precisions(values: pd.Series) -> NDArray[np.int64]:
    """Return for each value its index in `PRECISIONS`; empty means the coordinates as given."""
    numbers, words = pd.factorize(values.fillna(""))
    unlisted = [word for word in words if word and word not in PRECISIONS]
    if unlisted:
        message = _("unknown precision {value!r}: expected one of {known}, or nothing")
        raise VocabularyError(message.format(value=unlisted[0], known=", ".join(PRECISIONS)))
    return np.array([PRECISIONS.index(word) if word else given_precision() for word in words], dtype=np.int64)[numbers]


def given_precision() -> int:
    """Return the index of the precision of coordinates that come without one."""
    return PRECISIONS.index("coordinates")
