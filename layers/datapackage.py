"""The view as a data package: CSV tables, GeoJSON, their description, codebook, citation and limits in one zip.

Specification: https://specs.frictionlessdata.io/data-package/
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pyarrow as pa
import yaml

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.archive import zip_files
from layers.codebook import allowed_values, codebook_rows
from layers.csv_table import codebook_table, csv_text
from layers.event_tables import with_texts
from layers.geojson import geojson_bytes
from layers.grouped import column, keyed_rows
from layers.view_tables import ViewTables, view_tables

FIELD = {"name": "column", "type": "type", "unit": "unit", "description": "description"}
"""Property of a field in the description, and the column of the codebook it comes from."""
KEYS = {"events": "event_id", "items": "item_id", "claims": "claim_id", "ports": "port_id", "plazas": "plaza_id",
        "sources": "source_id"}  # fmt: skip
LINKS = {
    "items": {"event_id": "events"},
    "reports": {"event_id": "events", "source_id": "sources"},
    "claims": {"plaza_id": "plazas", "source_id": "sources"},
    "ports": {"source_id": "sources"},
}
"""Columns that name a row of another table."""


def datapackage_bytes(atlas: Atlas, view: View) -> bytes:
    """Return `view` as a zip: datapackage.json, README.md, CITATION.cff, codebook.csv, and data/ with the tables.

    The tables are CSV in UTF-8 without byte order mark; texts that start a formula have an apostrophe before them,
    data/atlas.geojson has them as they were published.
    """
    tables = view_tables(atlas, view)
    contents = package_tables(tables)
    data = {f"data/{name}.csv": csv_text(table) for name, table in contents.items()}
    data["data/atlas.geojson"] = geojson_bytes(atlas, view)
    package = _describe_package(tables, contents, data)
    return zip_files({
        "datapackage.json": (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode(),
        "README.md": readme(tables.about).encode(),
        "CITATION.cff": citation_file(tables.about).encode(),
        "codebook.csv": csv_text(codebook_table(contents)),
        **data,
    })  # fmt: skip


def package_tables(tables: ViewTables) -> dict[str, pa.Table]:
    """Return the tables of the package, by name."""
    ids = column(tables.events.events, "event_id")
    return {
        "events": with_texts(tables.events),
        "items": keyed_rows(tables.events.items, "event_id", ids),
        "reports": keyed_rows(tables.events.reports, "event_id", ids),
        "claims": tables.claims,
        "ports": tables.ports.table,
        "plazas": tables.plazas.table,
        "sources": tables.sources,
    }


def citation_file(about: dict[str, str]) -> str:
    """Return a CITATION.cff (Citation File Format 1.2.0, https://citation-file-format.github.io/) of the export."""
    fields = {
        "cff-version": "1.2.0",
        "message": about["how_to_cite"],
        "title": f"Plaza Atlas: {about['title']}",
        "type": "dataset",
        "version": about["data_version"][:12],
        "identifiers": [{"type": "other", "value": about["data_version"], "description": _("SHA-256 of the data")}],
        "license": "CC-BY-4.0",
        "authors": [{"name": "Plaza Atlas contributors"}],
        "abstract": about["bias_note"],
    }
    return str(yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=120))


def readme(about: dict[str, str]) -> str:
    """Return what the package holds, its limits and how to cite it."""
    files = {
        "data/*.csv": _("the tables; columns are described in codebook.csv and datapackage.json"),
        "data/atlas.geojson": _("events, ports and plazas as one map"),
        "CITATION.cff": _("how to cite, for programs"),
    }
    limits = (
        about["bias_note"],
        _("Plaza outlines are {note}.").format(note=about["plaza_note"]),
        about["geometry_note"],
        _("A point is no exacter than its precision and radius_km say."),
        _("An item with alternative_of is a second measure of another item; never add the two."),
        _("A text that a spreadsheet would run starts with an apostrophe in the CSV tables."),
        _("An empty cell means not known or not said."),
    )
    said = {name: about[name] for name in ("data_version", "reports_through", "view", "first_day", "last_day")}
    parts = [
        f"# {about['title']}",
        "\n".join(f"- `{name}`: {text}" for name, text in files.items()),
        "## " + _("Limits"), "\n".join(f"- {limit}" for limit in limits),
        "## " + _("Version and view"), "\n".join(f"- {name}: {text}" for name, text in said.items()),
        "## " + _("Citation and licence"), about["citation"] + " " + about["how_to_cite"],
        _("Data: {data}. Code: {code}. The sources keep their rights; data/sources.csv lists them.").format(
            data=about["data_licence"], code=about["code_licence"]),
        about["notices"],
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _describe_package(tables: ViewTables, contents: dict[str, pa.Table], data: dict[str, bytes]) -> dict[str, Any]:
    about = tables.about
    sources = [{"title": row["publisher"], "path": row["url"]} for row in tables.sources.to_pylist()]
    return {
        "profile": "data-package",
        "name": "plaza-atlas",
        "title": about["title"],
        "version": about["data_version"],
        "description": f"{about['bias_note']} {about['geometry_note']}",
        "licenses": [{"name": "CC-BY-4.0", "path": about["data_licence"].split(", ")[1]}],
        "contributors": [{"title": "Plaza Atlas contributors", "role": "author"}],
        "sources": list({(source["title"], source["path"]): source for source in sources}.values()),
        "plaza_atlas": about,
        "resources": [
            *(_resource(name, table, data[f"data/{name}.csv"]) for name, table in contents.items()),
            {"name": "atlas", "mediatype": "application/geo+json", "format": "geojson", "encoding": "utf-8",
             **_file("data/atlas.geojson", data["data/atlas.geojson"])},
        ],
    }  # fmt: skip


def _resource(name: str, table: pa.Table, content: bytes) -> dict[str, Any]:
    schema: dict[str, Any] = {"fields": _fields(name, table), "missingValues": [""]}
    if name in KEYS:
        schema["primaryKey"] = [KEYS[name]]
    if name in LINKS:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": other, "fields": [KEYS[other]]}}
            for column, other in LINKS[name].items()
        ]
    return {"name": name, "profile": "tabular-data-resource", "mediatype": "text/csv", "format": "csv",
            "encoding": "utf-8", "schema": schema, **_file(f"data/{name}.csv", content)}  # fmt: skip


def _fields(name: str, table: pa.Table) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = []
    for row in codebook_rows({name: table}):
        field: dict[str, Any] = {key: row[source] for key, source in FIELD.items() if row[source]}
        words = allowed_values(name, row["column"])
        if words and row["column"] != "precision":
            field["constraints"] = {"enum": words}
        fields.append(field)
    return fields


def _file(path: str, content: bytes) -> dict[str, Any]:
    return {"path": path, "bytes": len(content), "hash": "sha256:" + hashlib.sha256(content).hexdigest()}
