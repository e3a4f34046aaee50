"""The whole gazetteer: what its rows keep, and that people's names lead to their places."""

from __future__ import annotations

import csv
from math import isnan
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from pyproj import Geod

from data.places import COLUMNS, load_gazetteer, load_places
from geo.gazetteer import Gazetteer
from geo.schema import SCHEMAS, split_rejects

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
GEOD = Geod(ellps="WGS84")


@pytest.fixture(scope="module")
def places() -> pd.DataFrame:
    return load_places()


@pytest.fixture(scope="module")
def gazetteer(places: pd.DataFrame) -> Gazetteer:
    return load_gazetteer(places)


def test_every_row_keeps_the_contract_of_places(places: pd.DataFrame) -> None:
    assert list(places.columns) == COLUMNS
    assert "places" in SCHEMAS
    accepted, rejects = split_rejects("places", places)
    assert (len(accepted), len(rejects)) == (len(places), 0)


def test_all_municipalities_counties_and_states_are_there(places: pd.DataFrame) -> None:
    assert places["kind"].value_counts()[["municipality", "county", "state"]].to_dict() == {
        "municipality": 2467,
        "county": 360,
        "state": 81,
    }


@pytest.mark.parametrize(("place_id", "lon", "lat"), [("mun-05002", -100.93, 29.32), ("mun-26002", -109.55, 31.33),
                                                      ("mun-02001", -116.60, 31.87)])  # fmt: skip
def test_a_municipality_stands_at_its_seat(places: pd.DataFrame, place_id: str, lon: float, lat: float) -> None:
    row = places.set_index("place_id").loc[place_id]
    assert GEOD.inv(row["lon"], row["lat"], lon, lat)[2] < 3000
    assert row["radius_km"] > 30


def test_the_middle_of_a_zip_area_is_no_point_of_a_town(places: pd.DataFrame) -> None:
    zips = places[places["place_id"].str.startswith("zip-")]
    assert zips["approximate"].all()
    assert set(zips["radius_km"]) == {8.0, 12.0}


def test_a_town_known_by_its_zip_code_gives_way_to_the_curated_row(places: pd.DataFrame) -> None:
    assert places.loc[(places["name"] == "Lukeville") & (places["admin1"] == "AZ"), "place_id"].tolist() == [
        "lukeville-az"
    ]


def test_every_name_of_a_crossing_leads_to_it_to_its_port_or_to_a_choice(
    places: pd.DataFrame, gazetteer: Gazetteer
) -> None:
    names = [
        (name, row.place_id, row.parent_id, row.name)
        for row in places[places["kind"] == "crossing"].itertuples()
        for name in [row.name, *row.aliases.split("; ")]
    ]
    matches = gazetteer.match_places(pd.Series([name for name, *_ in names]), pd.Series(["CBP OFO"] * len(names)))
    wrong = [
        (name, match.place_id, match.candidates)
        for (name, place_id, port_id, label), match in zip(names, matches.itertuples(), strict=True)
        if match.place_id not in (place_id, port_id) and label not in match.candidates
        and not (match.kind == "crossing" and name == "El Paso rail bridge")
    ]  # fmt: skip
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "context", "place_id"),
    [
        ("Port of Nogales", "CBP OFO", "nogales-port"),
        ("downtown Calexico port", "CBP OFO", "calexico-west-crossing"),
        ("Calexico port of entry", "CBP OFO", "calexico-port"),
        ("Calexico Cargo Facility", "CBP OFO", "calexico-east-crossing"),
        ("Old Bridge in Brownsville", "CBP OFO", "brownsville-bm"),
        ("aduana de Matamoros", "ANAM", "brownsville-port"),
        ("garita San Luis Río Colorado I", "ANAM", "san-luis-1"),
        ("puente Gerónimo-Santa Teresa", "ANAM", "santa-teresa-crossing"),
        ("Garita I, Mexicali", "ANAM", "calexico-west-crossing"),
        ("Puerta México, Matamoros", "ANAM", "brownsville-gateway"),
        ("Puerta México, Nogales, Sonora", "ANAM", "nogales-deconcini"),
        ("State Route 86 checkpoint", "USBP", "state-route-86-checkpoint"),
        ("Highway 86 immigration checkpoint", "USBP", "highway-86-checkpoint"),
        ("State Route 90 immigration checkpoint", "USBP", "state-route-90-checkpoint"),
        ("retén La Coma", "SEDENA", "puesto-militar-la-coma"),
        ("Rio Bravo, Texas", "USBP", "gn-4722831"),
        ("Río Bravo, Tamaulipas", "SEDENA", "gn-3520271"),
        ("El Centro", "USBP", "gn-5345609"),
        ("Garceño, Texas", "USBP", "garceno-tx"),
        ("mile marker 29 on Interstate 35", "USBP", "post-i-35-tx-mile-29"),
        ("Sector Tucson", "USBP", "tucson-sector"),
        ("Hidalgo County", "Texas DPS", "cty-48215"),
        ("Garita II de Mexicali", "ANAM", "calexico-east-crossing"),
        ("Cross Border Xpress", "CBP", "cross-border-xpress-port"),
        ("garita del kilómetro 30, Ciudad Juárez", "ANAM", "garita-del-kilometro-30-ciudad-juarez"),
        ("Precos de Benjamín Hill", "SEDENA", "puesto-militar-de-seguridad-estrategico-querobabi"),
        ("retén de Ojos Negros", "SEDENA", "ojos-negros-bcn"),
        ("municipio de San Quintín, B.C.", "SEDENA", "san-quintin-municipality-bcn"),
        ("San Antonio Station", "USBP", "san-antonio-station-tx"),
        ("Boquillas del Carmen, Ocampo, Coahuila", "SEDENA", "boquillas-del-carmen-coa"),
        ("puente de las Américas, Nuevo Laredo", "GN", "gn-3522551"),
        ("Ciudad Frontera", "GN", "gn-3980180"),
        ("La Presa, Tijuana", "GN", "gn-3981609"),
        ("aeropuerto internacional de Tijuana", "FGR", "tijuana-airport-bcn"),
        ("Escobedo, Nuevo León", "GN", "gn-4005867"),
    ],
)
def test_words_that_people_use_lead_to_their_place(
    gazetteer: Gazetteer, text: str, context: str, place_id: str
) -> None:
    assert gazetteer.match(text, context=context).place_id == place_id


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("U.S. Highway 90 between Del Rio and Comstock", "Del Rio – Comstock"),
        ("carretera federal 2, tramo Sonoyta-Caborca, km 200", "Sonoyta – Caborca"),
    ],
)
def test_a_stretch_of_road_is_no_sharper_than_its_ends(gazetteer: Gazetteer, text: str, name: str) -> None:
    match = gazetteer.match(text)
    assert (match.matched_name, match.method) == (name, "between places")


