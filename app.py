"""The app: filters, the map document, figures, charts and the table of one View, which is also the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from data import store
from geo import choices as chosen
from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.review import label_places
from geo.summary import summarise
from geo.view import View
from geo.words import _
from layers import atlas_map, charts, export, figures_row, filter_state, payload
from layers.assets import read_host
from layers.safe_text import plain_markdown
from layers.vocabulary import filter_words, source_table, text_columns

# What a tab alone needs is imported in its functions, when it is first opened: the map stands two seconds sooner.
if TYPE_CHECKING:
    from geo.checking import CheckedTable
    from geo.gazetteer import Gazetteer

PAGE = 10
TILES = (None, "OpenStreetMap", "CartoDB positron")
Known = Mapping[str, Mapping[str, str]]


def host(name: str, part: str = "", label: str = "") -> Any:
    """Return the component of layers/web/host/`name`.js, drawn in the element `part`, or invisible without one."""
    html, css = (f'<div id="{part}" aria-label="{label}"></div>', read_host(f"{name}.css")) if part else (None, None)
    return st.components.v2.component(f"plaza_atlas_{name}", html=html, css=css, js=read_host(f"{name}.js"))


show_frame = host("frame", "atlas-frame", _("Map of plazas, ports and seizures"))
show_table = host("table", "atlas-table", _("Events of the map"))
show_check_map = host("check", "check-frame", _("Map of the placed rows"))
send_view, send_pins = host("messenger"), host("pins")


@st.cache_resource(show_spinner=_("Opening the atlas; the first start builds its tables …"))
def open_atlas() -> Atlas:
    """Return the atlas of the store, read once for all readers."""
    return store.load_atlas()


@st.cache_resource(show_spinner=_("Drawing the map …"), max_entries=4)
def document_bytes(digest: str, tiles: str | None, _atlas: Atlas) -> bytes:
    """Return the map document of all events, made once for each `digest` and tile basemap."""
    options = atlas_map.MapOptions(tiles=tiles)
    return atlas_map.render_document(atlas_map.build_map(_atlas, View(), options)).encode("utf-8")


@st.cache_resource(show_spinner=_("Opening the gazetteer …"))
def open_gazetteer() -> tuple[pd.DataFrame, Gazetteer]:
    """Return all places, and the gazetteer that matches them, read once for all readers."""
    from data.places import load_gazetteer, load_places

    places = load_places()
    return places, load_gazetteer(places)


def fill_filters(view: View) -> None:
    """Put `view` into the filters, before they are drawn; a filter that has its value is not sent again."""
    for key, value in filter_state.filter_values(view).items():
        if st.session_state.get(key, filter_state.EMPTY.get(key, [])) != value:
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
    if isinstance(given, dict):
        fill_filters(View.from_query(filter_state.values_query(given), known)[0])


def read_filters(known: Known) -> tuple[View, list[str]]:
    """Draw the filters and return their view."""
    limits: dict[str, Any] = {"value": None, "min_value": date.min, "max_value": date.max, "format": "YYYY-MM-DD"}
    st.date_input(_("First day"), key="from", **limits)
    st.date_input(_("Last day"), key="to", **limits)
    for key, label in filter_state.filter_labels().items():
        st.multiselect(label, list(known[key]), key=key, format_func=known[key].__getitem__, placeholder=_("All"))
    st.toggle(_("Show undated events"), key="undated")
    sizes = filter_state.size_labels(known["commodity"])
    st.selectbox(_("Symbol size"), list(sizes), key="size", format_func=sizes.__getitem__)
    st.button(_("Clear all filters"), on_click=fill_filters, args=(View(),))
    values = {key: st.session_state[key] for key in filter_state.filter_values(View())}
    return View.from_query(filter_state.values_query(values), known)


def show_charts(atlas: Atlas, view: View) -> None:
    """Draw the counts by period and commodity, and by place or agency; a click on a bar is a filter."""
    both = st.container(horizontal=True, key="charts")
    with both:
        periods, unit = charts.view_periods(atlas, view)
        if periods is None:
            st.info(_("No event with a known month here; widen the dates or clear a filter."))
        else:
            st.altair_chart(periods, key="periods", selection_mode="period", on_select=lambda: take_period(unit))
    with both.container(key="most"):
        kinds = {"place": _("By place"), "agency": _("By agency")}
        kind = st.segmented_control(_("Most events"), list(kinds), default="place", required=True, key="ranking",
                                    format_func=kinds.__getitem__)  # fmt: skip
        bars, codes = charts.view_ranking(atlas, view, kind)
        if bars is None:
            st.info(_("No placed event here; widen the dates or clear a filter."))
        else:
            st.altair_chart(bars, key="bars", selection_mode="bar", on_select=lambda: take_bar(kind, codes))


def take_period(unit: str) -> None:
    """Put the period of the clicked bar into the filters; a click beside the bars opens the dates again."""
    bars = st.session_state["periods"].selection["period"]
    st.session_state["from"], st.session_state["to"] = charts.clicked_period(bars, unit)


def take_bar(key: str, codes: Mapping[str, str]) -> None:
    """Put the clicked place or agency into its filter; a click beside the bars clears it."""
    bars = st.session_state["bars"].selection["bar"]
    st.session_state[key] = [codes[bar["name"]] for bar in bars if codes.get(bar["name"])]


def show_export(atlas: Atlas, view: View) -> None:
    """Draw the download buttons, a file made when its button is pressed, and the choice of tiles for the map here."""
    st.caption(_("Files of the events of this view, with their sources and how to cite."))
    with st.container(horizontal=True):
        for suffix, (label, mime) in export.format_words().items():
            st.download_button(label, partial(export.file_bytes, atlas, view, suffix), f"plaza-atlas.{suffix}", mime,
                               on_click="ignore", key=suffix, icon=":material/download:")  # fmt: skip
    state, own = st.session_state, _("own, without network")
    st.selectbox(  # the choice is kept apart from its widget, which is drawn in an open tab only
        _("Basemap of the map here; tiles are asked from the network"), TILES, TILES.index(state.get("basemap")),
        key="tiles", format_func=lambda name: name or own, on_change=lambda: state.update(basemap=state["tiles"]),
    )  # fmt: skip


def show_sources(atlas: Atlas) -> None:
    """Draw the sources and what was set aside."""
    st.subheader(_("Sources"))
    table, words = source_table(atlas)
    st.dataframe(table, hide_index=True, column_config=words)
    st.subheader(_("Set aside or not placed"))
    st.dataframe(atlas.rejects, hide_index=True)


def read_check() -> tuple[tuple[Any, ...], CheckedTable] | None:
    """Take the reader's table and columns and match its places, once for each; null until there is a table."""
    from data import uploads
    from geo.checking import check_table

    upload = st.file_uploader(_("A table with a column of place words: CSV, TSV, xlsx or ods"), key="check-file")
    if upload is None:
        st.info(_("Each row is placed offline; what is open you place by a candidate, your own words or a click."))
        return None
    sheets = remember("check-tables", (upload.file_id,), lambda: uploads.read_upload(upload.getvalue(), upload.name))
    first, second, third = st.columns(3)
    several = len(sheets) > 1
    sheet = third.selectbox(_("Sheet"), list(sheets), key=f"sheet {upload.file_id}") if several else next(iter(sheets))
    table, key = sheets[sheet], f"{upload.file_id} {sheet}"
    place, around = uploads.guess_place_columns(table)
    column = first.selectbox(_("Place column"), list(table), list(table).index(place), key=f"column {key}")
    contexts = second.multiselect(_("Columns that help to decide"), list(table), around, key=f"context {key}")
    asked, gazetteer, shown = (upload.file_id, sheet, column, *contexts), open_gazetteer()[1], st.empty()
    with shown.container():  # a press of the button ends the matching at its next step
        st.button(_("Cancel"), key="check-cancel")
        bar = st.progress(0.0, _("Matching the places …"))
        checked = remember("checked", asked, lambda: check_table(
            table, column, tuple(contexts), gazetteer, bar.progress))  # fmt: skip
    shown.empty()
    return asked, checked


