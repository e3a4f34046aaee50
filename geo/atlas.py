"""All frames of the atlas in one frozen value, as the store loads them and the layers draw them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import pandas as pd

from geo.event_index import EventIndex, index_events


@dataclass(frozen=True, eq=False)
class Atlas:
    """The tables of the atlas.

    Every GeoDataFrame is EPSG:4326 with x = longitude, y = latitude. Dates are datetime64, null where unknown.
    Column contracts stand in `geo.schema`; `digest` is the SHA-256 of everything the frames were built from. An atlas
    equals itself alone, so that what is derived from it can be kept beside it.
    """

    places: gpd.GeoDataFrame
    plazas: gpd.GeoDataFrame
    plaza_claims: pd.DataFrame
    person_claims: pd.DataFrame
    organizations: pd.DataFrame
    actions: pd.DataFrame
    sources: pd.DataFrame
    seizures: gpd.GeoDataFrame
    seizure_items: pd.DataFrame
    reports: pd.DataFrame
    rejects: pd.DataFrame
    commodities: pd.DataFrame
    agencies: pd.DataFrame
    areas: gpd.GeoDataFrame
    mx_states: gpd.GeoDataFrame
    mx_municipalities: gpd.GeoDataFrame
    us_states: gpd.GeoDataFrame
    us_counties: gpd.GeoDataFrame
    border: gpd.GeoDataFrame
    digest: str
    title: str

    @cached_property
    def event_index(self) -> EventIndex:
        """The events by day and code, made at the first View."""
        return index_events(self.seizures, self.seizure_items)
