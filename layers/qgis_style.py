"""QGIS styles of the exported layers: colour and shape by commodity, opacity by precision, plazas without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from xml.etree import ElementTree as ET

from geo.atlas import Atlas
from geo.words import _
from layers.vocabulary import commodity_styles

EXACT = ("crossing", "checkpoint")
"""Precisions of a place that is drawn solid."""
HOLLOW_ALPHA = 60
OTHER, OTHER_COLOUR = "other", "#7A746A"
"""Style of an event without a listed commodity."""
PORT_STYLE = {"name": "square", "size": "2.2", "color": "255,255,255,255", "outline_color": "40,40,40,255",
              "outline_width": "0.4"}  # fmt: skip
PLAZA_STYLE = {"style": "no", "outline_color": "70,70,70,255", "outline_width": "0.4", "outline_style": "dash"}
ROOT = {"version": "3.22.0", "styleCategories": "Symbology"}


def layer_styles(atlas: Atlas) -> dict[str, str]:
    """Return the QML of the layers events, ports and plazas, by layer."""
    return {"events": _event_style(atlas), "ports": _single("marker", "SimpleMarker", PORT_STYLE),
            "plazas": _single("fill", "SimpleFill", PLAZA_STYLE)}  # fmt: skip


def _event_style(atlas: Atlas) -> str:
    root = ET.Element("qgis", ROOT)
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr="commodity_code", symbollevels="0",
                             enableorderby="0", forceraster="0")  # fmt: skip
    categories, symbols = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    styles = [*commodity_styles(atlas), {"code": "", "label": _("other"), "colour": OTHER_COLOUR, "shape": "circle"}]
    for number, style in enumerate(styles):
        ET.SubElement(categories, "category", value=style["code"], label=style["label"], symbol=str(number),
                      render="true", type="string")  # fmt: skip
        marker = {"name": style["shape"], "size": "2.6", "color": _rgba(style["colour"]),
                  "outline_color": _rgba(style["colour"]), "outline_width": "0.3"}  # fmt: skip
        _add_symbol(symbols, str(number), "marker", "SimpleMarker", marker, hollow=True)
    return _text(root)


def _single(kind: str, symbol_class: str, values: Mapping[str, str]) -> str:
    root = ET.Element("qgis", ROOT)
    renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol", symbollevels="0", enableorderby="0",
                             forceraster="0")  # fmt: skip
    _add_symbol(ET.SubElement(renderer, "symbols"), "0", kind, symbol_class, values)
    return _text(root)


def _add_symbol(
    parent: ET.Element, name: str, kind: str, symbol_class: str, values: Mapping[str, str], *, hollow: bool = False
) -> None:
    symbol = ET.SubElement(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1", force_rhr="0")
    layer = ET.SubElement(symbol, "layer", {"class": symbol_class, "enabled": "1", "locked": "0", "pass": "0"})
    _add_options(layer, values.items())
    if hollow:
        words = ", ".join(f"'{word}'" for word in EXACT)
        expression = (
            f'if("precision" in ({words}), @symbol_color, set_color_part(@symbol_color, \'alpha\', {HOLLOW_ALPHA}))'
        )
        properties = ET.SubElement(ET.SubElement(layer, "data_defined_properties"), "Option", type="Map")
        ET.SubElement(properties, "Option", name="name", type="QString", value="")
        named = ET.SubElement(ET.SubElement(properties, "Option", name="properties", type="Map"), "Option",
                              name="fillColor", type="Map")  # fmt: skip
        ET.SubElement(named, "Option", name="active", type="bool", value="true")
        ET.SubElement(named, "Option", name="expression", type="QString", value=expression)
        ET.SubElement(named, "Option", name="type", type="int", value="3")
        ET.SubElement(properties, "Option", name="type", type="QString", value="collection")


def _add_options(parent: ET.Element, values: Iterable[tuple[str, str]]) -> None:
    """Add the values twice: as options, and as the properties that QGIS before 3.22 reads."""
    values = list(values)
    options = ET.SubElement(parent, "Option", type="Map")
    for name, value in values:
        ET.SubElement(options, "Option", name=name, value=value, type="QString")
    for name, value in values:
        ET.SubElement(parent, "prop", k=name, v=value)


def _rgba(colour: str) -> str:
    """Return #RRGGBB as QGIS writes it.

    Examples
    --------
    >>> _rgba("#C8102E")
    '200,16,46,255'
    """
    return ",".join(str(int(colour[start : start + 2], 16)) for start in (1, 3, 5)) + ",255"


def _text(root: ET.Element) -> str:
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, encoding="unicode")