def remember(name: str, asked: tuple[Any, ...], make: Callable[[], Any]) -> Any:
    """Return what `make` gave for `asked` in this session, made again only when something else is asked."""
    if st.session_state.get(name, (None,))[0] != asked:
        st.session_state[name] = (asked, make())
    return st.session_state[name][1]


def show_check(atlas: Atlas) -> None:
    """Draw the review of a table's places: counts, open texts, the map beside, and what to take away."""
    from data import geocode
    from layers import placed_rows, reviewed_table

    if (found := read_check()) is None:
        return
    asked, matched = found
    places, choices = open_gazetteer()[0], st.session_state.setdefault("choices", chosen.empty_choices())
    checked = matched.review(choices, places)
    st.html(figures_row.status_html(checked.count(), len(choices)))
    left, right = st.columns(2)
    with left:
        text, candidates = choose_text(checked, places)
    with right:
        pins = placed_rows.candidate_pins(candidates) + placed_rows.choice_pins(choices, places)
        send_pins(key="pins", data={"pins": pins, "key": "" if text is None else text["text"]}, height=1,
                  on_point_change=lambda: place_text(text, **st.session_state["pins"]["point"]))  # fmt: skip
        show_check_map(key="check-map", data=remember("check-document", asked, lambda: atlas_map.render_document(
            placed_rows.rows_map(atlas, matched.rows, matched.words, name=_("your table"))).encode()))  # fmt: skip
    reviewed = geocode.join_matches(checked.table, checked.rows)
    with st.container(horizontal=True):
        for name, (label, make) in reviewed_table.take_aways(reviewed, choices).items():
            st.download_button(label, make, name, on_click="ignore", key=name, icon=":material/download:")
        st.button(_("Undo the last choice"), disabled=choices.empty, key="check-undo",
                  on_click=lambda: st.session_state.update(choices=choices.iloc[:-1]))  # fmt: skip