@pytest.mark.parametrize(
    "text",
    ["Allende", "Hidalgo, Tamaulipas", "Tepic", "Puente II", "Garita I", "Puerta México", "Interstate 8 checkpoint",
     "garita de Tijuana", "Hidalgo County"],
)
def test_names_that_fit_several_places_equally_are_a_choice(gazetteer: Gazetteer, text: str) -> None:
    match = gazetteer.match(text)
    assert match.status == "ambiguous"
    assert len(match.candidates.split("; ")) > 1
    assert isnan(match.lon)


@pytest.mark.skipif(not (SHARED / "facts/seizures.csv").is_file(), reason="the shared facts are not beside the project")
def test_the_known_cases_are_placed_right() -> None:
    with (SHARED / "facts/seizures.csv").open(encoding="utf-8") as file:
        rows = {(row["case_id"], row["place_text"]): row for row in csv.DictReader(file) if row["expected_lat"]}
    cases = list(rows.values())
    matches = load_gazetteer().match_places(
        pd.Series([case["place_text"] for case in cases]), pd.Series([case["agency"] for case in cases])
    )
    resolved = right = 0
    for case, match in zip(cases, matches.itertuples(), strict=True):
        if match.status == "resolved":
            metres = GEOD.inv(match.lon, match.lat, float(case["expected_lon"]), float(case["expected_lat"]))[2]
            tolerance = float(case["tolerance_km"] or 5)
            resolved += 1
            right += metres / 1000 <= tolerance + min(match.radius_km, tolerance)
    assert resolved / len(cases) >= 0.92
    assert right / resolved >= 0.97


def test_texts_in_the_ways_of_agencies_and_papers_are_placed_right_or_left_alone(gazetteer: Gazetteer) -> None:
    cases = pd.read_csv(Path(__file__).with_name("place_texts.csv"), keep_default_na=False)
    matches = gazetteer.match_places(cases["text"], cases["agency"])
    placed = (cases["status"] == "resolved") & (matches["status"] == "resolved")
    points, expected = matches[placed], cases[placed].astype({"lon": float, "lat": float, "tolerance_km": float})
    km = GEOD.inv(points["lon"], points["lat"], expected["lon"], expected["lat"])[2] / 1000
    right = km <= expected["tolerance_km"] + np.minimum(points["radius_km"], expected["tolerance_km"])
    guessed = (cases["status"] != "resolved") & (matches["status"] == "resolved")
    assert placed.sum() / (cases["status"] == "resolved").sum() >= 0.97
    assert right.mean() >= 0.98
    assert cases.loc[guessed, "text"].tolist() == []
