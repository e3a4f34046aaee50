"""The app: filters, the map document, figures, charts and the table of one View, which is also the address."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from data import kept, store
from data.job import Job, remember
from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.summary import summarise
from geo.view import View
from geo.words import _
from layers import app_map, citation, figures_row, filter_state, report_choice
from layers.assets import read_host
from layers.safe_text import plain_markdown
from layers.vocabulary import filter_words, source_tables

# What stands below the map or in a tab is imported in its function, when it is drawn: the map stands seconds sooner.
TILES = (None, "OpenStreetMap", "CartoDB positron")
Known = Mapping[str, Mapping[str, str]]
state = st.session_state
keep = partial(remember, state)


def host(name: str, part: str = "", label: str = "", js: tuple[str, ...] = ("dom.js",)) -> Any:
    """Return the component of layers/web/host/`name`.js, drawn in the element `part`, or invisible without one."""
    if not part:
        return st.components.v2.component(f"plaza_atlas_{name}", js=read_host(f"{name}.js"))
    html, css = f'<div id="{part}" aria-label="{label}"></div>', read_host("forms.css", f"{name}.css")
    return st.components.v2.component(f"plaza_atlas_{name}", html=html, css=css, js=read_host(*js, f"{name}.js"))


show_frame = host("frame", "atlas-frame", _("Map of plazas, ports and seizures"))
show_table = host("table", "atlas-table", _("Events of the map"))
show_texts = host("texts", "check-texts", _("Texts of your table"))
show_adding = host("add", "add-data", _("Your data"), ("dom.js", "fields.js", "draft.js", "review.js"))
show_check_map = host("check", "check-frame", _("Map of the placed rows"))
send_view, send_pins = host("messenger"), host("pins")


@st.cache_resource(show_spinner=_("Opening the atlas; the first start builds its tables …"))
def open_atlas() -> Atlas:
    """Return the atlas of the store, read once for all readers."""
    return store.load_atlas()


@st.cache_resource(show_spinner=_("Drawing the map …"), max_entries=16)
def document_bytes(digest: str, tiles: str | None, _atlas: Atlas) -> bytes:
    """Return the map document of all events, made once for each `digest` and tile basemap."""
    draw = partial(app_map.app_document, _atlas, tiles)
    return draw() if tiles or _atlas is not open_atlas() else kept.keep_bytes("map", draw)


def fill_filters(view: View) -> None:
    """Put `view` into the filters, before they are drawn; a filter that has its value is not sent again."""
    for key, value in filter_state.filter_values(view).items():
        if state.get(key, state["opened"][key]) != value:
            state[key] = value


def read_address(known: Known) -> list[str]:
    """Keep what the address says as the filters' first values, once; return a sentence for each without meaning."""
    if "opened" in state:  # set after it is drawn, a filter would for a moment show, and any press send, its default
        return []
    view, problems = View.from_query(st.query_params.to_dict(), known)
    state["opened"] = filter_state.filter_values(view)
    return problems


def read_filters(known: Known) -> tuple[View, list[str]]:
    """Draw the filters and return their view."""
    first, limits = state["opened"], {"min_value": date.min, "max_value": date.max, "format": "YYYY-MM-DD"}
    st.date_input(_("First day"), first["from"], key="from", **limits)
    st.date_input(_("Last day"), first["to"], key="to", **limits)
    for key, label in filter_state.filter_labels().items():
        words = known[key]
        st.multiselect(label, list(words), first[key], words.__getitem__, key=key, placeholder=_("All"))
    st.toggle(_("Show undated events"), first["undated"], key="undated")
    sizes = filter_state.size_labels(known["commodity"])
    st.selectbox(_("Symbol size"), list(sizes), list(sizes).index(first["size"]), sizes.__getitem__, key="size")
    st.button(_("Clear all filters"), on_click=fill_filters, args=(View(),))
    return filter_state.read_values({key: state[key] for key in filter_state.filter_values(View())}, known)


def show_charts(atlas: Atlas, view: View) -> None:
    """Draw the counts by period and commodity, and by place or agency; a click on a bar is a filter."""
    from layers import charts

    with (both := st.container(horizontal=True)):
        periods, unit = charts.view_periods(atlas, view)
        empty = _("No event with a known month here; widen the dates or clear a filter.")
        show_chart(periods, "period", empty, partial(charts.period_filters, unit=unit))
    with both.container():
        kinds = {"place": _("By place"), "agency": _("By agency")}
        kind = st.segmented_control(_("Most events"), list(kinds), default="place", required=True, key="ranking",
                                    format_func=kinds.__getitem__)  # fmt: skip
        bars, codes = charts.view_ranking(atlas, view, kind)
        empty = _("No placed event here; widen the dates or clear a filter.")
        show_chart(bars, "bar", empty, partial(charts.bar_filters, kind=kind, codes=codes))


