"""UNODC's Individual Drug Seizures: one record a row, with the publisher's substances mapped to our commodities."""

from __future__ import annotations

import pandas as pd

from data.sources import Layout, Parsed, read_words
from geo.records import fill_records
from geo.rejects import join_rejects, set_aside
from geo.vocab import fold
from geo.words import _


def parse(rows: pd.DataFrame, layout: Layout) -> Parsed:
    """Return the records of seizures in the countries of the card; others, and unlisted substances, are set aside."""
    countries = layout.card["countries"]
    commodities = _word_map("commodities")
    conveyances = _word_map("conveyances")
    here, abroad = set_aside(
        rows, ~rows["iso3"].str.strip().isin(countries), stage="parse", column="ISO3", reported="iso3",
        reason=_("seized outside the United States and Mexico: the atlas has no place for it"),
    )  # fmt: skip
    named, unlisted = set_aside(
        here, ~here["commodity"].map(fold).isin(commodities), stage="normalise", column="Drug/Substance",
        reported="commodity", reason=_("not a listed substance: add it in data/sources/unodc_ids/commodities.csv"),
    )  # fmt: skip
    country = named["iso3"].str.strip().map(countries)
    place = named["city"].str.strip() + ", " + named["region"].str.strip()
    records = pd.DataFrame({
        "row_id": named["row_id"], "digest": named["digest"], "date": named["date"],
        "place": (place.str.strip(", ") + ", " + country).str.strip(", "), "context": country,
        "commodity": named["commodity"], "commodity_code": named["commodity"].map(fold).map(commodities),
        "quantity": named["quantity"].str.strip(), "unit": named["unit"].str.strip(),
        "conveyance": named["conveyance"], "conveyance_code": named["conveyance"].map(fold).map(conveyances).fillna(""),
        "note": named["location"].str.strip(), "date_basis": "dataset",
    })  # fmt: skip
    return Parsed(records=fill_records(records), rejects=join_rejects([abroad, unlisted]))


def _word_map(name: str) -> dict[str, str]:
    words = read_words("unodc_ids", name)
    return {fold(reported): code for reported, code in zip(words.iloc[:, 0], words.iloc[:, 1], strict=True)}
