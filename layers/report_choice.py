"""The dossiers that a view offers: the plazas and ports of which it tells something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd

from geo.atlas import Atlas
from geo.territory import claims_valid_in
from geo.view import View, select_events
from geo.words import _, language
from layers.report_actions import actions_in_days
from layers.report_claims import persons_until
from layers.report_subject import find_subject
from layers.safe_text import plain_markdown
from layers.vocabulary import code_words


def dossier_names(atlas: Atlas, view: View) -> dict[str, str]:
    """Return name and kind of each plaza and port with something in the days and filters of `view`.

    Their keys, as "plaza:nogales", are for `dossier_view`. The plazas and ports that `view` itself names come first.
    """
    words, places = code_words(), atlas.places
    shown = atlas.seizures.loc[select_events(atlas, replace(view, plazas=(), ports=())), "place_id"]
    stood_at = places[places["place_id"].isin(shown)]
    claims = claims_valid_in(atlas.plaza_claims, view.date_from, view.date_to)
    told = [rows["plaza_id"] for rows in (claims, persons_until(atlas, view), actions_in_days(atlas, view))]
    in_plazas = pd.concat([stood_at["plaza_id"], stood_at["facing_plaza_id"], *told])
    plazas = atlas.plazas[atlas.plazas["plaza_id"].isin(in_plazas)].sort_values("name")
    at_ports = pd.concat([stood_at["place_id"], stood_at["parent_id"]])
    ports = places[places["kind"].eq("port") & places["place_id"].isin(at_ports)].sort_values("name")
    rows = [("plaza", *row) for row in plazas[["plaza_id", "name", "kind"]].itertuples(index=False)]
    rows += [("port", *row) for row in ports[["place_id", "name", "kind"]].itertuples(index=False)]
    rows.sort(key=lambda row: row[1] not in (*view.plazas, *view.ports))
    return {f"{what}:{key}": f"{name} ({words[kind]})" for what, key, name, kind in rows}


def dossier_file(atlas: Atlas, view: View, key: str) -> tuple[str, Callable[[], bytes], str, str]:
    """Return label (Markdown), maker, name and media type of the dossier that has this key in `dossier_names`."""
    from layers.report import report_bytes  # with its template, which only a pressed button needs

    own = dossier_view(view, key)
    label = _("Dossier of {name}, one page to read and print").format(name=find_subject(atlas, own).name)
    make = partial(report_bytes, atlas, own, lang=language())
    return plain_markdown(label), make, f"plaza-atlas-{key.partition(':')[2]}.html", "text/html"


def dossier_view(view: View, key: str) -> View:
    """Return `view` of the plaza or port that has this key in `dossier_names`.

    Examples
    --------
    >>> dossier_view(View(plazas=("tijuana",)), "port:nogales-port").to_query()
    {'port': 'nogales-port'}
    """
    what, found = key.split(":", 1)
    return replace(view, plazas=(found,) if what == "plaza" else (), ports=(found,) if what == "port" else ())
