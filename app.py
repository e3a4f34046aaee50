"""The app: filters, the map document, figures, charts and the table of one View, which is also the address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import partial
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from data.store import load_atlas
from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.summary import (
    Figures,
    count_by_agency,
    count_by_period,
    count_by_place,
    summarise,
)
from geo.view import LISTS, View
from geo.words import _
from layers.assets import read_host
from layers.atlas_map import MapOptions, build_map, render_document
from layers.charts import UNITS, period_chart, ranking_chart
from layers.export import file_bytes, format_words
from layers.payload import describe_atlas
from layers.vocabulary import filter_words

TILES = (None, "OpenStreetMap", "CartoDB positron")
Known = Mapping[str, Mapping[str, str]]

show_frame = st.components.v2.component(
    "plaza_atlas_frame",
    html=f'<div id="atlas-frame" aria-label="{_("Map of plazas, ports and seizures")}"></div>',
    css=read_host("frame.css"),
    js=read_host("frame.js"),
)
show_table = st.components.v2.component(
    "plaza_atlas_table", html="<div id=atlas-table></div>", css=read_host("table.css"), js=read_host("table.js")
)
send_view = st.components.v2.component("plaza_atlas_messenger", js=read_host("messenger.js"))


@st.cache_resource(show_spinner=_("Opening the atlas; the first start builds its tables …"))
def open_atlas() -> Atlas:
    """Return the atlas of the store, read once for all readers."""
    return load_atlas()


@st.cache_resource(show_spinner=_("Drawing the map …"), max_entries=4)
def document_bytes(digest: str, tiles: str | None, _atlas: Atlas) -> bytes:
    """Return the map document of all events, made once for each `digest` and tile basemap."""
    return render_document(build_map(_atlas, View(), MapOptions(tiles=tiles))).encode("utf-8")


@st.cache_resource(max_entries=2)
def known_words(digest: str, _atlas: Atlas) -> Known:
    """Return code and label of what each filter offers."""
    return filter_words(_atlas)


def plain_text(text: str) -> str:
    """Return `text` so that Markdown shows it as it is; parts of the address come from anyone."""
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def fill_filters(view: View) -> None:
    """Put `view` into the filters, before they are drawn; a filter that has its value is not sent again."""
    values: dict[str, Any] = {key: list(getattr(view, name)) for key, name in LISTS.items()}
    values |= {"from": view.date_from, "to": view.date_to, "undated": view.undated, "size": view.size}
    empty: dict[str, Any] = {"from": None, "to": None, "undated": None, "size": "count"}
    for key, value in values.items():
        if st.session_state.get(key, empty.get(key, [])) != value:
            st.session_state[key] = value


def read_address(known: Known) -> list[str]:
    """Open the filters with the address, once; return a sentence for each parameter without meaning."""
    if "undated" in st.session_state:
        return []
    view, problems = View.from_query(st.query_params.to_dict(), known)
    fill_filters(view)
    return problems


def take_map_view(known: Known) -> None:
    """Put what the reader chose in the map into the filters."""
    given = st.session_state["messenger"].get("view")
    if not isinstance(given, dict):
        return
    query = {key: ",".join(map(str, given.get(key) or [])) for key in LISTS}
    query |= {key: str(given.get(key) or "") for key in ("from", "to")}
    query |= {"undated": "1" if given.get("undated", True) else "0", "size": str(given.get("size", "count"))}
    fill_filters(View.from_query(query, known)[0])


def read_filters(known: Known) -> tuple[View, list[str]]:
    """Draw the filters and return their view."""
    limits: dict[str, Any] = {"value": None, "min_value": date.min, "max_value": date.max, "format": "YYYY-MM-DD"}
    st.date_input(_("First day"), key="from", **limits)
    st.date_input(_("Last day"), key="to", **limits)
    labels = {
        "commodity": _("Commodity"), "agency": _("Agency"), "plaza": _("Plaza (inside or facing)"),
        "port": _("Port or crossing"), "place": _("Place"), "precision": _("Precision of the place"),
    }  # fmt: skip
    for key, label in labels.items():
        st.multiselect(label, list(known[key]), key=key, format_func=known[key].__getitem__, placeholder=_("All"))
    st.toggle(_("Show undated events"), key="undated")
    kg = {code: _("kg of {name}").format(name=name) for code, name in known["commodity"].items()}
    sizes = {"count": _("number of events")} | kg
    st.selectbox(_("Symbol size"), list(sizes), key="size", format_func=sizes.__getitem__)
    st.button(_("Clear all filters"), on_click=fill_filters, args=(View(),))
    state = st.session_state
    query = {key: ",".join(state[key]) for key in LISTS}
    query |= {key: state[key].isoformat() for key in ("from", "to") if state[key]}
    query |= {"undated": str(int(state["undated"])), "size": state["size"]}
    return View.from_query(query, known)


def show_figures(found: Figures, known: Known) -> None:
    """Draw the row of four figures, as one element so that little travels."""
    names = known["commodity"]
    weights = [(names.get(code, code), f"{kg:,.0f}\u202fkg") for code, kg in found.weights_kg.items()]
    first, *others = weights or [("", "–")]
    left = {
        _("{n} undated excluded"): found.undated_out,
        _("{n} not placed"): found.unplaced,
        _("{n} set aside"): found.rejects,
    }
    texts = (
        (_("Events"), f"{found.events:,}", _("{n} undated").format(n=f"{found.undated:,}")),
        (_("Places"), f"{found.places:,}", ""),
        (_("Weight · {name}").format(name=first[0]), first[1], " · ".join(map(" ".join, others[:4]))),
        (_("Left out"), f"{found.undated_out + found.unplaced:,}",
         " · ".join(text.format(n=f"{count:,}") for text, count in left.items() if count) or _("nothing")),
    )  # fmt: skip
    cells = [f"<div><p>{escape(a)}</p><h4>{escape(b)}</h4><p>{escape(c)}</p></div>" for a, b, c in texts]
    st.html(f"<div class=figures>{''.join(cells)}</div>")


def show_charts(atlas: Atlas, view: View) -> None:
    """Draw the counts by period and commodity, and by place or agency; a click on a bar is a filter."""
    left, right = st.columns(2)
    with left:
        counts, unit = count_by_period(atlas, view)
        if counts.empty:
            st.info(_("No event with a known month here; widen the dates or clear a filter."))
        else:
            st.altair_chart(period_chart(counts, unit, atlas), key="periods", selection_mode="period",
                            on_select=lambda: take_period(unit))  # fmt: skip
    with right:
        kinds = {"place": (_("By place"), count_by_place), "agency": (_("By agency"), count_by_agency)}
        chosen = st.segmented_control(
            _("Most events"), list(kinds), default="place", required=True, format_func=lambda kind: kinds[kind][0],
            key="ranking",
        )  # fmt: skip
        ranking = kinds[chosen][1](atlas, view)
        if ranking.empty:
            st.info(_("No placed event here; widen the dates or clear a filter."))
        else:
            codes = dict(zip(ranking["name"], ranking["code"], strict=True))
            st.altair_chart(ranking_chart(ranking), key="bars", selection_mode="bar",
                            on_select=lambda: take_bar(chosen, codes))  # fmt: skip


def take_period(unit: str) -> None:
    """Put the period of the clicked bar into the filters; a click beside the bars opens the dates again."""
    bars = st.session_state["periods"].selection["period"]
    first = pd.Timestamp(bars[0][f"{UNITS[unit]}_period"], unit="ms") if bars else None
    last = first.to_period(unit[0].upper()).end_time if first else None
    st.session_state["from"], st.session_state["to"] = (day.date() if day else None for day in (first, last))


def take_bar(key: str, codes: Mapping[str, str]) -> None:
    """Put the clicked place or agency into its filter; a click beside the bars clears it."""
    bars = st.session_state["bars"].selection["bar"]
    st.session_state[key] = [codes[bar["name"]] for bar in bars if codes.get(bar["name"])]


def show_downloads(atlas: Atlas, view: View) -> None:
    """Draw the download buttons; a file is made when its button is pressed."""
    st.caption(_("Files of the events of this view, with their sources and how to cite."))
    with st.container(horizontal=True):
        for suffix, (label, mime) in format_words().items():
            st.download_button(label, partial(file_bytes, atlas, view, suffix), f"plaza-atlas.{suffix}", mime,
                               on_click="ignore", key=suffix, icon=":material/download:")  # fmt: skip


def choose_basemap() -> None:
    """Offer tile basemaps for the map here; kept apart from its widget, which is drawn in an open tab only."""
    state, own = st.session_state, _("own, without network")
    chosen = TILES.index(state.get("basemap"))
    st.selectbox(
        _("Basemap of the map here; tiles are asked from the network"), TILES, chosen, key="tiles",
        format_func=lambda name: name or own, on_change=lambda: state.update(basemap=state["tiles"]),
    )  # fmt: skip


def show_sources(atlas: Atlas) -> None:
    """Draw the sources and what was set aside."""
    st.subheader(_("Sources"))
    columns = ["publisher", "published", "tier", "licence", "url"]
    st.dataframe(atlas.sources[columns].sort_values(["publisher", "published"]), hide_index=True, column_config={
        "url": st.column_config.LinkColumn(_("Address")), "published": st.column_config.DateColumn(_("Published")),
        "publisher": _("Publisher"), "tier": _("Kind"), "licence": _("Licence"),
    })  # fmt: skip
    st.subheader(_("Set aside or not placed"))
    st.dataframe(atlas.rejects, hide_index=True)


def show_atlas(atlas: Atlas) -> None:
    """Draw the page."""
    known = known_words(atlas.digest, atlas)
    problems = read_address(known)
    with st.sidebar:
        view, unread = read_filters(known)
        send_view(key="messenger", data=view.to_query(), on_view_change=lambda: take_map_view(known), height=1)
    for problem in problems + unread:
        st.warning(plain_text(problem))
    st.query_params.from_dict(view.to_query())
    found = summarise(atlas, view)
    events, export, sources = st.tabs([_("Events"), _("Export"), _("Sources")], on_change="rerun", key="tab")
    with events:
        show_figures(found, known)
        show_frame(key="frame", data=document_bytes(atlas.digest, st.session_state.get("basemap"), atlas))
        show_charts(atlas, view)
        show_table(key="table")
        geometry_note = _("Plaza and crossing are geometry only; no event is linked to an organisation or a person.")
        st.caption(describe_atlas(atlas)["bias_note"] + " " + geometry_note)
    if export.open:
        with export:
            show_downloads(atlas, view)
            choose_basemap()
    if sources.open:
        with sources:
            show_sources(atlas)


def main() -> None:
    """Draw the app; what the reader can mend is a sentence, not a traceback."""
    st.set_page_config(page_title="Plaza Atlas", layout="wide")
    st.html(f"<style>{read_host('page.css')}</style><h1>Plaza Atlas</h1>")
    try:
        show_atlas(open_atlas())
    except AtlasError as error:
        st.error(str(error))


main()
