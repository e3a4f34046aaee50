"""What a reader chose for place texts: one choice for a text and context, kept as rows of a table."""

from __future__ import annotations

import math
from collections.abc import Hashable
from dataclasses import astuple, dataclass, fields
from typing import Any

import pandas as pd

from geo.errors import SchemaError
from geo.placetext import fold_accents
from geo.words import _

POINT_RADIUS_KM = 5.0
"""Reach of a point set by hand on the map, where the reader gives none."""


@dataclass(frozen=True)
class Choice:
    """Where a reader says a text lies: a place of the gazetteer, or a point (lon, lat in degrees).

    Without a context it holds for the text in every context.

    Raises
    ------
    SchemaError
        The text is blank, or there is not just one of place and point, or the point is not on Earth.
    """

    text: str
    context: str = ""
    place_id: str = ""
    lon: float = math.nan
    lat: float = math.nan
    radius_km: float = POINT_RADIUS_KM
    chosen_by: str = ""

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise SchemaError(_("a choice has no text: name the place words it is for"))
        if bool(self.place_id) == self.is_point:
            raise SchemaError(
                _("the choice for {text!r} needs a place_id or a lon and lat, and not both").format(text=self.text)
            )
        if self.is_point and not (abs(self.lon) <= 180 and abs(self.lat) <= 90 and self.radius_km > 0):
            raise SchemaError(
                _("the choice for {text!r} has no point on Earth: lon {lon}, lat {lat}, radius {radius} km").format(
                    text=self.text, lon=self.lon, lat=self.lat, radius=self.radius_km
                )
            )

    @property
    def is_point(self) -> bool:
        """Whether the reader set a point instead of a place of the gazetteer."""
        return not (math.isnan(self.lon) and math.isnan(self.lat))

    @property
    def key(self) -> tuple[str, str]:
        """What equal texts share: text and context without case, accents and runs of spaces."""
        return fold_text(self.text), fold_text(self.context)


CHOICE_COLUMNS = [field.name for field in fields(Choice)]


def fold_text(text: str) -> str:
    """Return `text` as texts are compared in a review.

    >>> fold_text(" Río  Bravo")
    'rio bravo'
    """
    return " ".join(fold_accents(text).casefold().split())


def empty_choices() -> pd.DataFrame:
    """Return a frame of no choices, its columns those of `Choice`."""
    return pd.DataFrame(columns=CHOICE_COLUMNS)


def read_choices(choices: pd.DataFrame) -> list[Choice]:
    """Return the rows of `choices` (columns of `Choice`, text only is needed, numbers may be text, empty = null)."""
    if "text" not in choices:
        raise SchemaError(_("the choices have no column 'text': expected {columns}").format(columns=CHOICE_COLUMNS))
    known = choices[[name for name in CHOICE_COLUMNS if name in choices]]
    return [Choice(**_typed(row)) for row in known.to_dict("records")]


def record_choice(choices: pd.DataFrame, choice: Choice) -> pd.DataFrame:
    """Return `choices` with `choice` at the end, in place of an earlier one for the same text and context."""
    kept = [earlier for earlier in read_choices(choices) if earlier.key != choice.key]
    return pd.DataFrame([astuple(each) for each in (*kept, choice)], columns=CHOICE_COLUMNS)


def choose(choices: pd.DataFrame, text: str, context: str, **where: Any) -> pd.DataFrame:
    """Return `choices` with the text placed `where` (fields of `Choice`); as they are where there is no text."""
    return record_choice(choices, Choice(text, context, **where)) if text.strip() else choices


_NUMBERS = ("lon", "lat", "radius_km")


def _typed(row: dict[Hashable, Any]) -> dict[str, Any]:
    typed: dict[str, Any] = {}
    for name, value in row.items():
        if pd.isna(value) or value == "":
            continue
        try:
            typed[str(name)] = float(value) if name in _NUMBERS else str(value)
        except ValueError as error:
            raise SchemaError(
                _("the choice for {text!r} has {name} {value!r}: expected a number").format(
                    text=row.get("text"), name=name, value=value
                )
            ) from error
    return {"text": "", **typed}
