"""The view as KML 2.2 for Google Earth: events with their days, ports and schematic plazas.

Specification: OGC 07-147r2, https://www.ogc.org/standards/kml/
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any
from xml.etree import ElementTree as ET

import shapely

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.qgis_style import EXACT, OTHER, OTHER_COLOUR
from layers.safe_text import legal_text
from layers.vector_file import event_layer
from layers.view_tables import Layer, view_tables
from layers.vocabulary import commodity_styles, place_notes

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
ICON = "http://maps.google.com/mapfiles/kml/shapes/shaded_dot.png"
"""A white icon of Google Earth's own palette; its default one is yellow, and a colour over yellow is another colour."""
NAMESPACE = "http://www.opengis.net/kml/2.2"
SOLID, FAINT = "ff", "80"
"""Opacity of an exact and of an approximate place."""


def kml_bytes(atlas: Atlas, view: View) -> bytes:
    """Return `view` as KML: a placemark per event, port and plaza, all columns in its ExtendedData.

    An event has its day, or the span of days it may lie in; an undated one has none and is always shown. An event
    without a place is a placemark without a point. Foreign text is escaped: Google Earth reads descriptions as HTML.
    """
    tables = view_tables(atlas, view)
    root = ET.Element("kml", xmlns=NAMESPACE)
    document = ET.SubElement(root, "Document")
    _add(document, "name", tables.about["title"])
    _add(document, "description", _lines(tables.about.values()))
    _add_styles(document, atlas)
    sources = {row["source_id"]: f"{row['publisher']} {row['url']}" for row in tables.sources.to_pylist()}
    _add_data(document, tables.about | sources)
    known = set(atlas.commodities["commodity_code"])
    folder = _folder(document, _("Events"))
    for event in event_layer(tables)[0].to_pylist():
        _add_event(folder, event, known)
    _add_places(_folder(document, _("Ports of entry")), tables.ports, "port")
    _add_places(_folder(document, _("Plazas (schematic)")), tables.plazas, "plaza")
    return (DECLARATION + ET.tostring(root, encoding="unicode")).encode("utf-8")


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


def _add_event(folder: ET.Element, event: dict[str, Any], known: set[str]) -> None:
    placemark = ET.SubElement(folder, "Placemark", id=_id("event", event["event_id"]))
    place = event["place_name"] or event["place_reported"]
    _add(placemark, "name", f"{place}: {event['quantities_reported']}".strip(": "))
    urls = [f'<a href="{escape(url)}">{escape(url)}</a>' for url in event["source_urls"].split("; ") if url]
    said = (event["place_reported"], event["quantities_reported"], event["hedge"], event["agency_reported"],
            place_notes().get(event["precision"], ""))  # fmt: skip
    _add(placemark, "description", "<br>".join([_lines(said), *urls]))
    if event["start_date"] == event["end_date"] and event["start_date"]:
        _add(ET.SubElement(placemark, "TimeStamp"), "when", event["start_date"].isoformat())
    elif event["start_date"] and event["end_date"]:
        span = ET.SubElement(placemark, "TimeSpan")
        _add(span, "begin", event["start_date"].isoformat())
        _add(span, "end", event["end_date"].isoformat())
    code = event["commodity_code"] if event["commodity_code"] in known else OTHER
    _add(placemark, "styleUrl", f"#{code}-{SOLID if event['precision'] in EXACT else FAINT}")
    _add_data(placemark, event)
    if event["lon"] is not None:
        _add_point(placemark, event["lon"], event["lat"])


def _add_places(folder: ET.Element, layer: Layer, kind: str) -> None:
    for row, geometry in zip(layer.table.to_pylist(), layer.geometry, strict=True):
        placemark = ET.SubElement(folder, "Placemark", id=_id(kind, row[f"{kind}_id"]))
        _add(placemark, "name", row["name"])
        _add(placemark, "description", _lines(str(value) for value in row.values() if value not in ("", None)))
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


def _lines(texts: Iterable[str]) -> str:
    return "<br>".join(escape(text) for text in texts if text)


def _id(kind: str, key: str) -> str:
    """Return an XML name: letters, digits, hyphens, dots and underscores."""
    return f"{kind}-" + re.sub(r"[^A-Za-z0-9_.-]", "_", key)
