"""Build the store: curated tables, boundaries and gazetteer become the frames of one `Atlas`."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from data.boundaries import load_boundaries
from data.curated import read_curated
from data.places import load_gazetteer, load_places
from data.vocab import load_vocab
from geo.atlas import Atlas
from geo.relations import outline_areas, relate_places
from geo.schema import REJECT_COLUMNS, SCHEMAS, split_rejects
from geo.spots import NEAR, settle_spots
from geo.territory import build_territories

TITLE = "Plazas, ports of entry and published seizures on the US–Mexico border"
DATES = ("date", "start_date", "end_date", "valid_from", "valid_to", "published", "source_date", "status_date")
NUMBERS = ("quantity_kg", "quantity_count", "quantity_usd", "amount_usd")
SOURCE_PIECES = ("sources_places", "sources_plazas", "sources_seizures", "sources_boundaries")
UNRESOLVED = ("unresolved", "ambiguous")


def build_atlas(digest: str) -> Atlas:
    """Return the atlas built from the committed tables; `digest` identifies them."""
    tables = {name: _typed(read_curated(name)) for name in _curated_names()}
    tables["sources"] = _merge_sources()
    accepted, rejects = {}, []
    for name, table in tables.items():
        accepted[name], rejected = split_rejects(name, table) if name in SCHEMAS else (table, None)
        if rejected is not None and len(rejected):
            rejects.append(rejected)
    bounds = load_boundaries()
    plazas = build_territories(accepted["plazas"], bounds["mx_municipalities"])
    places, rejected = split_rejects("places", load_places())
    seizures, places = _place_events(accepted["seizures"], places)
    rejects.append(rejected)
    rejects.append(_unplaced(seizures))
    return Atlas(
        places=relate_places(places, plazas, bounds["border"]),
        plazas=plazas,
        plaza_claims=accepted["plaza_claims"],
        person_claims=accepted["person_claims"],
        organizations=accepted["organizations"],
        actions=accepted["actions"],
        sources=accepted["sources"],
        seizures=seizures,
        seizure_items=accepted["seizure_items"],
        reports=accepted["reports"],
        rejects=pd.concat(rejects, ignore_index=True)[REJECT_COLUMNS],
        commodities=load_vocab("commodities"),
        agencies=load_vocab("agencies"),
        areas=outline_areas(seizures, bounds["mx_municipalities"], bounds["us_counties"]),
        **bounds,
        digest=digest,
        title=TITLE,
    )


def _curated_names() -> tuple[str, ...]:
    return ("plazas", "plaza_claims", "person_claims", "organizations", "actions", "seizures", "seizure_items",
            "reports")  # fmt: skip


def _typed(table: pd.DataFrame) -> pd.DataFrame:
    days = {name: pd.to_datetime(table[name], errors="coerce").astype("datetime64[ns]")
            for name in DATES if name in table}  # fmt: skip
    numbers = {name: pd.to_numeric(table[name], errors="coerce").astype(float) for name in NUMBERS if name in table}
    return table.assign(**days, **numbers)


def _merge_sources() -> pd.DataFrame:
    pieces = pd.concat([read_curated(name) for name in SOURCE_PIECES], ignore_index=True)
    return _typed(pieces.drop_duplicates("source_id").sort_values("source_id", ignore_index=True))


def _place_events(seizures: pd.DataFrame, places: pd.DataFrame) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Match every event's place words; a spot that is not the point of its place becomes a place of kind `near`."""
    matches = load_gazetteer(places).match_places(seizures["place_reported"], seizures["agency_reported"])
    matches = matches.rename(columns={"method": "geocode_method", "status": "geocode_status", "score": "geocode_score",
                                      "reason": "geocode_reason", "matched_name": "place_name"})  # fmt: skip
    placed = seizures.join(matches)
    resolved = placed["geocode_status"] == "resolved"
    placed.loc[~resolved, ["place_id", "place_name"]] = ""
    placed.loc[~resolved, ["lon", "lat", "radius_km"]] = float("nan")
    placed.loc[~resolved, "precision"] = "unresolved"
    placed = settle_spots(placed, places)
    spots = placed[placed["precision"] == NEAR].drop_duplicates("place_id")
    sourced = pd.concat([places, read_curated("road_posts")]).set_index("place_id")["source_id"]
    base = sourced.reindex(matches.loc[spots.index, "place_id"]).to_numpy()
    kept = ["place_id", "lon", "lat", "radius_km"]
    rows = spots[kept].assign(name=spots["place_name"], kind=NEAR, source_id=base)
    text = [name for name in places.columns if places[name].dtype != float and places[name].dtype != bool]
    places = pd.concat([places, rows], ignore_index=True).fillna(dict.fromkeys(text, ""))
    points = gpd.points_from_xy(placed["lon"], placed["lat"])
    gdf = gpd.GeoDataFrame(placed, geometry=points, crs=4326)
    return gdf.set_geometry(gdf.geometry.where(resolved)), places


def _unplaced(seizures: pd.DataFrame) -> pd.DataFrame:
    left = seizures[seizures["geocode_status"].isin(UNRESOLVED)]
    return pd.DataFrame({
        "table": "seizures", "row_id": left["event_id"], "stage": "geocode", "column": "place_reported",
        "value": left["place_reported"], "reason": left["geocode_reason"],
    })  # fmt: skip
