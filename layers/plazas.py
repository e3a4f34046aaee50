"""The plazas: schematic territories with the claims, persons and actions that sources tell of them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from geo.atlas import Atlas
from geo.words import language
from layers.cells import by_key, day_number, iso_day, number, parts, records, text
from layers.event_words import text_words


def plaza_entries(atlas: Atlas) -> list[dict[str, Any]]:
    """Return each plaza with all that is claimed of it, in the order of `atlas.plazas`."""
    names = dict(zip(atlas.places["place_id"], atlas.places["name"], strict=True))
    labels = atlas.plazas.geometry.representative_point()
    claims, persons, actions = _claims(atlas), _persons(atlas), _actions(atlas)
    return [
        {
            "id": row["plaza_id"],
            "name": text(row["name"]),
            "kind": text(row["kind"]),
            "label": [number(label.x, 4), number(label.y, 4)],
            "municipalities": [text(names.get(f"mun-{code}", code)) for code in parts(row["municipalities"])],
            "claims": claims[row["plaza_id"]],
            "persons": persons[row["plaza_id"]],
            "actions": actions[row["plaza_id"]],
        }
        for row, label in zip(records(atlas.plazas), labels, strict=True)
    ]


OWN_NAMES = {"es": "spanish_name"}
"""By language, the column of an organisation's name in it."""


def organization_names(atlas: Atlas) -> dict[str, str]:
    """Return the name of each organisation by its code, in the current language where it has one."""
    own = OWN_NAMES.get(language(), "name")
    rows = records(atlas.organizations)
    return {text(row["organization_code"]): text(row.get(own)) or text(row["name"]) for row in rows}


def _claims(atlas: Atlas) -> defaultdict[str, list[dict[str, Any]]]:
    sources, names, words = by_key(atlas.sources, "source_id"), organization_names(atlas), text_words()
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(atlas.plaza_claims):
        reported = text(row["organization_reported"])
        found[row["plaza_id"]].append({
            "organization": names.get(text(row["organization_code"])) or words.get(reported, reported),
            "faction": text(row["faction"]),
            "status": text(row["status"]),
            "from": day_number(row["valid_from"]),
            "to": day_number(row["valid_to"]),
            "from_text": iso_day(row["valid_from"]) or "",
            "to_text": iso_day(row["valid_to"]) or "",
            "hedge": text(row["hedge"]),
            **_told_by(row, sources),
            "source_date": iso_day(row["source_date"]),
            "note": text(row["note"]),
        })  # fmt: skip
    return found


def _persons(atlas: Atlas) -> defaultdict[str, list[dict[str, Any]]]:
    sources = by_key(atlas.sources, "source_id")
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    kept = ("name", "aliases", "role", "legal_status", "named_by", "court_case")
    for row in records(atlas.person_claims):
        found[row["plaza_id"]].append({
            **{name: text(row[name]) for name in kept},
            "status_date": iso_day(row["status_date"]),
            **_told_by(row, sources),
        })  # fmt: skip
    return found


def _actions(atlas: Atlas) -> defaultdict[str, list[dict[str, Any]]]:
    sources = by_key(atlas.sources, "source_id")
    found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in records(atlas.actions):
        found[text(row["plaza_id"])].append({
            "day": day_number(row["date"]),
            "date_text": iso_day(row["date"]) or "",
            "kind": text(row["kind"]),
            "summary": text(row["summary"]),
            "agency": text(row["agency"]),
            **_told_by(row, sources),
        })  # fmt: skip
    return found


def _told_by(row: dict[str, Any], sources: dict[str, dict[str, Any]]) -> dict[str, str]:
    source = sources[row["source_id"]]
    return {"publisher": text(source["publisher"]), "url": text(source["url"])}