def show_chart(chart: Any, key: str, empty: str, filters: Callable[[Any], dict[str, Any]]) -> None:
    """Draw a chart whose chosen bars are the parameter `key` and give `filters`, or say that there is nothing."""
    if chart is None:
        st.info(empty)
    else:
        st.altair_chart(chart, key=key, selection_mode=key, on_select=lambda: state.update(filters(state[key])))


def show_export(atlas: Atlas, view: View) -> None:
    """Draw the download buttons, a file made when its button is pressed, and the choice of tiles for the map here."""
    from layers import downloads

    st.caption(downloads.tell_downloads(files := downloads.list_downloads(atlas, view)))
    with st.container(horizontal=True):
        for suffix, button in files.items():
            st.download_button(*button, on_click="ignore", key=suffix, icon=":material/download:")
    st.selectbox(  # the choice is kept apart from its widget, which is drawn in an open tab only
        _("Basemap of the map here; tiles are asked from the network"), TILES, TILES.index(state.get("basemap")),
        key="tiles", format_func=lambda name: name or _("own, without network"),
        on_change=lambda: state.update(basemap=state["tiles"]),
    )  # fmt: skip


def show_dossiers(atlas: Atlas, view: View) -> None:
    """Draw the choice of a plaza or port, and the button of its dossier, made when that is pressed."""
    names = report_choice.dossier_names(atlas, view)
    if key := st.selectbox(_("Plaza or port of this view"), list(names), format_func=names.__getitem__, key="dossier"):
        st.download_button(*report_choice.dossier_file(atlas, view, key), on_click="ignore", icon=":material/download:")


def show_sources(atlas: Atlas) -> None:
    """Draw the sources and what was set aside."""
    for title, table, words in source_tables(atlas):
        st.subheader(title)
        st.dataframe(table, hide_index=True, column_config=words)


def read_check() -> tuple[tuple[Any, ...], Any]:
    """Take the reader's table and columns and match its places, once for each; null until there is a table."""
    from data import places, uploads
    from geo.checking import check_table

    upload = st.file_uploader(_("A table with a column of place words: CSV, TSV, xlsx or ods"), key="check-file")
    if upload is None:
        st.info(_("Each row is placed offline; what is open you place by a candidate, your own words or a click."))
        return (), None
    sheets = keep("check-tables", (upload.file_id,), lambda: uploads.read_upload(upload.getvalue(), upload.name))
    first, second, third = st.columns(3)
    sheet = third.selectbox(_("Sheet"), list(sheets), key=f"sheet {upload.file_id}")
    table, key = sheets[sheet], f"{upload.file_id} {sheet}"
    place, around = uploads.guess_place_columns(table)
    column = first.selectbox(_("Place column"), list(table), list(table).index(place), key=f"column {key}")
    contexts = second.multiselect(_("Columns that help to decide"), list(table), around, key=f"context {key}")
    asked, words = (upload.file_id, sheet, column, *contexts), _("Matching the places …")
    return asked, work("checked", asked, lambda tell: check_table(
        table, column, tuple(contexts), places.open_gazetteer(), lambda share: tell(share, words)))  # fmt: skip


def work(name: str, asked: tuple[Any, ...], make: Callable[[Any], Any]) -> Any:
    """Return what `make` (see `data.job`) gives for `asked`, made once in this session; null when it is stopped."""
    stopped, shown = f"{name}-stopped", st.empty()
    if state.get(name, (None,))[0] == asked:
        return state[name][1]
    if state.get(stopped) == asked:
        with shown.container():
            st.info(_("Stopped; nothing of it was kept."))
            st.button(_("Begin again"), key=f"{name}-again", on_click=lambda: state.pop(stopped))
        return None
    job = Job(make)
    try:
        if not job.is_done():
            with shown.container():
                st.button(_("Cancel"), key=f"{name}-cancel", on_click=lambda: state.update({stopped: asked}))
                bar = st.progress(0.0)
            while not job.is_done():
                bar.progress(job.share, job.words)
        state[name] = (asked, job.result())
    finally:  # a press of a button ends this run of the script
        job.stop()
    shown.empty()
    return state[name][1]


