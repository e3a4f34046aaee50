"""What is compared: for each way to put a table of events on a map, how a user of it would write the file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd

from data.store import load_atlas
from geo.atlas import Atlas
from geo.view import View
from layers.atlas_map import build_map, render_document
from layers.events_table import table_events

MEGABYTE = 1_000_000
OURS = "atlas"
SLOW_S, VERY_SLOW_S = 20, 45
"""A contender whose round takes longer is measured in fewer rounds: three, or one."""
CENTRE = (29.5, -107.0)
COLOURS = {
    "fentanyl": "#D55E00", "methamphetamine": "#0072B2", "cocaine": "#E69F00", "heroin": "#CC79A7",
    "marijuana": "#009E73", "other_drugs": "#666666",
}  # fmt: skip


@dataclass(frozen=True)
class Contender:
    """One way to make the map: `build` writes a file from the table, `page` names the script that drives it."""

    title: str
    packages: tuple[str, ...]
    build: Callable[[pd.DataFrame, Path], None]
    page: str
    filter_step: str


def build_atlas(events: pd.DataFrame, target: Path) -> None:
    """Write this atlas' own document."""
    atlas = open_atlas()
    drawn = table_events(events, atlas, name="synthetic events")
    target.write_text(render_document(build_map(atlas, View(), events=drawn)), encoding="utf-8")


@cache
def open_atlas() -> Atlas:
    """Return the atlas of the store, whose ground, plazas and words the document draws beside the events."""
    return load_atlas()


def bytes_without_texts(document: Path) -> int:
    """Return the bytes of our document but for its block of texts."""
    content = document.read_bytes()
    found = re.search(rb'<script type="text/plain" id="atlas-texts">(.*?)</script>', content, re.DOTALL)
    if found is None:
        raise ValueError(f"{document.name!r} holds no block of texts; expected a document of this atlas")
    return len(content) - len(found[1])


def build_geojson(events: pd.DataFrame, target: Path) -> None:
    """Write a Folium map of circle markers from GeoJSON.

    All in one colour: a `style_function` would become one comparison for each feature before it, and cost far more.
    """
    import folium

    map_ = folium.Map(CENTRE, zoom_start=5)
    marker = folium.CircleMarker(radius=4, weight=1, fill=True)
    folium.GeoJson(_points(events), marker=marker).add_to(map_)
    map_.save(target)


def build_explore(events: pd.DataFrame, target: Path) -> None:
    """Write what `GeoDataFrame.explore` makes of the table, in one colour as with GeoJSON."""
    _points(events).explore().save(target)


def build_cluster(events: pd.DataFrame, target: Path) -> None:
    """Write a Folium map of clustered markers, each with the day and commodity a filter needs."""
    import folium
    from folium.plugins import FastMarkerCluster

    callback = "function (row) { var one = L.marker([row[0], row[1]]); one.row = row; return one; }"
    columns = [name for name in ("lat", "lon", "start_date", "commodity_code", "event_id") if name in events]
    map_ = folium.Map(CENTRE, zoom_start=5)
    FastMarkerCluster(events[columns].to_numpy().tolist(), callback=callback).add_to(map_)
    map_.save(target)


def build_pydeck(events: pd.DataFrame, target: Path) -> None:
    """Write a deck.gl scatterplot by pydeck."""
    import pydeck

    colours = {code: [int(text[i : i + 2], 16) for i in (1, 3, 5)] for code, text in COLOURS.items()}
    layer = pydeck.Layer(
        "ScatterplotLayer",
        events.assign(colour=events["commodity_code"].map(colours)),
        get_position=["lon", "lat"],
        get_fill_color="colour",
        get_radius=2000,
        radius_min_pixels=2,
        pickable=True,
    )
    state = pydeck.ViewState(latitude=CENTRE[0], longitude=CENTRE[1], zoom=5)
    pydeck.Deck(layers=[layer], initial_view_state=state).to_html(str(target), open_browser=False)


