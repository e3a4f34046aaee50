"""All tables of a view as an export writes them: events, ports, plazas, claims, sources, and what they are."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import shapely
from numpy.typing import NDArray

from geo.atlas import Atlas
from geo.territory import claims_valid_in
from geo.view import View
from geo.words import _
from layers.arrow_text import day_column, number_column, take_text, text_column
from layers.batches import run_together
from layers.cells import parts, text
from layers.citation import describe_export, outline_note
from layers.event_tables import DECIMALS, EventTables, event_tables
from layers.grouped import words_of
from layers.plazas import organization_names
from layers.ports import port_entries
from layers.vocabulary import code_words

CLAIM_TEXTS = ("claim_id", "plaza_id", "organization_code", "organization_reported", "faction", "status", "date_basis",
               "hedge", "note", "source_id")  # fmt: skip
SOURCE_TEXTS = ("source_id", "publisher", "tier", "url", "licence")


@dataclass(frozen=True)
class Layer:
    """A table and the geometry of its rows, EPSG:4326, longitude first."""

    table: pa.Table
    geometry: NDArray[np.object_]


@dataclass(frozen=True)
class ViewTables:
    """What the view shows: the events, and the ports, plazas, claims within its days and sources used beside them.

    `about` holds version, licences, limits and citation by name, as `describe_export` gives them.
    """

    events: EventTables
    ports: Layer
    plazas: Layer
    claims: pa.Table
    sources: pa.Table
    about: dict[str, str]


def view_tables(atlas: Atlas, view: View) -> ViewTables:
    """Return the tables of `view`."""
    plazas = atlas.plazas[atlas.plazas["plaza_id"].isin(view.plazas)] if view.plazas else atlas.plazas
    events, ports, claims = run_together(
        lambda: event_tables(atlas, view), lambda: _ports(atlas, view), lambda: _claims(atlas, view, plazas)
    )
    sources = _sources(atlas, events, plazas, [*_texts(ports, "source_id"), *claims["source_id"].to_pylist()])
    return ViewTables(events, ports, _plazas(plazas, claims), claims, sources, describe_export(atlas, view))


def _ports(atlas: Atlas, view: View) -> Layer:
    """Return the ports; a view of ports keeps those it names and those whose crossings it names."""
    places = atlas.places.set_index("place_id")
    rows = [
        {
            "port_id": port["id"], "name": port["name"], "code": port["code"],
            "crossings": "; ".join(crossing["name"] for crossing in port["crossings"]),
            "lon": port["lon"], "lat": port["lat"], "radius_km": places.at[port["id"], "radius_km"],
            "source_id": text(places.at[port["id"], "source_id"]), "publisher": port["publisher"], "url": port["url"],
        }
        for port in port_entries(atlas)
        if not view.ports or {port["id"], *(crossing["id"] for crossing in port["crossings"])} & {*view.ports}
    ]  # fmt: skip
    columns = ["port_id", "name", "code", "crossings", "lon", "lat", "radius_km", "source_id", "publisher", "url"]
    table = _table(pd.DataFrame(rows, columns=columns), numbers=("lon", "lat", "radius_km"))
    return Layer(table, shapely.points(*(np.round(table[name].to_numpy(), DECIMALS) for name in ("lon", "lat"))))


def _claims(atlas: Atlas, view: View, plazas: pd.DataFrame) -> pa.Table:
    """Return the claims about `plazas` whose days overlap those of the view."""
    claims = claims_valid_in(atlas.plaza_claims, view.date_from, view.date_to)
    claims = claims[claims["plaza_id"].isin(plazas["plaza_id"])]
    columns = {name: text_column(claims[name]) for name in CLAIM_TEXTS if name in claims}
    names = claims["organization_code"].map(organization_names(atlas)).fillna("")
    columns["organization"] = text_column(names.where(names.ne(""), claims["organization_reported"]))
    columns |= {name: day_column(claims[name]) for name in ("valid_from", "valid_to", "source_date")}
    rows = pc.index_in(columns["source_id"], value_set=text_column(atlas.sources["source_id"]))
    columns |= {name: take_text(text_column(atlas.sources[name]), rows) for name in ("publisher", "url")}
    return pa.table(columns)


def _plazas(plazas: pd.DataFrame, claims: pa.Table) -> Layer:
    """Return the plazas with what is claimed of each in one text; exterior rings run counter-clockwise."""
    words, said, urls = code_words(), defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for claim in claims.to_pylist():
        status = words.get(claim["status"], claim["status"])
        hedge = _(" ({hedge})").format(hedge=claim["hedge"]) if claim["hedge"] else ""
        days = _("{start} to {end}").format(
            start=claim["valid_from"] or _("open"), end=claim["valid_to"] or _("open")
        )
        said[claim["plaza_id"]].append(f"{claim['organization']}: {status}{hedge}, {days}")
        urls[claim["plaza_id"]].append(claim["url"])
    rows = pd.DataFrame(plazas[["plaza_id", "name", "kind", "municipalities"]]).assign(
        outline=outline_note(),
        claims=["; ".join(dict.fromkeys(said[key])) for key in plazas["plaza_id"]],
        claim_source_urls=["; ".join(dict.fromkeys(urls[key])) for key in plazas["plaza_id"]],
    )
    snapped = shapely.set_precision(plazas.geometry.to_numpy(), 10.0**-DECIMALS)
    return Layer(_table(rows), shapely.orient_polygons(snapped))


def _sources(atlas: Atlas, events: EventTables, plazas: pd.DataFrame, others: list[str]) -> pa.Table:
    """Return the sources of the reports, of the places and outlines used, and `others`, ordered by id."""
    outlines = {f"mun-{code}" for codes in plazas["municipalities"] for code in parts(codes)}
    used = outlines | {*words_of(events.events, "place_id")}
    ids = {
        *words_of(events.reports.table, "source_id"),
        *atlas.places.loc[atlas.places["place_id"].isin(used), "source_id"],
        *plazas.get("source_id", ()),
        *others,
    }
    sources = atlas.sources[atlas.sources["source_id"].isin(ids)].sort_values("source_id", ignore_index=True)
    return pa.table(
        {name: text_column(sources[name]) for name in SOURCE_TEXTS} | {"published": day_column(sources["published"])}
    )


def _table(rows: pd.DataFrame, *, numbers: tuple[str, ...] = ()) -> pa.Table:
    return pa.table({
        name: number_column(rows[name]) if name in numbers else text_column(rows[name]) for name in rows.columns
    })  # fmt: skip


def _texts(layer: Layer, name: str) -> list[Any]:
    found: list[Any] = layer.table[name].to_pylist()
    return found