def show_check(atlas: Atlas) -> None:
    """Draw the review of a table's places: counts, open texts, the map beside, and what to take away."""
    from data import geocode
    from data.places import open_places
    from geo import choices as chosen
    from layers import check_page, placed_rows, reviewed_table

    asked, matched = read_check()
    if matched is None:
        return
    places, choices = open_places(), state.setdefault("choices", chosen.empty_choices())
    checked = matched.review(choices, places)
    st.html(figures_row.status_html(checked.count(), len(choices)))
    asks = keep("check-ask", asked, dict)
    page, candidates = check_page.list_page(checked, places, asks)
    left, right = st.columns(2)
    with left:
        show_texts(
            key="texts", data=page, on_ask_change=lambda: asks.update(state["texts"]["ask"]),
            on_place_change=lambda: state.update(choices=chosen.choose(choices, **state["texts"]["place"])),
        )  # fmt: skip
    with right:
        send_pins(data={"pins": placed_rows.all_pins(candidates, choices, places), "key": page["at"]["text"]},
                  key="pins", height=1, on_point_change=lambda: state.update(choices=chosen.choose(
                      choices, **page["at"], **state["pins"]["point"])))  # fmt: skip
        show_check_map(key="check-map", data=keep("check-document", asked, lambda: placed_rows.rows_document(
            atlas, matched.rows, matched.words, name=_("your table"))))  # fmt: skip
    reviewed = geocode.join_matches(checked.table, checked.rows)
    with st.container(horizontal=True):
        for name, (label, make) in reviewed_table.take_aways(reviewed, choices).items():
            st.download_button(label, make, name, on_click="ignore", key=name, icon=":material/download:")
        st.button(_("Undo the last choice"), disabled=choices.empty, key="check-undo",
                  on_click=lambda: state.update(choices=choices.iloc[:-1]))  # fmt: skip


def open_desk() -> Any:
    """Return the reader's desk of this session, opened when it is first needed."""
    from data.desk import Desk
    return keep("desk", (), lambda: Desk.open(store.WORKSPACE, is_public=store.IS_PUBLIC))


def lay_over(atlas: Atlas) -> Any:
    """Return `atlas` with the reader's workspace over it, if there is one."""
    if store.WORKSPACE or "desk" in state:
        return keep("laid", (atlas.digest, open_desk().turn), lambda: open_desk().lay_over(atlas))
    return atlas


def show_add(atlas: Atlas) -> None:
    """Draw what the reader brings: a file or a text, the draft of it, the review of the own events, and take-aways."""
    from data.places import open_places
    from layers import add_page, review_page

    desk = open_desk()
    brought = desk.bring(st.file_uploader(add_page.file_words(), key=f"add-file-{desk.drafts}"))
    draft = brought and work("draft", (brought.key, desk.turn), lambda tell: desk.read(brought, tell))
    pairs = work("pairs", (desk.turn,), lambda tell: desk.propose(atlas))
    review = review_page.review_page(atlas, pairs, open_places(), desk.ask, **desk.review)
    show_adding(data=add_page.page_data(draft and draft.told, review, drafts=desk.drafts, said=desk.sentences),
                key="add", on_ask_change=lambda: desk.ask.update(state["add"]["ask"]),
                on_act_change=lambda: desk.act(state["add"]["act"], draft, state.get("who", "")),
                on_text_change=lambda: desk.bring_text(state["add"]["text"]))  # fmt: skip
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("Your name in the history, if you like"), key="who", width=280)
        for name, (label, make) in desk.take_aways(draft).items():
            st.download_button(label, make, name, on_click="ignore", icon=":material/download:")


def show_atlas(atlas: Atlas) -> None:
    """Draw the page."""
    known = filter_words(atlas)
    problems = read_address(known)
    if st.context.is_embedded:
        return show_frame(key="frame", data=app_map.embedded_document(atlas, st.query_params.to_dict(), known))
    with st.sidebar:
        view, unread = read_filters(known)
        send_view(key="messenger", data=view.to_query(), height=1, on_view_change=lambda: fill_filters(
            filter_state.read_values(state["messenger"]["view"], known)[0]))  # fmt: skip
    for problem in problems + unread:
        st.warning(plain_markdown(problem))
    st.query_params.from_dict(view.to_query())
    tasks: dict[str, Callable[[Atlas], None]] = {
        _("Dossiers"): partial(show_dossiers, view=view), _("Check places"): show_check, _("Add data"): show_add,
        _("Export"): partial(show_export, view=view), _("Sources"): show_sources,
    }  # fmt: skip
    events, *others = st.tabs([_("Events"), *tasks], on_change="rerun", key="tab")
    with events:
        st.html(figures_row.figures_html(summarise(atlas, view), known["commodity"]))
        state["drawn"] = drawn = atlas if events.open else state.get("drawn", atlas)  # no step elsewhere sends it
        show_frame(key="frame", data=document_bytes(drawn.digest, state.get("basemap"), drawn))
        show_charts(atlas, view)
        show_table(key="table", data=citation.table_note(atlas))
    for tab, show in zip(others, tasks.values(), strict=True):
        if tab.open:
            with tab:
                show(atlas)


def main() -> None:
    """Draw the app; what the reader can mend is a sentence, not a traceback."""
    if "opened" not in state:  # the page keeps it, and each element sent again costs its bytes
        st.set_page_config(page_title="Plaza Atlas", layout="wide")
    st.html(f"<style>{read_host('embedded.css' if st.context.is_embedded else 'page.css')}</style><h1>Plaza Atlas</h1>")
    try:
        show_atlas(lay_over(open_atlas()))
    except AtlasError as error:
        st.error(str(error))


main()
