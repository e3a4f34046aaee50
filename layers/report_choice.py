"""The dossiers that a view offers: the plazas and ports of which it tells something."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from geo.atlas import Atlas
from geo.view import View, select_events
from layers.plazas import claims_in_window
from layers.report_claims import actions_in_days, persons_until
from layers.vocabulary import code_words


def dossier_names(atlas: Atlas, view: View) -> dict[str, str]:
    """Return name and kind of each plaza and port with something in the days and filters of `view`.

    Their keys, as "plaza:nogales", are for `dossier_view`. The plazas and ports that `view` itself names do not matter.
    """
    words, places = code_words(), atlas.places
    shown = atlas.seizures.loc[select_events(atlas, replace(view, plazas=(), ports=())), "place_id"]
    stood_at = places[places["place_id"].isin(shown)]
    claims = claims_in_window(atlas, view.date_from, view.date_to)
    told = [rows["plaza_id"] for rows in (claims, persons_until(atlas, view), actions_in_days(atlas, view))]
    in_plazas = pd.concat([stood_at["plaza_id"], stood_at["facing_plaza_id"], *told])
    plazas = atlas.plazas[atlas.plazas["plaza_id"].isin(in_plazas)].sort_values("name")
    at_ports = pd.concat([stood_at["place_id"], stood_at["parent_id"]])
    ports = places[places["kind"].eq("port") & places["place_id"].isin(at_ports)].sort_values("name")
    rows = [("plaza", *row) for row in plazas[["plaza_id", "name", "kind"]].itertuples(index=False)]
    rows += [("port", *row) for row in ports[["place_id", "name", "kind"]].itertuples(index=False)]
    return {f"{what}:{key}": f"{name} ({words[kind]})" for what, key, name, kind in rows}


def dossier_view(view: View, key: str) -> View:
    """Return `view` of the plaza or port that has this key in `dossier_names`.

    Examples
    --------
    >>> dossier_view(View(plazas=("tijuana",)), "port:nogales-port").to_query()
    {'port': 'nogales-port'}
    """
    what, found = key.split(":", 1)
    return replace(view, plazas=(found,) if what == "plaza" else (), ports=(found,) if what == "port" else ())
