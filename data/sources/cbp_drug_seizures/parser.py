"""CBP's monthly drug seizure statistics, nationwide and Air and Marine, as totals by office; never as points."""

from __future__ import annotations

import pandas as pd

from data.sources import Layout, Parsed
from data.vocab import load_vocab
from geo.fiscal import fiscal_periods
from geo.measures import unit_factors
from geo.numbers import read_numbers
from geo.rejects import join_rejects, set_aside
from geo.vocab import fold, index_codes
from geo.words import _

FISCAL_YEAR = r"(20\d\d)(?: \(FYTD\))?"
FOOTNOTE = " *"


def parse(rows: pd.DataFrame, layout: Layout) -> Parsed:
    """Return one total a row; its key and vintage are left for the whole file to tell."""
    card = layout.card
    table = pd.DataFrame({
        "row_id": rows["row_id"],
        "fiscal_year": rows["fiscal_year"].str.strip().str.extract(f"^{FISCAL_YEAR}$")[0].astype("Int64"),
        "is_running": rows["fiscal_year"].str.contains("FYTD", regex=False),
        "month": _codes(rows["month"], load_vocab("months")).astype("Int64"),
        "agency_code": _codes(rows["component"], load_vocab("agencies")),
        "region": _listed(rows["region"], card["regions"]),
        "land_filter": _listed(rows["land_filter"], card["land_filters"]),
        "office": rows["office"].str.strip().mask(rows["office"].str.strip() == ""),
        "commodity_code": _codes(rows["commodity"], load_vocab("commodities")),
        "commodity_reported": rows["commodity"],
        "events": read_numbers(rows["events"], whole=True).astype("Int64"),
        "quantity_lb": read_numbers(rows["quantity"]),
    })  # fmt: skip
    kept, rejects = table.join(rows.drop(columns=["row_id"]).add_prefix("said_")), []
    for column, said, theirs, reason in _checks(layout):
        kept, left = set_aside(kept, kept[column].isna(), stage="normalise", column=theirs, reported=f"said_{said}",
                               reason=reason)  # fmt: skip
        rejects.append(left)
    start, end = fiscal_periods(kept["fiscal_year"], kept["month"], first_month=int(card["fiscal_year_starts"]))
    pound = unit_factors(load_vocab("units"))["lb"]
    totals = kept[list(table.columns)].assign(
        source_id=layout.source_id, period_start=start, period_end=end, measure=card["measure"], vintage="",
        office_kind=kept["agency_code"].map(card["office_kinds"]), quantity_kg=kept["quantity_lb"] * pound,
        revised=False,
    ).astype({"agency_code": "str", "commodity_code": "str", "office_kind": "str"})  # fmt: skip
    return Parsed(totals=totals, rejects=join_rejects(rejects))


def _checks(layout: Layout) -> list[tuple[str, str, str, str]]:
    unlisted = _("not a listed value: add it to the card or the vocabulary")
    reasons = {
        "fiscal_year": ("fiscal_year", _("not a fiscal year such as 2026 or 2026 (FYTD)")),
        "month": ("month", _("not the name of a month")),
        "agency_code": ("component", unlisted),
        "region": ("region", unlisted),
        "land_filter": ("land_filter", unlisted),
        "office": ("office", _("no office is named")),
        "commodity_code": ("commodity", unlisted),
        "events": ("events", _("not a whole number of zero or more")),
        "quantity_lb": ("quantity", _("not a number of zero or more")),
    }
    return [(column, said, layout.columns[said][0], reason) for column, (said, reason) in reasons.items()]


def _codes(words: pd.Series, vocab: pd.DataFrame) -> pd.Series:
    index = index_codes(vocab)
    return words.map({word: index.get(fold(word.rstrip(FOOTNOTE))) for word in words.unique()}).astype(object)


def _listed(words: pd.Series, listed: list[str]) -> pd.Series:
    return words.str.strip().where(words.str.strip().isin(listed))
