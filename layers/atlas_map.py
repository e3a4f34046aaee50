"""The map document: a Folium map whose only library is Leaflet, in one file that asks for nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import folium
from branca.element import Element, Figure
from folium.template import Template

from geo.atlas import Atlas
from geo.view import View
from layers.assets import import_map, read_leaflet, read_style
from layers.events import Events, atlas_events
from layers.payload import Payload, build_payload, dump_payload

CENTRE = (29.5, -107.0)
"""Latitude and longitude (Folium's order) of the first sight of the map: the whole border."""


POLICY = (
    "default-src 'none'; script-src 'unsafe-inline' data:; style-src 'unsafe-inline'; connect-src data: blob:; "
    "base-uri 'none'; form-action 'none'; img-src data: blob:"
)
"""What the page may load: nothing but what it carries. Ends with images, where tiles are added."""


@dataclass(frozen=True)
class MapOptions:
    """How the document is made.

    `tiles` names a tile basemap Folium knows, such as "OpenStreetMap"; those tiles are the only thing a document ever
    asks the network for, and by default there are none. `lang` is the language of the words, for screen readers.
    `title` stands in place of the atlas's own.
    """

    tiles: str | None = None
    lang: str = "en"
    title: str | None = None


class Document(Figure):
    """The page around the map.

    Large or foreign text is put in by this template in one pass. Folium's own way would read it as a template again.
    """

    _template = Template(
        """<!DOCTYPE html>
<html lang="{{ this.lang }}">
<head>
<meta charset="utf-8">
<title>{{ this.title }}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="{{ this.referrer }}">
<meta http-equiv="Content-Security-Policy" content="{{ this.policy }}">
<link rel="icon" href="data:,">
<style>{{ this.leaflet_css }}</style>
<style>html, body { height: 100%; margin: 0; } .folium-map { position: absolute; inset: 0; }</style>
<style>{{ this.style }}</style>
<script>{{ this.leaflet_js }}</script>
<script type="importmap">{{ this.import_map }}</script>
{{ this.header.render() }}
</head>
<body>
{{ this.html.render() }}
<script type="application/json" id="atlas-data">{{ this.data }}</script>
{% for name, block in this.blocks.items() %}<script type="text/plain" id="{{ name }}">{{ block }}</script>
{% endfor %}<script>
{{ this.script.render() }}
</script>
<script type="module">
import { start } from "atlas/main";
start({{ this.map_name }}, JSON.parse(document.getElementById("atlas-data").textContent));
</script>
</body>
</html>
"""
    )

    def __init__(self, payload: Payload, title: str, options: MapOptions) -> None:
        super().__init__(title=escape(title))
        self.header = Element()
        self.header._parent = self
        self.data, self.blocks, self.lang = dump_payload(payload.value), payload.blocks, escape(options.lang)
        self.policy = POLICY + (" https:" if options.tiles else "")
        self.referrer = "origin" if options.tiles else "no-referrer"  # tile services refuse readers who hide it
        self.leaflet_js, self.leaflet_css = read_leaflet("leaflet.js"), read_leaflet("leaflet.css")
        self.style, self.import_map = read_style(), import_map()
        self.map_name = ""


class AtlasMap(folium.Map):
    """A Folium map without Folium's default libraries, whose size is left to the style sheet."""

    default_js: list[tuple[str, str]] = []
    default_css: list[tuple[str, str]] = []

    _template = Template(
        """
{% macro html(this, kwargs) %}<div class="folium-map" id={{ this.get_name()|tojson }}></div>{% endmacro %}
{% macro script(this, kwargs) %}
var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
  center: {{ this.location|tojson }}, crs: L.CRS.{{ this.crs }}, ...{{ this.options|tojavascript }}
});
{% endmacro %}
"""
    )


def build_map(
    atlas: Atlas, view: View, options: MapOptions | None = None, *, events: Events | None = None
) -> folium.Map:
    """Return the map of `events`, by default all of `atlas`, opened with `view`; the browser does the filtering.

    Folium layers may be added to it; what they link to is theirs. `render_document` makes the file.
    """
    options = options or MapOptions()
    payload = build_payload(atlas, events or atlas_events(atlas), view, options.lang)
    payload.value["basemap"] = payload.value["basemap"] | {"tiles": options.tiles is not None}
    payload.value["meta"]["title"] = options.title or atlas.title
    document = Document(payload, payload.value["meta"]["title"], options)
    map_ = AtlasMap(
        CENTRE, tiles=options.tiles, zoom_start=5, zoom_control=False, attribution_control=options.tiles is not None
    )
    document.add_child(map_, name="map")
    _fix_ids(map_, "atlas")
    document.map_name = map_.get_name()
    return map_


def render_document(map_: folium.Map) -> str:
    """Return the HTML of the map's document, the same bytes for the same atlas, view and options."""
    _fix_ids(map_, "atlas")
    return str(map_.get_root().render())


def _fix_ids(element: Element, name: str) -> None:
    """Replace the random ids of Folium by the place of each element in the tree."""
    element._id = name
    for index, child in enumerate(element._children.values()):
        _fix_ids(child, f"{name}_{index}")
