"""The frames of an import's events: gathered from their pieces, placed, and tied to the sources that report them."""

from __future__ import annotations

import hashlib
import re
from typing import Any

import numpy as np
import pandas as pd

from geo.gazetteer import Gazetteer
from geo.records import Normalised
from geo.rejects import list_rejects
from geo.spots import name_spots, settle_spots
from geo.words import _

PLACE_COLUMNS = ["place_id", "place_name", "precision", "lon", "lat", "radius_km", "geocode_method", "geocode_status",
                 "geocode_reason"]  # fmt: skip
MATCH_NAMES = {"method": "geocode_method", "status": "geocode_status", "reason": "geocode_reason",
               "matched_name": "place_name"}  # fmt: skip
PLACE_TYPES = {name: "float64" if name in ("lon", "lat", "radius_km") else "str" for name in PLACE_COLUMNS}
UNPLACED = "unresolved"
BETWEEN = "\x1f"
WEB = re.compile(r"https?://(?:www\.)?([^\s/?#:\[\]]+)\S*")


def gather_events(pieces: list[Normalised]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the events and items of all pieces; an event met in two pieces is one, and its items are numbered."""
    events = pd.concat([piece.events for piece in pieces], ignore_index=True)
    items = pd.concat([piece.items for piece in pieces], ignore_index=True)
    number = (items.groupby("event_id").cumcount() + 1).astype("str")
    again = events["event_id"].duplicated()
    events = events[~again].reset_index(drop=True) if again.any() else events
    return events, items.assign(item_id=items["event_id"] + "-" + number)


def place_events(events: pd.DataFrame, gazetteer: Gazetteer) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Place events by their coordinates or, without any, by their words, and list those whose words are no known place.

    An event with coordinates is of precision `near`, with the radius of their last digit, at a place of its own that is
    named by them; the words stay as reported. An event whose place is not known stays, unplaced.

    Returns
    -------
    DataFrame
        `events` with `PLACE_COLUMNS`; lon, lat in degrees (EPSG:4326).
    DataFrame
        Rejects of stage geocode.
    """
    given = events["lon"].notna()
    spots = _spots_given(events[given])
    words = events.loc[~given]
    contexts = (words["agency_reported"] + " " + words["place_context"]).str.strip()
    found = _match_words(words["place_reported"], contexts, gazetteer)
    lost = found["geocode_status"] != "resolved"
    found.loc[lost, ["place_id", "place_name"]] = ""
    found.loc[lost, ["lon", "lat", "radius_km"]] = float("nan")
    found.loc[lost, "precision"] = UNPLACED
    found = settle_spots(found, gazetteer.places)
    placed = pd.concat([piece for piece in (spots, found) if len(piece)] or [found]).reindex(events.index)
    told = lost & (words["place_reported"].str.strip() != "")
    asked = words[told]
    rejects = list_rejects(asked["row_id"], asked["place_reported"], stage="geocode", column="place",
                           reason=found.loc[told, "geocode_reason"])  # fmt: skip
    return events.assign(**{name: placed[name] for name in PLACE_COLUMNS}), rejects


def _match_words(words: pd.Series, contexts: pd.Series, gazetteer: Gazetteer) -> pd.DataFrame:
    """Match each pair of words and context once, and give every event its match."""
    codes, pairs = pd.factorize(words + BETWEEN + contexts)
    parts = pd.Series(pairs, dtype="str").str.split(BETWEEN, n=1, regex=False)
    found = gazetteer.match_places(parts.str[0], parts.str[1]).rename(columns=MATCH_NAMES)[PLACE_COLUMNS]
    return found.astype(PLACE_TYPES).iloc[codes].set_axis(words.index)


def list_reports(events: pd.DataFrame, file: dict[str, Any]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Return the reports of `events`, their sources, and rejects of URLs that are none.

    Parameters
    ----------
    file
        The source of the file itself: source_id, url, publisher, tier, licence, and published if known. It reports
        every event without a URL.
    """
    codes, found = pd.factorize(events["url"].str.strip())
    is_web = [WEB.fullmatch(url) is not None for url in found]
    ids = [_source_id(url) if web else file["source_id"] for url, web in zip(found, is_web, strict=True)]
    reports = pd.DataFrame({
        "event_id": events["event_id"], "source_id": pd.array(ids, dtype="str").take(codes),
        "published": events["published"],
    })  # fmt: skip
    web = np.array(is_web, dtype=bool)[codes]
    wrong = ~web & np.array([url != "" for url in found], dtype=bool)[codes]
    rejects = list_rejects(events.loc[wrong, "row_id"], events.loc[wrong, "url"], stage="normalise", column="url",
                           reason=_("not a web address: expected http:// or https://"))  # fmt: skip
    own = pd.DataFrame([{"published": pd.NaT, **file}]) if not web.all() or not len(web) else pd.DataFrame()
    cited = _web_sources(events.loc[web, ["url", "publisher", "published"]])
    return reports, pd.concat([own, cited], ignore_index=True), rejects


def _web_sources(events: pd.DataFrame) -> pd.DataFrame:
    """One source a URL; its publisher is the host where the table names none."""
    first = events.assign(url=events["url"].str.strip()).drop_duplicates("url")
    named = first["publisher"].str.strip()
    host = first["url"].str.extract(f"^{WEB.pattern}$")[0]
    return pd.DataFrame({
        "source_id": first["url"].map(_source_id), "url": first["url"], "publisher": named.where(named != "", host),
        "published": first["published"], "tier": "other", "licence": "",
    })  # fmt: skip


def _source_id(url: str) -> str:
    return f"src-{hashlib.sha256(url.encode()).hexdigest()[:10]}"


def _spots_given(events: pd.DataFrame) -> pd.DataFrame:
    spots = events[["lon", "lat", "radius_km"]].assign(precision="near", geocode_method="coordinates of the table",
                                                       geocode_status="resolved", geocode_reason="")  # fmt: skip
    name = spots["lat"].round(3).astype(str) + ", " + spots["lon"].round(3).astype(str)
    words = events["place_reported"].str.strip()
    spots = spots.assign(place_id=name_spots(spots), place_name=words.where(words != "", name))
    return spots[PLACE_COLUMNS].astype(PLACE_TYPES)
