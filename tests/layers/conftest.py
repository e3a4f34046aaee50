"""A small atlas written out by hand: two ports, one plaza, four events."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from shapely.geometry import LineString, Point, Polygon, box

from geo.atlas import Atlas
from geo.command import run_command
from geo.schema import REJECT_COLUMNS
from layers import __main__ as command

Run = Callable[..., int]

HOSTILE = "</script><img src=x onerror=alert(1)>{{ 7*7 }} ${alert(1)} <!-- \u2028 \"'&"


def frame(columns: str, *rows: tuple[object, ...], days: tuple[str, ...] = ()) -> pd.DataFrame:
    table = pd.DataFrame([*rows], columns=columns.split())
    return table.assign(**{day: pd.to_datetime(table[day]).astype("datetime64[ns]") for day in days})


def areas(key: str, **outlines: Polygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({key: [*outlines], "name": [*outlines]}, geometry=[*outlines.values()], crs=4326)


def places() -> gpd.GeoDataFrame:
    table = frame(
        "place_id name kind country admin1 parent_id code lon lat radius_km approximate population source_id plaza_id"
        " facing_plaza_id nearest_crossing_id nearest_crossing_km",
        ("nogales-port", "Nogales", "port", "US", "AZ", "", "2604", -110.94, 31.3334, 3.0, "false", "", "src-port", "",
         "nogales", "nogales-deconcini", 0.2),
        ("nogales-deconcini", "DeConcini", "crossing", "US", "AZ", "nogales-port", "", -110.9412345, 31.3331, 0.3,
         "true", "", "src-port", "", "nogales", "nogales-deconcini", 0.0),
        ("nogales-son", "Nogales", "city", "MX", "SON", "", "", -110.95, 31.3, 6.0, "false", "261137", "src-port",
         "nogales", "", "nogales-deconcini", 3.8),
        ("mun-26043", "Nogales municipality", "municipality", "MX", "SON", "", "26043", -110.9, 31.1, 23.0, "false",
         "", "src-port", "nogales", "", "nogales-deconcini", 26.1),
        ("sasabe-port", "Sasabe", "port", "US", "AZ", "", "2606", -111.54, 31.48, 3.0, "false", "", "src-port", "",
         "", "nogales-deconcini", 60.0),
    )  # fmt: skip
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs=4326)


def seizures() -> gpd.GeoDataFrame:
    table = frame(
        "event_id start_date end_date date_precision date_note place_reported agency_code agency_reported conveyance"
        " conveyance_reported concealment hedge note place_id place_name precision lon lat radius_km",
        ("e-late", "2024-03-05", "2024-03-05", "day", "", HOSTILE, "cbp", "CBP", "tractor_trailer", "tráiler",
         "spare tyre", "", HOSTILE, "nogales-deconcini", "DeConcini", "crossing", -110.9412345, 31.3331, 0.3),
        ("e-month", "2024-02-01", "2024-02-29", "month", "", "in Nogales, Sonora", "gn", "Guardia Nacional", "car",
         "car", "", "alleged", "", "mun-26043", "Nogales municipality", "municipality", -110.9, 31.1, 23.0),
        ("e-undated", None, None, "unknown", "year not given", "Nogales port", "", "officers", "", "", "", "", "",
         "nogales-port", "Nogales", "port", -110.94, 31.3334, 3.0),
        ("e-nowhere", "2023-01-09", "2023-01-09", "day", "", "somewhere", "cbp", "CBP", "", "sedan", "", "", "", "", "",
         "unresolved", float("nan"), float("nan"), float("nan")),
        days=("start_date", "end_date"),
    )  # fmt: skip
    points = [Point(-110.9412345, 31.3331), Point(-110.9, 31.1), Point(-110.94, 31.3334), None]
    return gpd.GeoDataFrame(table, geometry=points, crs=4326)


def items() -> pd.DataFrame:
    none = float("nan")
    return frame(
        "item_id event_id commodity_code commodity_reported form quantity_reported unit_reported qualifier quantity_kg"
        " quantity_count quantity_usd substance_status alternative_of",
        ("i1", "e-late", "heroin", "heroin", "", "2", "kg", "more_than", 2.0, none, none, "", ""),
        ("i2", "e-late", "fentanyl", "pills", "pills", "1,000", "pills", "", none, 1000.0, none, "", ""),
        ("i3", "e-late", "fentanyl", "pills", "pills", "0.5", "kg", "", 0.5, none, none, "", "i2"),
        ("i4", "e-late", "heroin", "heroin", "", "1", "kg", "", 1.0, none, none, "", ""),
        ("i5", "e-month", "currency", "cash", "", "9000", "USD", "", none, none, 9000.0, "", ""),
        ("i6", "e-undated", "fentanyl", "fentanyl", "", "3", "kg", "about", 3.0, none, none, "", ""),
        ("i7", "e-nowhere", "heroin", "heroin", "", "4", "kg", "", 4.0, none, none, "", ""),
    )


def claims() -> dict[str, pd.DataFrame]:
    return {
        "plaza_claims": frame(
            "claim_id plaza_id organization_code organization_reported faction status valid_from valid_to hedge note"
            " source_id source_date",
            ("c1", "nogales", "one", "One", "", "controlled", "2023-11-07", None, "alleged", "", "src-a", "2023-11-07"),
            ("c2", "nogales", "", "Two", "", "contested", None, "2020-01-01", "", HOSTILE, "src-b", "2019-05-01"),
            days=("valid_from", "valid_to", "source_date"),
        ),
        "person_claims": frame(
            "person_claim_id plaza_id name aliases role legal_status status_date court_case named_by organization_code"
            " source_id source_date",
            ("p1", "nogales", "A. Person", "", "plaza boss", "indicted", "2021-04-01", "1:21-cr", "OFAC", "one",
             "src-a", "2023-11-07"),
            days=("status_date", "source_date"),
        ),
        "actions": frame(
            "action_id date kind plaza_id summary agency source_id",
            ("a1", "2023-11-07", "sanction", "nogales", "Designation.", "OFAC", "src-a"),
            days=("date",),
        ),
        "organizations": frame("organization_code name source_id", ("one", "Organisation One", "src-a")),
    }  # fmt: skip


def vocabularies() -> dict[str, pd.DataFrame]:
    return {
        "commodities": frame(
            "commodity_code label_en label_es family colour shape",
            ("fentanyl", "fentanyl", "fentanilo", "drug", "#C8102E", "circle"),
            ("heroin", "heroin", "heroína", "drug", "#332288", "circle"),
            ("currency", "currency", "dinero", "proceeds", "#3A3A3A", "square"),
        ),
        "agencies": frame(
            "agency_code label_en label_es country", ("cbp", "CBP", "CBP", "US"), ("gn", "National Guard", "GN", "MX")
        ),
        "sources": frame(
            "source_id url publisher published licence tier",
            ("src-a", "https://example.org/a", "Treasury", "2023-11-07", "", "agency"),
            ("src-b", "https://example.org/b?x=<script>", HOSTILE, None, "", "newspaper"),
            ("src-port", "https://example.org/ports", "BTS", None, "", "dataset"),
            days=("published",),
        ),
        "reports": frame(
            "event_id source_id published",
            ("e-late", "src-a", "2024-03-06"),
            ("e-late", "src-b", None),
            ("e-month", "src-b", "2024-03-01"),
            ("e-undated", "src-a", None),
            ("e-nowhere", "src-a", "2023-01-10"),
            days=("published",),
        ),
    }


@pytest.fixture
def hostile() -> str:
    return HOSTILE


@pytest.fixture
def atlas() -> Atlas:
    clockwise = Polygon([(-111.2, 31.0), (-111.2, 31.33), (-110.7, 31.33), (-110.7, 31.0)])
    plazas = areas("plaza_id", nogales=clockwise).assign(kind="border", municipalities="26043", name=HOSTILE)
    border = gpd.GeoDataFrame(geometry=[LineString([(-111.1, 31.33), (-110.5, 31.333)])], crs=4326)
    return Atlas(
        places=places(),
        plazas=plazas,
        **claims(),
        seizures=seizures(),
        seizure_items=items(),
        rejects=pd.DataFrame(columns=REJECT_COLUMNS),
        **vocabularies(),
        areas=gpd.GeoDataFrame({"place_id": ["mun-26043"]}, geometry=[clockwise], crs=4326),
        mx_states=areas("code", SON=box(-115, 26, -108, 32.5)),
        mx_municipalities=areas("cvegeo", **{"26043": clockwise, "23005": box(-87, 20, -86, 21)}),
        us_states=areas("code", AZ=box(-115, 31.3, -109, 37)),
        us_counties=areas("fips", **{"04023": box(-111.3, 31.3, -110.4, 31.7)}),
        border=border,
        digest="0123456789abcdef" * 4,
        title=f"Sample {HOSTILE}",
    )


@pytest.fixture
def run(atlas: Atlas, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command line on the small atlas, in a folder of its own, and returns its exit code."""
    monkeypatch.setattr(command, "load_atlas", lambda: atlas)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["layers", *arguments])
        return run_command(command.main)

    return run


@pytest.fixture
def refuse(run: Run, capsys: pytest.CaptureFixture[str]) -> Callable[..., None]:
    """Runs the command line and finds one sentence on stderr, exit code 2 and no file."""

    def refuse(sentence: str, *arguments: str) -> None:
        assert run(*arguments) == 2
        assert capsys.readouterr() == ("", sentence + "\n")
        assert list(Path.cwd().iterdir()) == []

    return refuse
