"""The reader's review of a placed table: what is open, which places a text may mean, and what the reader chose."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd

from geo.choices import Choice, fold_text, read_choices
from geo.errors import SchemaError
from geo.match import MATCH_FIELDS, Match, match_of
from geo.words import _

STATUSES = ("resolved", "ambiguous", "unresolved")
READER = "reader"


def apply_choices(
    matches: pd.DataFrame,
    texts: pd.Series,
    choices: pd.DataFrame,
    places: pd.DataFrame,
    *,
    contexts: pd.Series | None = None,
) -> pd.DataFrame:
    """Return `matches` (columns of `Match`) with the rows the reader has placed: method reader, status resolved.

    Parameters
    ----------
    texts, contexts
        The place words and contexts the matches were made from, by position.
    places
        The gazetteer, columns as places.csv.

    Raises
    ------
    SchemaError
        A choice breaks its contract or names a place that is not in `places`.
    """
    chosen = {choice.key: choice for choice in read_choices(choices)}
    placed = dict(zip(chosen, _chosen_matches(list(chosen.values()), places), strict=True))
    found = [placed.get(key) or placed.get((key[0], "")) for key in _keys(texts, contexts)]
    mask = [match is not None for match in found]
    rows = pd.DataFrame([match for match in found if match is not None], columns=_MATCH_COLUMNS)
    rows = rows.astype(matches.dtypes[_MATCH_COLUMNS].to_dict())
    reviewed = matches.copy()
    for name in _MATCH_COLUMNS:
        reviewed.loc[mask, name] = rows[name].to_numpy()
    return reviewed


def count_statuses(matches: pd.DataFrame) -> pd.Series:
    """Return the number of rows by status: resolved, ambiguous, unresolved, in this order, zeros kept."""
    return matches["status"].value_counts().reindex(STATUSES, fill_value=0)


def list_candidates(candidates: str, places: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `places` that a match names as its `candidates`, in their order; none for other texts."""
    labels = label_places(places)
    order = {label: at for at, label in enumerate(candidates.split("; "))}
    found = places.assign(order=labels.map(order)).dropna(subset="order")
    return found.sort_values("order", kind="stable").drop(columns="order").reset_index(drop=True)


def label_places(places: pd.DataFrame) -> pd.Series:
    """Return the words by which a candidate is named: 'Nogales (city, AZ)'."""
    state = places["admin1"].where(places["admin1"] != "", places["country"])
    return places["name"] + " (" + places["kind"] + ", " + state + ")"


def reviewed_points(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return `table` with a point for every row that has a lon and lat, none for the others; EPSG:4326."""
    lon, lat = (pd.to_numeric(table[axis], errors="coerce") for axis in ("lon", "lat"))
    points = gpd.GeoSeries.from_xy(lon.fillna(0), lat.fillna(0), crs=4326).where(lon.notna() & lat.notna(), None)
    return gpd.GeoDataFrame(table, geometry=points)


_MATCH_COLUMNS = list(MATCH_FIELDS)


def _keys(texts: pd.Series, contexts: pd.Series | None) -> list[tuple[str, str]]:
    words = texts.fillna("").astype(str).tolist()
    around = [""] * len(words) if contexts is None else contexts.fillna("").astype(str).tolist()
    folded = {word: fold_text(word) for word in {*words, *around}}
    return [(folded[word], folded[context]) for word, context in zip(words, around, strict=True)]


def _chosen_matches(choices: list[Choice], places: pd.DataFrame) -> list[Match]:
    wanted = places[places["place_id"].isin({choice.place_id for choice in choices})]
    rows = {row.place_id: row for row in wanted.itertuples()}
    return [_chosen_match(choice, rows) for choice in choices]


def _chosen_match(choice: Choice, rows: dict[Any, Any]) -> Match:
    who = choice.chosen_by.strip()
    reason = _("chosen by {who}").format(who=who) if who else _("chosen by the reader")
    if choice.is_point:
        point = Match(matched_name=choice.text.strip(), kind="near", precision="near", status="resolved")
        placed = point._replace(lon=choice.lon, lat=choice.lat, radius_km=choice.radius_km)
    elif choice.place_id in rows:
        placed = match_of(rows[choice.place_id], 0.0)
    else:
        raise SchemaError(
            _("the choice for {text!r} names the place {place_id!r}, which is not in the gazetteer").format(
                text=choice.text, place_id=choice.place_id
            )
        )
    return placed._replace(method=READER, reason=reason)