def build_lonboard(events: pd.DataFrame, target: Path) -> None:
    """Write a lonboard scatterplot with its filter on the graphics card prepared for the day."""
    import lonboard
    from lonboard.colormap import apply_categorical_cmap
    from lonboard.layer_extension import DataFilterExtension

    colours = {code: [int(text[i : i + 2], 16) for i in (1, 3, 5)] for code, text in COLOURS.items()}
    days = pd.to_datetime(events["start_date"]).to_numpy().astype("datetime64[D]").astype("float32")
    layer = lonboard.ScatterplotLayer.from_geopandas(
        _points(events),
        get_fill_color=apply_categorical_cmap(events["commodity_code"], colours),
        radius_min_pixels=2,
        extensions=[DataFilterExtension(filter_size=1)],
        get_filter_value=days,
        filter_range=[float(days.min()), float(days.max())],
    )
    state = {"longitude": CENTRE[1], "latitude": CENTRE[0], "zoom": 5}
    lonboard.Map(layer, view_state=state).to_html(target)


def build_kepler(events: pd.DataFrame, target: Path) -> None:
    """Write kepler.gl's page of the table, as it opens by itself."""
    import contextlib
    import io

    from keplergl import KeplerGl

    with contextlib.redirect_stdout(io.StringIO()):
        times = events.assign(start_date=events["start_date"] + " 00:00:00")
        KeplerGl(data={"events": times}, config=_kepler_config()).save_to_html(file_name=str(target), center_map=False)


CONTENDERS: dict[str, Contender] = {
    "atlas": Contender("Plaza Atlas", ("folium",), build_atlas, "atlas", "`await atlas.setView({from, to})`"),
    "geojson": Contender(
        "folium.GeoJson", ("folium", "geopandas"), build_geojson, "leaflet",
        "`setStyle` of the circle markers that enter or leave the window",
    ),
    "explore": Contender(
        "gdf.explore()", ("folium", "geopandas", "mapclassify"), build_explore, "leaflet",
        "`setStyle` of the circle markers that enter or leave the window",
    ),
    "cluster": Contender(
        "FastMarkerCluster", ("folium",), build_cluster, "cluster",
        "`clearLayers`, then `addLayers` of the markers in the window",
    ),
    "pydeck": Contender(
        "pydeck", ("pydeck",), build_pydeck, "pydeck", "`setProps` with the layer cloned over the filtered rows",
    ),
    "lonboard": Contender(
        "lonboard", ("lonboard",), build_lonboard, "lonboard",
        "`filter_range` of its DataFilterExtension, set on the widget's model from inside the page",
    ),
    "kepler": Contender(
        "kepler.gl", ("keplergl",), build_kepler, "kepler", "`setFilter` of a time filter, dispatched to its store",
    ),
}  # fmt: skip
"""By short name, in the order they are measured in each round."""


def _points(events: pd.DataFrame) -> Any:
    import geopandas as gpd

    return gpd.GeoDataFrame(events, geometry=gpd.points_from_xy(events["lon"], events["lat"]), crs="EPSG:4326")


def _kepler_config() -> dict[str, Any]:
    layer = {
        "id": "points", "type": "point",
        "config": {
            "dataId": "events", "label": "events", "isVisible": True,
            "columns": {"lat": "lat", "lng": "lon", "altitude": None}, "visConfig": {"radius": 2},
        },
        "visualChannels": {
            "colorField": {"name": "commodity_code", "type": "string"}, "colorScale": "ordinal",
        },
    }  # fmt: skip
    window = {
        "dataId": ["events"], "id": "window", "name": ["start_date"], "type": "timeRange",
        "value": [1_388_534_400_000, 1_735_689_599_000], "enlarged": False,
    }  # fmt: skip
    state = {"latitude": CENTRE[0], "longitude": CENTRE[1], "zoom": 5, "bearing": 0, "pitch": 0}
    return {"version": "v1", "config": {"visState": {"filters": [window], "layers": [layer]}, "mapState": state}}
