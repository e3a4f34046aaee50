"""The words of the codes that the document shows: precisions, kinds, statuses."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.summary import NO_DRUGS, OTHER_DRUGS
from geo.words import _, language
from layers.cells import records, text

PRECISIONS = ("crossing", "checkpoint", "city", "near", "port", "municipality", "county", "sector", "state",
              "unresolved", "coordinates")  # fmt: skip
"""Precisions of a place, in the order of their index in the columns."""


def place_notes() -> dict[str, str]:
    """Return by precision what it means for the reader."""
    return {
        "crossing": _("at the crossing"),
        "checkpoint": _("at the checkpoint"),
        "city": _("in the town, spot not said"),
        "near": _("spot worked out from a distance and a direction"),
        "port": _("at the port, crossing not said"),
        "municipality": _("in the municipality, spot not said"),
        "county": _("in the county, spot not said"),
        "sector": _("in the sector or field office area, spot not said"),
        "state": _("in the state, spot not said"),
        "unresolved": _("place not found"),
        "coordinates": _("at the coordinates of the table"),
    }


def code_words() -> dict[str, str]:
    """Return the words of the listed codes, by code."""
    return {
        "controlled": _("controlled"), "contested": _("contested"), "presence": _("presence"),
        "alleged": _("alleged"), "designated": _("designated"), "indicted": _("indicted"), "arrested": _("arrested"),
        "pleaded_guilty": _("pleaded guilty"), "convicted": _("convicted"), "deceased": _("deceased"),
        "border": _("border plaza"), "city": _("city"), "cultivation": _("cultivation area"),
        "crossing": _("crossing"), "port": _("port of entry"), "checkpoint": _("checkpoint"), "near": _("nearby spot"),
        "municipality": _("municipality"), "county": _("county"), "sector": _("sector"), "state": _("state"),
        "field_office": _("field office"), "station": _("station"), "road": _("road"), "unresolved": _("not placed"),
        "coordinates": _("coordinates"),
        "more_than": _("more than"), "at_least": _("at least"), "nearly": _("nearly"), "about": _("about"),
        "agency": _("agency"), "wire": _("wire service"), "newspaper": _("newspaper"), "reprint": _("reprint"),
        "dataset": _("dataset"), "other": _("other"), "drug": _("drugs"), "proceeds": _("proceeds"),
        "firearms": _("firearms"), "ammunition": _("ammunition"), "precursor": _("precursors"),
        "sanction": _("sanction"), "designation": _("designation"), "indictment": _("indictment"),
        "operation": _("operation"), "extradition": _("extradition"), "arrest": _("arrest"),
        "sentence": _("sentence"), "plea": _("plea"), "reward": _("reward"), "conviction": _("conviction"),
        "warrant": _("warrant"), "hearing": _("hearing"),
    }  # fmt: skip


LABEL = "label_en"
"""The column with the labels; its translation is the column of that language."""


def commodity_styles(atlas: Atlas) -> list[dict[str, Any]]:
    """Return code, label, family, colour and shape of each commodity, in the order of its index in the columns."""
    return [
        {
            "code": text(row["commodity_code"]),
            "label": text(row[_(LABEL)]),
            "family": text(row["family"]),
            "colour": text(row["colour"]),
            "shape": text(row["shape"]),
        }
        for row in records(atlas.commodities)
    ]


def group_labels(atlas: Atlas) -> dict[str, str]:
    """Return the label of each group of `geo.summary.chart_groups`: a commodity's own, or that of what shares one."""
    labels = dict(zip(atlas.commodities["commodity_code"], atlas.commodities[_(LABEL)], strict=True))
    return labels | {OTHER_DRUGS: _("Other drugs"), NO_DRUGS: _("Money, arms, precursors")}


def agency_labels(atlas: Atlas) -> list[dict[str, str]]:
    """Return code and label of each agency, in the order of its index in the columns."""
    return [{"code": text(row["agency_code"]), "label": text(row[_(LABEL)])} for row in records(atlas.agencies)]


def filter_words(atlas: Atlas) -> dict[str, dict[str, str]]:
    """Return code and label of what each filter of a view offers: what the events have, and every plaza and port."""
    return _filter_words(atlas, language())


@lru_cache(maxsize=4)
def _filter_words(atlas: Atlas, _language: str) -> dict[str, dict[str, str]]:
    """Return the same; made once for each atlas and language."""
    words, places = code_words(), atlas.places
    names = dict(zip(places["place_id"], places["name"], strict=True))
    ports = places[places["kind"].isin(["port", "crossing"])].sort_values("name")
    stood_at = places[places["place_id"].isin(atlas.seizures["place_id"])].sort_values("name")
    commodities = atlas.commodities[atlas.commodities["commodity_code"].isin(atlas.seizure_items["commodity_code"])]
    agencies = atlas.agencies[atlas.agencies["agency_code"].isin(atlas.seizures["agency_code"])]
    return {
        "commodity": dict(zip(commodities["commodity_code"], commodities[_(LABEL)], strict=True)),
        "agency": dict(zip(agencies["agency_code"], agencies[_(LABEL)], strict=True)),
        "plaza": dict(zip(atlas.plazas["plaza_id"], atlas.plazas["name"], strict=True)),
        "port": {
            row.place_id: f"{names[row.parent_id]} · {row.name}" if row.parent_id in names else row.name
            for row in ports[["place_id", "parent_id", "name"]].itertuples(index=False)
        },
        "place": {
            row.place_id: ", ".join(filter(None, (row.name, text(row.admin1), words.get(row.kind, row.kind))))
            for row in stood_at[["place_id", "name", "admin1", "kind"]].itertuples(index=False)
        },
        "precision": {code: words[code] for code in PRECISIONS},
    }


def source_tables(atlas: Atlas) -> list[tuple[str, pd.DataFrame, dict[str, Any]]]:
    """Return the sources and what was set aside as a reader is shown them: title, rows, heading and kind of columns."""
    words = {
        "publisher": {"label": _("Publisher")}, "published": {"label": _("Published"), "type_config": {"type": "date"}},
        "tier": {"label": _("Kind")}, "licence": {"label": _("Licence")},
        "url": {"label": _("Address"), "type_config": {"type": "link"}},
    }  # fmt: skip
    told = {
        "table": {"label": _("Table")}, "row_id": {"label": _("Row")}, "stage": {"label": _("Step")},
        "column": {"label": _("Column")}, "value": {"label": _("Value")}, "reason": {"label": _("Reason")},
    }  # fmt: skip
    sources = pd.DataFrame(atlas.sources[list(words)].sort_values(["publisher", "published"]))
    return [(_("Sources"), sources, words), (_("Set aside or not placed"), atlas.rejects, told)]
