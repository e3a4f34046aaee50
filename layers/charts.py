"""The charts beside the map: events by period and commodity, and by place or agency.

Their data are CSV inside the chart, for these travel at each filter step: an Arrow table takes twice as many bytes, a
frame six times. Periods are days in UTC, so that no time zone moves them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal
from urllib.parse import quote

import altair as alt
import pandas as pd

from geo.atlas import Atlas
from geo.summary import (
    chart_groups,
    count_by_agency,
    count_by_period,
    count_by_place,
)
from geo.view import View
from geo.words import _
from layers.vocabulary import group_labels

HEIGHT = 300
"""Pixels of a chart, its legend included."""

UNITS = {"month": "utcyearmonth", "quarter": "utcyearquarter", "year": "utcyear"}
"""Unit of the periods, and what Vega-Lite calls it."""

COLUMNS = alt.ExprRef("width < 420 ? 2 : 4")
"""Columns of the legend: as many as its names have room for, on a phone two."""

NEUTRAL, INK = "#7A746A", "#5F5A52"
"""Colours of bars that are no commodity, and of names and numbers."""


def view_periods(atlas: Atlas, view: View) -> tuple[alt.Chart | None, str]:
    """Return the chart of the events of `view` by period, null where no month is known, and its unit."""
    counts, unit = count_by_period(atlas, view)
    return (None if counts.empty else period_chart(counts, unit, atlas)), unit


def view_ranking(atlas: Atlas, view: View, kind: str) -> tuple[alt.Chart | None, dict[str, str]]:
    """Return the chart of the places or agencies with most events, null for none, and the code of each name."""
    ranking = (count_by_agency if kind == "agency" else count_by_place)(atlas, view)
    codes = dict(zip(ranking["name"], ranking["code"], strict=True))
    return (None if ranking.empty else ranking_chart(ranking)), codes


def period_chart(counts: pd.DataFrame, unit: str, atlas: Atlas) -> alt.Chart:
    """Return bars of `geo.summary.count_by_period`, stacked by commodity in the colours of the map.

    Clicking a bar selects its period, as the parameter `period`.
    """
    titles = {
        "month": _("Events by month and commodity"),
        "quarter": _("Events by quarter and commodity"),
        "year": _("Events by year and commodity"),
    }
    groups = chart_groups(atlas.commodities).drop_duplicates("group")
    groups = groups[groups["group"].isin(counts["group"])]
    labels = group_labels(atlas)
    names = {group: labels[group] for group in groups["group"]}
    table = counts.pivot(index="period", columns="group", values="events")[list(names)].rename(columns=names)
    table = table.reset_index().assign(period=table.index.to_series().dt.strftime("%Y-%m").to_numpy())
    data = inline_csv(table, {"period": "utc:'%Y-%m'"} | dict.fromkeys(names.values(), "number"))
    scale = alt.Scale(domain=list(names.values()), range=list(groups["colour"]))
    bars = alt.Chart(data, height=HEIGHT, title=titles[unit]).mark_bar().add_params(_click("period", "x"))
    bars = bars.transform_fold(list(names.values()), as_=["commodity", "events"])
    return _encode(
        bars,
        x=alt.X(f"{UNITS[unit]}(period):T", title=None, axis=alt.Axis(labelColor=INK)),
        y=alt.Y("events:Q", title=None, axis=alt.Axis(tickMinStep=1, labelColor=INK)),
        color=alt.Color("commodity:N", scale=scale, legend=_legend()),
    )


def ranking_chart(ranking: pd.DataFrame) -> alt.Chart:
    """Return bars of a ranking of `geo.summary`: code, name and number of events, most first.

    Clicking a bar selects it, as the parameter `bar`.
    """
    data = inline_csv(ranking[["name", "events"]], {"events": "number"})
    bars = alt.Chart(data, height=HEIGHT).mark_bar(color=NEUTRAL).add_params(_click("bar", "y"))
    return _encode(
        bars,
        x=alt.X("events:Q", title=None, axis=alt.Axis(tickMinStep=1, labelColor=INK)),
        y=alt.Y("name:N", sort=None, title=None, axis=alt.Axis(labelLimit=200, labelColor=INK)),
    )


def inline_csv(table: pd.DataFrame, parse: dict[str, str]) -> alt.UrlData:
    """Return `table` as data of a chart; `parse` says how Vega reads each column that is no text.

    It is an address that holds its data, which the app leaves as they are; values it would turn into Arrow.
    """
    text = quote(table.to_csv(index=False, float_format="%d", lineterminator="\n"), safe=" ,:()&'\"")
    return alt.UrlData(f"data:text/csv,{text}", format=alt.CsvDataFormat(type="csv", parse=parse))


def clicked_period(bars: Sequence[Mapping[str, Any]], unit: str) -> tuple[date | None, date | None]:
    """Return first and last day of the clicked bar of `period_chart`, null for a click beside the bars."""
    if not bars:
        return None, None
    first = pd.Timestamp(bars[0][f"{UNITS[unit]}_period"], unit="ms")
    return first.date(), first.to_period(unit[0].upper()).end_time.date()


def _click(name: str, channel: Literal["x", "y"]) -> alt.Parameter:
    parameter: alt.Parameter = alt.selection_point(name=name, encodings=[channel])
    return parameter


def _legend() -> alt.Legend:
    """Return a legend below the bars, small enough for a phone to show all of it."""
    return alt.Legend(title=None, orient="bottom", columns=COLUMNS, columnPadding=8, offset=8, labelFontSize=12,
                      labelColor=INK)  # fmt: skip


def _encode(bars: Any, **channels: Any) -> alt.Chart:
    chart: alt.Chart = bars.encode(**channels)
    return chart


def period_filters(chosen: Any, unit: str) -> dict[str, date | None]:
    """Return the filters for the bar of `period_chart` that the app says is chosen; beside the bars the dates open."""
    first, last = clicked_period(chosen.selection["period"], unit)
    return {"from": first, "to": last}


def bar_filters(chosen: Any, kind: str, codes: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the filter `kind` for the bar of `ranking_chart` that the app says is chosen; clear beside the bars."""
    return {kind: [codes[bar["name"]] for bar in chosen.selection["bar"] if codes.get(bar["name"])]}
