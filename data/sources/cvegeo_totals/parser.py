"""Municipal tables by CVEGEO, in INEGI's and SESNSP's style, as totals by municipality and year or month."""

from __future__ import annotations

import re

import pandas as pd

from data.sources import Layout, Parsed
from data.vocab import load_vocab
from geo.fiscal import calendar_periods
from geo.keys import is_known
from geo.measures import convert_columns, unit_codes, unit_factors
from geo.numbers import find_decimal, read_numbers
from geo.rejects import join_rejects, set_aside
from geo.vocab import fold, index_codes
from geo.words import _

MEASURES = [f"measure_{number}" for number in range(1, 7)]
MONTHS = [f"m{number}" for number in range(1, 13)]
CVEGEO = re.compile(r"(?:0[1-9]|[12]\d|3[0-2])\d{3}")


def parse(rows: pd.DataFrame, layout: Layout) -> Parsed:
    """Return one total for each figure given: twelve a row in the layout by month, where a blank month is none."""
    rows = rows.assign(**{name: "" for name in (*MEASURES, "state_code", "month") if name not in rows})
    checked, rejects = _check(_placed(rows.assign(measure=_measure(rows))), layout)
    figures, left = _monthly(checked) if layout.name == "incidence_by_month" else _single(checked)
    start, end = calendar_periods(figures["fiscal_year"], figures["month"])
    totals = figures.assign(
        source_id=layout.source_id, period_start=start, period_end=end, office=figures["cvegeo"],
        office_kind=layout.card["office_kind"], region="", land_filter="", vintage="", revised=False, agency_code="",
    )  # fmt: skip
    return Parsed(totals=totals[COLUMNS], rejects=join_rejects([*rejects, *left]))


COLUMNS = ["row_id", "source_id", "period_start", "period_end", "fiscal_year", "month", "office", "office_kind",
           "region", "land_filter", "agency_code", "commodity_code", "commodity_reported", "events", "quantity_kg",
           "quantity_lb", "measure", "vintage", "revised"]  # fmt: skip


def _measure(rows: pd.DataFrame) -> pd.Series:
    """What the figures of a row count, from the coarsest word to the finest, each said once."""
    number = rows.groupby(MEASURES, sort=False).ngroup().to_numpy()
    said = rows[MEASURES].drop_duplicates().to_numpy().tolist()
    joined = [" · ".join(dict.fromkeys(word.strip() for word in words if word.strip())) for words in said]
    return pd.Series(pd.array(joined, dtype="str").take(number), index=rows.index)


def _placed(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the five-digit code, the year and the month; null where a cell is none."""
    code = rows["cvegeo"].str.strip()
    code = code.where(~code.str.fullmatch(r"\d{4}"), "0" + code)
    state = rows["state_code"].str.strip()
    fits = code.str.fullmatch(CVEGEO) & ((state == "") | (code.str[:2] == state.str.zfill(2)))
    names = index_codes(load_vocab("months"))
    months = {word: names.get(fold(word), word.strip()) for word in rows["month"].unique()}
    month = pd.to_numeric(rows["month"].map(months), errors="coerce")
    return rows.assign(
        said_cvegeo=rows["cvegeo"], cvegeo=code.where(fits), said_month=rows["month"],
        fiscal_year=pd.to_numeric(rows["year"].str.strip().where(rows["year"].str.strip().str.fullmatch(r"(?:19|20)\d\d"))
                                  ).astype("Int64"),
        month=month.where(month.isin(range(1, 13))).astype("Int64"),
    )  # fmt: skip


def _check(rows: pd.DataFrame, layout: Layout) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    bad_month = rows["month"].isna() & (rows["said_month"].str.strip() != "")
    rejects = []
    for column, bad, reported, reason in (
        ("cvegeo", rows["cvegeo"].isna(), "said_cvegeo", _("not a municipality code: five digits, and of its state")),
        ("year", rows["fiscal_year"].isna(), "year", _("not a year")),
        ("month", bad_month, "said_month", _("not the name or number of a month")),
    ):
        theirs = {**layout.columns, **layout.optional}.get(column, (column,))[0]
        rows, left = set_aside(rows, bad.reindex(rows.index), stage="normalise", column=theirs, reported=reported,
                               reason=reason)  # fmt: skip
        rejects.append(left)
    return rows, rejects


def _monthly(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    keys = ["row_id", "cvegeo", "fiscal_year", "measure"]
    long = rows[[*keys, *MONTHS]].melt(keys, var_name="month", value_name="said")
    given = long[long["said"].str.strip() != ""]
    given = given.assign(month=given["month"].str[1:].astype("Int64"),
                         events=read_numbers(given["said"], whole=True).astype("Int64"))  # fmt: skip
    kept, left = set_aside(given, given["events"].isna(), stage="normalise", column="month", reported="said",
                           reason=_("not a whole number of zero or more"))  # fmt: skip
    empty = rows[~is_known(rows["row_id"], given["row_id"])].assign(said="")
    blank = pd.Series(True, index=empty.index)
    rejects = set_aside(empty, blank, stage="parse", column="month", reported="said", reason=_("no figure is given"))[1]
    kept = kept.assign(quantity_kg=float("nan"), quantity_lb=float("nan"), commodity_code="", commodity_reported="")
    return kept, [left, rejects]


def _single(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[pd.DataFrame]]:
    words = index_codes(load_vocab("commodities"))
    units = load_vocab("units")
    given = rows["quantity"].str.strip() != ""
    codes = unit_codes(rows["unit"], units)
    amounts = read_numbers(rows["quantity"], decimal=find_decimal(rows["quantity"]))
    kg = convert_columns(amounts, codes, units)["quantity_kg"]
    named = rows["commodity"].map({word: words.get(fold(word)) for word in rows["commodity"].unique()}).astype(object)
    counted = read_numbers(rows["events"], whole=True).astype("Int64")
    read = rows.assign(commodity_code=named.where(rows["commodity"].str.strip() != "", ""), quantity_kg=kg,
                       said_events=rows["events"], events=counted, commodity_reported=rows["commodity"],
                       quantity_lb=kg / unit_factors(units)["lb"])  # fmt: skip
    rejects = []
    for column, bad, reported, reason in (
        ("commodity", read["commodity_code"].isna(), "commodity", _("not a listed commodity")),
        ("quantity", given & amounts.isna(), "quantity", _("not a number of zero or more")),
        ("unit", given & kg.isna(), "unit", _("not a unit of mass")),
        ("events", counted.isna() & (rows["events"].str.strip() != ""), "said_events", _("not a whole number")),
        ("events", counted.isna() & kg.isna(), "said_events", _("no figure is given")),
    ):
        read, left = set_aside(read, bad.reindex(read.index), stage="normalise", column=column, reported=reported,
                               reason=reason)  # fmt: skip
        rejects.append(left)
    return read, rejects