def choose_text(checked: CheckedTable, places: pd.DataFrame) -> tuple[pd.Series | None, pd.DataFrame]:
    """Draw the texts, a page at a time, and what the chosen one may mean; return both, null where none is chosen."""
    from geo.checking import find_candidates

    is_open = st.segmented_control(_("Texts"), [True, False], default=True, required=True, key="check-open",
                                   format_func=lambda flag: _("To decide") if flag else _("Placed"))  # fmt: skip
    texts = checked.list_texts(is_open=bool(is_open))
    if texts.empty:
        st.info(_("Every text is placed.") if is_open else _("No text is placed yet."))
        return None, places.head(0)
    last = (len(texts) - 1) // PAGE + 1
    page = st.number_input(_("Page of {n}").format(n=last), 1, last, key=f"check-page-{last}") if last > 1 else 1
    shown = texts.iloc[(page - 1) * PAGE : page * PAGE].reset_index(drop=True)
    words: Any = text_columns(is_open=bool(is_open))
    event = st.dataframe(shown[list(words)], hide_index=True, column_config=words, on_select="rerun", height="content",
                         selection_mode="single-row", selection_default={"selection": {"rows": [0]}},
                         key=f"texts-{is_open}-{page}-{len(texts)}")  # fmt: skip
    if not event.selection.rows:
        return None, places.head(0)
    text = shown.iloc[event.selection.rows[0]]
    st.markdown("**" + plain_markdown(text["text"]) + "**")
    candidates = find_candidates(text, st.text_input(_("Search another place"), key=f"words {page}"), places)
    with st.container(horizontal=True, gap="small"):
        for number, (place_id, label) in enumerate(zip(candidates["place_id"], label_places(candidates), strict=True)):
            st.button(f"{number + 1} · {plain_markdown(label)}", key=f"candidate-{number}", on_click=place_text,
                      args=(text,), kwargs={"place_id": place_id})  # fmt: skip
    st.caption(_("Press the place it means, or click the map: a point is kept with 5 km around it."))
    return text, candidates


def place_text(text: pd.Series | None, **where: Any) -> None:
    """Keep where the reader says a text lies, for the same text in any table of this session."""
    if text is not None:
        choice = chosen.Choice(text["text"], text["context"], **where)
        st.session_state["choices"] = chosen.record_choice(st.session_state["choices"], choice)


def show_atlas(atlas: Atlas) -> None:
    """Draw the page."""
    known = filter_words(atlas)
    problems = read_address(known)
    with st.sidebar:
        view, unread = read_filters(known)
        send_view(key="messenger", data=view.to_query(), on_view_change=lambda: take_map_view(known), height=1)
    for problem in problems + unread:
        st.warning(plain_markdown(problem))
    st.query_params.from_dict(view.to_query())
    found = summarise(atlas, view)
    tasks: dict[str, Callable[[Atlas], None]] = {
        _("Check places"): show_check, _("Export"): partial(show_export, view=view), _("Sources"): show_sources,
    }  # fmt: skip
    events, *others = st.tabs([_("Events"), *tasks], on_change="rerun", key="tab")
    with events:
        st.html(figures_row.figures_html(found, known["commodity"]))
        show_frame(key="frame", data=document_bytes(atlas.digest, st.session_state.get("basemap"), atlas))
        show_charts(atlas, view)
        geometry_note = _("Plaza and crossing are geometry only; no event is linked to an organisation or a person.")
        show_table(key="table", data=payload.describe_atlas(atlas)["bias_note"] + " " + geometry_note)
    for tab, show in zip(others, tasks.values(), strict=True):
        if tab.open:
            with tab:
                show(atlas)


def main() -> None:
    """Draw the app; what the reader can mend is a sentence, not a traceback."""
    if "undated" not in st.session_state:  # the page keeps it, and each element sent again costs its bytes
        st.set_page_config(page_title="Plaza Atlas", layout="wide")
    st.html(f"<style>{read_host('page.css')}</style><h1>Plaza Atlas</h1>")
    try:
        show_atlas(open_atlas())
    except AtlasError as error:
        st.error(str(error))


main()
