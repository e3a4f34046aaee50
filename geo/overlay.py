"""Lay the reader's own data over the curated atlas: nothing curated changes, and every row says which it is."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.atlas import Atlas
from geo.errors import SchemaError
from geo.relations import outline_areas, relate_places
from geo.schema import REJECT_COLUMNS
from geo.spots import settle_spots
from geo.words import _

CURATED, OWN = "curated", "workspace"
LAID = ("seizures", "seizure_items", "reports", "sources")
KEYS = {"seizures": "event_id", "seizure_items": "item_id", "sources": "source_id"}


def overlay_atlas(atlas: Atlas, frames: dict[str, pd.DataFrame]) -> Atlas:
    """Return `atlas` with the events, items, reports and sources of a workspace after its own.

    Parameters
    ----------
    atlas
        As the store gives it, or the result of an earlier overlay.
    frames
        Tables of a workspace by name (seizures, seizure_items, reports, sources, rejects); lon, lat in degrees.

    Returns
    -------
    Atlas
        seizures, seizure_items, reports and sources have a column `origin`, "curated" or "workspace". A source that
        both name stays as curated. Spots that the gazetteer does not know are places of kind `near`.

    Raises
    ------
    SchemaError
        An event or item of the workspace has the id of one in the atlas.
    """
    frames = {**frames, "seizures": settle_spots(frames["seizures"], atlas.places)}
    seizures = _with_points(_lay(atlas.seizures, frames["seizures"], "seizures"), atlas.places)
    spots = _new_spots(frames, atlas)
    places = pd.concat([atlas.places, spots], ignore_index=True) if len(spots) else atlas.places
    rejects = pd.concat([atlas.rejects, frames["rejects"][REJECT_COLUMNS]], ignore_index=True)
    return replace(
        atlas,
        places=gpd.GeoDataFrame(places, crs=4326),
        seizures=seizures,
        seizure_items=_lay(atlas.seizure_items, frames["seizure_items"], "seizure_items"),
        reports=_lay(atlas.reports, frames["reports"], "reports"),
        sources=_lay(atlas.sources, frames["sources"], "sources"),
        rejects=rejects,
        areas=outline_areas(seizures, atlas.mx_municipalities, atlas.us_counties),
        digest=_digest(atlas, frames),
    )


def _lay(curated: pd.DataFrame, own: pd.DataFrame, table: str) -> pd.DataFrame:
    """Both tables with the columns of the curated one and `origin`; text is empty where the workspace has no column."""
    base = curated if "origin" in curated else curated.assign(origin=CURATED)
    key = KEYS.get(table)
    if table == "sources":
        own = own[~own["source_id"].isin(curated["source_id"])]
    elif key and own[key].isin(curated[key]).any():
        twice = own.loc[own[key].isin(curated[key]), key].iloc[0]
        raise SchemaError(
            _("{key} {value} is in the atlas already: undo its import, or reject the event").format(
                key=key, value=repr(twice)
            )
        )
    if own.empty:
        return base
    return pd.concat([pd.DataFrame(base), _as_in(base, own.assign(origin=OWN))], ignore_index=True)


def _with_points(seizures: pd.DataFrame, places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Points (EPSG:4326) of the events that are placed, and the kind and name of their place where they lack it."""
    placed = seizures["lon"].notna()
    points = gpd.GeoSeries(gpd.points_from_xy(seizures["lon"], seizures["lat"]), index=seizures.index, crs=4326)
    known = places.set_index("place_id")
    kinds, names = (seizures["place_id"].map(known[column]) for column in ("kind", "name"))
    kind = seizures["kind"].where(seizures["kind"] != "", kinds.fillna("near").where(placed, ""))
    precision = seizures["precision"].where(seizures["precision"] != "", kind.where(placed, "unresolved"))
    name = seizures["place_name"].where(seizures["place_name"] != "", names.fillna(""))
    own = pd.DataFrame(seizures).assign(kind=kind, precision=precision, place_name=name)
    return gpd.GeoDataFrame(own, geometry=points.where(placed), crs=4326)


def _new_spots(frames: dict[str, pd.DataFrame], atlas: Atlas) -> pd.DataFrame:
    """Places of kind `near` for the spots of the workspace that no place of the atlas has, with their relations."""
    own = frames["seizures"]
    new = own[own["lon"].notna() & ~own["place_id"].isin(atlas.places["place_id"])].drop_duplicates("place_id")
    if new.empty:
        return new
    told = frames["reports"].drop_duplicates("event_id").set_index("event_id")["source_id"]
    rows = new[["place_id", "lon", "lat", "radius_km"]].assign(
        name=new["place_name"].where(new["place_name"] != "", new["place_reported"]), kind="near",
        source_id=new["event_id"].map(told).fillna(""),
    )  # fmt: skip
    points = gpd.GeoSeries(gpd.points_from_xy(rows["lon"], rows["lat"]), index=rows.index, crs=4326)
    in_mexico = points.sindex.query(atlas.mx_states.geometry, predicate="intersects")[1]
    country = pd.Series("", index=rows.index, dtype="str")
    country.iloc[in_mexico] = "MX"
    crossings = atlas.places[atlas.places["kind"] == "crossing"]
    return _as_in(atlas.places, relate_places(rows.assign(country=country), atlas.plazas, atlas.border, crossings))


def _as_in(model: pd.DataFrame, frame: pd.DataFrame) -> pd.DataFrame:
    """`frame` with the columns and types of `model`; text it lacks is empty, all else null."""
    columns = {}
    for name in model:
        column = frame[name] if name in frame else pd.Series(None, index=frame.index, dtype=object)
        is_text = pd.api.types.is_string_dtype(model[name].dtype)
        filled = column.astype(object).where(column.notna(), "") if is_text else column
        columns[name] = filled if name == "geometry" else filled.astype(model[name].dtype)
    return pd.DataFrame(columns, index=frame.index)


def _digest(atlas: Atlas, frames: dict[str, pd.DataFrame]) -> str:
    """SHA-256 of the atlas and of what lies over it; that of the atlas alone where nothing does."""
    if all(frames[name].empty for name in LAID):
        return atlas.digest
    digest = hashlib.sha256(atlas.digest.encode())
    for name in LAID:
        digest.update(pd.util.hash_pandas_object(frames[name].astype(str), index=False).to_numpy().tobytes())
    return digest.hexdigest()
