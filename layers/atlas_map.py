"""The map document: a Folium map whose only library is Leaflet, in one file that asks for nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import folium
from branca.element import Element, Figure
from folium.template import Template

from geo.atlas import Atlas
from geo.errors import ViewError
from geo.view import View
from geo.words import _, language
from layers.assets import read_leaflet, read_style
from layers.bundle import bundle_modules
from layers.dataset_card import dataset_card
from layers.events import Events, atlas_events
from layers.languages import check_language, speaking
from layers.payload import LAYERS, Payload, build_payload, dump_payload

CENTRE = (29.5, -107.0)
"""Latitude and longitude (Folium's order) of the first sight of the map: the whole border."""


POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; connect-src data: blob:; "
    "base-uri 'none'; form-action 'none'; img-src data: blob:"
)
"""What the page may load: nothing but what it carries. Ends with images, where tiles are added."""


CONTROLS = ("time", "legend", "zoom", "details", "embed")
"""What a document may offer: the time control, the legend and its layers, the zoom buttons, the panel that a click
opens, and the button that embeds the map elsewhere. Title, count, scale, sources and citation are always there."""


SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""What a frame around the document lets it do: run, and open the sources as pages of their own."""


@dataclass(frozen=True)
class MapOptions:
    """How the document is made.

    `tiles` names a tile basemap Folium knows, such as "OpenStreetMap"; those tiles are the only thing a document ever
    asks the network for, and by default there are none. `lang` is one of `layers.languages.LANGUAGES`, by default the
    current one: everything in the document speaks it. `title` stands in place of the atlas's own. `layers` and
    `controls` are what the document has; what a layer left out says is not in the file either. `locked` keeps the view:
    the map can be moved and its marks opened, but no date, filter or layer changed, and the address is not read.
    `height` is that of the frame in a notebook, in pixels.

    Raises
    ------
    ViewError
        If a language, layer or control is not known.
    """

    tiles: str | None = None
    lang: str = field(default_factory=language)
    title: str | None = None
    layers: tuple[str, ...] = LAYERS
    controls: tuple[str, ...] = CONTROLS
    locked: bool = False
    height: int = 600

    def __post_init__(self) -> None:
        check_language(self.lang)
        for name, chosen, known in (("layer", self.layers, LAYERS), ("control", self.controls, CONTROLS)):
            for value in chosen:
                if value not in known:
                    message = _("Unknown {name} {value!r}; expected one of {known}.")
                    raise ViewError(message.format(name=name, value=value, known=", ".join(known)))


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
{{ this.header.render() }}
<script type="application/ld+json">{{ this.card }}</script>
</head>
<body>
{{ this.html.render() }}
<script type="application/json" id="atlas-data">{{ this.data }}</script>
{% for name, block in this.blocks.items() %}<script type="text/plain" id="{{ name }}">{{ block }}</script>
{% endfor %}<script>
{{ this.script.render() }}
</script>
<script>{{ this.modules }}</script>
<script>
atlasModules.main.start({{ this.map_name }}, JSON.parse(document.getElementById("atlas-data").textContent));
</script>
</body>
</html>
"""
    )

    def __init__(self, payload: Payload, card: str, options: MapOptions) -> None:
        super().__init__(title=escape(payload.value["meta"]["title"]), height=f"{options.height}px")
        self.header = Element()
        self.header._parent = self
        self.data, self.blocks, self.lang = dump_payload(payload.value), payload.blocks, escape(options.lang)
        self.card = card
        self.policy = POLICY + (" https:" if options.tiles else "")
        self.referrer = "origin" if options.tiles else "no-referrer"  # tile services refuse readers who hide it
        self.leaflet_js, self.leaflet_css = read_leaflet("leaflet.js"), read_leaflet("leaflet.css")
        self.style, self.modules = read_style(), bundle_modules()
        self.map_name = ""

    def _repr_html_(self, **_kwargs: Any) -> str:
        """Return what a notebook shows: the document in a frame that may run its own scripts and reach nothing else."""
        style = f"width: 100%; height: {self.height}; border: 0"
        return (
            f'<iframe title="{self.title}" sandbox="{SANDBOX}" style="{style}" loading="lazy" '
            f'srcdoc="{escape(self.render())}"></iframe>'
        )


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
    atlas: Atlas, view: View, options: MapOptions | None = None, *, events: Events | None = None,
    notices: Sequence[str] = (),
) -> folium.Map:
    """Return the map of `events`, by default all of `atlas`, opened with `view`; the browser does the filtering.

    `notices` are sentences the reader is told when it opens.

    Folium layers may be added to it; what they link to is theirs. `render_document` makes the file.
    """
    options = options or MapOptions()
    with speaking(options.lang):
        events = events or atlas_events(atlas)
        payload = build_payload(atlas, events, view, title=options.title, layers=options.layers)
        card = dump_payload(dataset_card(payload.value["meta"], events))
    payload.value["basemap"] = payload.value["basemap"] | {"tiles": options.tiles is not None}
    payload.value["options"] = {"layers": options.layers, "controls": options.controls, "locked": options.locked}
    payload.value["notices"] = list(notices)
    document = Document(payload, card, options)
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
