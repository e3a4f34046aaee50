"""What the curated tables on plazas, claims, persons and actions must keep."""

from __future__ import annotations

import hashlib
import re

import pandas as pd
import pytest

from data.curated import read_curated
from geo.schema import CLAIM_STATUSES, LEGAL_STATUSES, PLAZA_KINDS, SOURCE_TIERS

KEYS = {
    "plazas": "plaza_id",
    "plaza_claims": "claim_id",
    "person_claims": "person_claim_id",
    "organizations": "organization_code",
    "actions": "action_id",
    "sources_plazas": "source_id",
}
DATES = {
    "plaza_claims": ["valid_from", "valid_to", "source_date"],
    "person_claims": ["status_date", "source_date"],
    "actions": ["date", "source_date"],
    "sources_plazas": ["published"],
}
ACTION_KINDS = {
    "indictment", "warrant", "sanction", "reward", "arrest", "operation", "extradition", "plea", "hearing",
    "conviction", "sentence", "designation",
}  # fmt: skip


@pytest.mark.parametrize("name", KEYS)
def test_ids_are_unique_filled_and_sorted(name: str) -> None:
    ids = read_curated(name)[KEYS[name]]
    assert ids.is_unique and (ids != "").all()
    assert ids.tolist() == sorted(ids)


@pytest.mark.parametrize("name", ["plazas", "plaza_claims", "person_claims", "organizations", "actions"])
def test_every_row_has_a_source(name: str) -> None:
    assert set(read_curated(name)["source_id"]) <= set(read_curated("sources_plazas")["source_id"])


@pytest.mark.parametrize("name", ["plaza_claims", "person_claims", "actions"])
def test_every_plaza_and_organization_named_exists(name: str) -> None:
    table = read_curated(name)
    empty = {""} if name == "actions" else set()
    assert set(table["plaza_id"]) <= set(read_curated("plazas")["plaza_id"]) | empty
    assert set(table["organization_code"]) <= set(read_curated("organizations")["organization_code"]) | {""}


def test_every_plaza_has_a_claim_and_every_parent_exists() -> None:
    assert set(read_curated("plazas")["plaza_id"]) == set(read_curated("plaza_claims")["plaza_id"])
    organizations = read_curated("organizations")
    assert set(organizations["parent_code"]) - {""} <= set(organizations["organization_code"])


def test_a_source_id_comes_from_its_url() -> None:
    sources = read_curated("sources_plazas")
    assert sources["url"].str.match(r"https?://").all()
    assert sources["tier"].isin(SOURCE_TIERS).all()
    digests = [f"src-{hashlib.sha256(url.encode()).hexdigest()[:10]}" for url in sources["url"]]
    assert sources["source_id"].tolist() == digests


def test_municipalities_are_five_digits() -> None:
    for listed in read_curated("plazas")["municipalities"]:
        assert re.fullmatch(r"\d{5}(; \d{5})*", listed), listed


@pytest.mark.parametrize(("name", "column", "words"), [
    ("plazas", "kind", PLAZA_KINDS),
    ("plaza_claims", "status", CLAIM_STATUSES),
    ("person_claims", "legal_status", LEGAL_STATUSES),
    ("actions", "kind", ACTION_KINDS),
    ("actions", "date_precision", ("day", "month", "year", "unknown")),
])  # fmt: skip
def test_words_are_listed_ones(name: str, column: str, words: tuple[str, ...]) -> None:
    assert set(read_curated(name)[column]) <= set(words)


@pytest.mark.parametrize("name", DATES)
def test_a_date_is_a_whole_day_or_empty(name: str) -> None:
    table = read_curated(name)
    for column in DATES[name]:
        dated = table.loc[table[column] != "", column]
        assert dated.str.fullmatch(r"\d{4}-\d\d-\d\d").all(), column
        assert pd.to_datetime(dated, format="%Y-%m-%d").notna().all()


def test_no_claim_ends_before_it_starts() -> None:
    claims = read_curated("plaza_claims").query("valid_from != '' and valid_to != ''")
    assert (claims["valid_from"] <= claims["valid_to"]).all()


def test_a_person_is_named_only_with_the_agency_or_court_that_names_him() -> None:
    us = r"U\.S\.|FBI|DEA|CBP|ICE"
    persons = read_curated("person_claims")
    assert persons["named_by"].str.contains(us).all()
    named = read_curated("actions").query("person != ''")
    agencies = rf"{us}|OFAC|DOJ|State|HSI|DHS|USBP|California court|US warrant|Marshals"
    assert (named["agency"].str.contains(agencies) | named["court"].str.contains(r"[SNEWD]\. ?D?\.? ?")).all()


def test_one_person_stands_once_per_plaza_and_source() -> None:
    assert not read_curated("person_claims").duplicated(["plaza_id", "name", "source_id"]).any()


def test_the_two_contradicting_claims_on_nogales_stand_side_by_side() -> None:
    persons = read_curated("person_claims").query("plaza_id == 'nogales'")
    pairs = set(zip(persons["name"], persons["named_by"], persons["legal_status"], strict=True))
    assert ("Juan Carlos Morgan Huerta", "U.S. Treasury (OFAC)", "designated") in pairs
    assert ("Sergio Valenzuela Valenzuela", "CBP", "indicted") in pairs
    claims = read_curated("plaza_claims").query("plaza_id == 'nogales' and status == 'controlled'")
    assert {"2023-11-07", "2024-04-10"} <= set(claims["valid_from"])
    assert (claims.query("valid_from == '2023-11-07'")["hedge"] == "alleged").all()


def test_the_name_of_a_person_no_us_body_names_is_dropped_from_an_action() -> None:
    action = read_curated("actions").set_index("action_id").loc["ea085"]
    assert action["agency"] == "Mexican federal forces; Mexican federal judge"
    assert action["person"] == ""
    assert action["summary"].startswith("A person")
