"""The view as KML 2.2 for Google Earth: events with their days, ports and schematic plazas.

Specification: OGC 07-147r2, https://www.ogc.org/standards/kml/
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Mapping
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow as pa
import shapely

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.arrow_text import bytes_of
from layers.batches import run_batches
from layers.event_tables import with_texts
from layers.geojson import nested_rows
from layers.kml_events import FAINT, SOLID, event_marks, lines
from layers.qgis_style import OTHER, OTHER_COLOUR
from layers.safe_text import legal_text
from layers.view_tables import Layer, ViewTables, view_tables
from layers.vocabulary import commodity_styles

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ICON = "http://maps.google.com/mapfiles/kml/shapes/shaded_dot.png"
"""A white icon of Google Earth's own palette; its default one is yellow, and a colour over yellow is another colour."""
NAMESPACE = "http://www.opengis.net/kml/2.2"
FOLDER_END = "</Folder>"


def kml_bytes(atlas: Atlas, view: View) -> bytes:
    """Return `view` as KML: a placemark per event, port and plaza, all columns in its ExtendedData.

    An event has its day, or the span of days it may lie in; an undated one has none and is always shown. An event
    without a place is a placemark without a point. Foreign text is escaped: Google Earth reads descriptions as HTML.
    """
    tables = view_tables(atlas, view)
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _add(document, "name", tables.about["title"])
    _add(document, "description", lines(tables.about.values()))
    _add_styles(document, atlas)
    sources = {row["source_id"]: f"{row['publisher']} {row['url']}" for row in tables.sources.to_pylist()}
    _add_data(document, tables.about | sources)
    known = set(atlas.commodities["commodity_code"])
    _folder(document, _("Events"))
    _add_places(_folder(document, _("Ports of entry")), tables.ports, "port")
    _add_places(_folder(document, _("Plazas (schematic)")), tables.plazas, "plaza")
    before, after = ET.tostring(root, encoding="unicode").split(FOLDER_END, 1)
    content = io.BytesIO()
    content.write((DECLARATION + before).encode("utf-8"))
    events = with_texts(tables.events)
    for marks in run_batches(lambda first, last: _event_marks(tables, events, known, first, last), len(events)):
        content.write(bytes_of(marks))
    content.write((FOLDER_END + after).encode("utf-8"))
    return content.getvalue()


def _event_marks(tables: ViewTables, events: pa.Table, known: Collection[str], first: int, last: int) -> pa.Array:
    items = nested_rows(tables.events.items, first, last).texts
    return event_marks(events.slice(first, last - first).append_column("items", items), known)


def _add_styles(document: ET.Element, atlas: Atlas) -> None:
    colours = {style["code"]: style["colour"] for style in commodity_styles(atlas)} | {OTHER: OTHER_COLOUR}
    for code, colour in colours.items():
        for opacity in (SOLID, FAINT):
            style = ET.SubElement(document, "Style", id=f"{code}-{opacity}")
            icon = ET.SubElement(style, "IconStyle")
            _add(icon, "color", opacity + colour[5:7] + colour[3:5] + colour[1:3])  # KML writes blue before red
            _add(ET.SubElement(icon, "Icon"), "href", ICON)
            _add(ET.SubElement(style, "LabelStyle"), "scale", "0")
    _add(ET.SubElement(ET.SubElement(document, "Style", id="port"), "IconStyle"), "scale", "0.7")
    plaza = ET.SubElement(document, "Style", id="plaza")
    line = ET.SubElement(plaza, "LineStyle")
    _add(line, "color", "ff464646")
    _add(line, "width", "1.5")
    _add(ET.SubElement(plaza, "PolyStyle"), "fill", "0")


def _add_places(folder: ET.Element, layer: Layer, kind: str) -> None:
    for row, geometry in zip(layer.table.to_pylist(), layer.geometry, strict=True):
        placemark = ET.SubElement(folder, "Placemark", id=_id(kind, row[f"{kind}_id"]))
        _add(placemark, "name", row["name"])
        _add(placemark, "description", lines(str(value) for value in row.values() if value not in ("", None)))
        _add(placemark, "styleUrl", f"#{kind}")
        _add_data(placemark, row)
        if kind == "port":
            _add_point(placemark, row["lon"], row["lat"])
        else:
            _add_polygons(placemark, geometry)


def _add_polygons(placemark: ET.Element, outline: Any) -> None:
    parts = ET.SubElement(placemark, "MultiGeometry")
    for polygon in shapely.get_parts(outline):
        element = ET.SubElement(parts, "Polygon")
        for name, rings in (("outerBoundaryIs", [polygon.exterior]), ("innerBoundaryIs", polygon.interiors)):
            for ring in rings:
                points = " ".join(f"{x:.6f},{y:.6f}" for x, y in shapely.get_coordinates(ring))
                _add(ET.SubElement(ET.SubElement(element, name), "LinearRing"), "coordinates", points)


def _add_point(placemark: ET.Element, lon: float, lat: float) -> None:
    _add(ET.SubElement(placemark, "Point"), "coordinates", f"{lon:.6f},{lat:.6f}")


def _add_data(parent: ET.Element, values: Mapping[str, Any]) -> None:
    extended = ET.SubElement(parent, "ExtendedData")
    for name, value in values.items():
        if value not in ("", None):
            _add(ET.SubElement(extended, "Data", name=name), "value", str(value))


def _folder(document: ET.Element, name: str) -> ET.Element:
    folder = ET.SubElement(document, "Folder")
    _add(folder, "name", name)
    return folder


def _add(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = legal_text(text)


def _id(kind: str, key: str) -> str:
    """Return an XML name: letters, digits, hyphens, dots and underscores."""
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9_.-]", "_", key)
