"""The ground of a figure: sea, land, states, counties and municipalities, the border line, ports and towns."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.atlas import Atlas
from layers.cells import text
from layers.figure_items import Group, Item, Shape, line_path, path_of, rectangle
from layers.figure_projection import Frame

SEA, US, MX = "#E4ECF2", "#F6F4EF", "#F4EFE4"
STATE, HAIR, BORDER, CASING, TOWN = "#BDB7AB", "#DDD8CD", "#3A3A3A", "#FFFFFF", "#6A665F"

HAIRLINES_BELOW_KM = 900
"""Width of the ground below which counties and municipalities are drawn."""

CROSSINGS_BELOW_KM = 60


def draw_ground(atlas: Atlas, frame: Frame, line: float) -> list[Group]:
    """Return sea, land and lines under everything else; `line` is the width of a fine line in points."""
    land = [(frame.draw(atlas.us_states, "us_states"), US), (frame.draw(atlas.mx_states, "mx_states"), MX)]
    border = path_of(frame.draw(atlas.border, "border"))
    groups = [
        Group("sea", [Shape(rectangle(frame.box), fill=SEA)], clip=frame.box),
        Group("land", [Shape(path_of(outlines), fill=colour, line=STATE, width=line) for outlines, colour in land],
              clip=frame.box),  # fmt: skip
    ]
    if frame.width_km < HAIRLINES_BELOW_KM:
        fine = [frame.draw(atlas.us_counties, "us_counties"), frame.draw(atlas.mx_municipalities, "mx_municipalities")]
        lines = Shape(path_of(np.concatenate(fine)), line=HAIR, width=0.7 * line)
        groups.append(Group("counties-and-municipalities", [lines], clip=frame.box))
        states: list[Item] = [Shape(path_of(outlines), line=STATE, width=line) for outlines, _colour in land]
        groups.append(Group("states", states, clip=frame.box))
    casing = Shape(border, line=CASING, line_alpha=0.85, width=5 * line, round_ends=True)
    strong: list[Item] = [casing, Shape(border, line=BORDER, width=2.2 * line, round_ends=True)]
    return [*groups, Group("border", strong, clip=frame.box)]


def border_on_page(atlas: Atlas, frame: Frame) -> shapely.Geometry:
    """Return the border line in points."""
    return shapely.union_all(frame.draw(atlas.border, "border"))


@dataclass(frozen=True)
class Spot:
    """A named point of the map: degrees as points of the page, and the place it is."""

    place_id: str
    name: str
    x: float
    y: float
    weight: float = 0.0


def spots_of(places: pd.DataFrame, frame: Frame) -> list[Spot]:
    """Return the rows of `places` (place_id, name, lon, lat; perhaps population) inside the frame."""
    placed = places[places["lon"].notna()]
    x, y = frame.to_page(placed["lon"].to_numpy(float), placed["lat"].to_numpy(float))
    left, bottom, right, top = frame.box
    inside = (x > left) & (x < right) & (y > bottom) & (y < top)
    people = pd.to_numeric(placed.get("population", 0), errors="coerce")
    weights = np.nan_to_num(np.broadcast_to(np.asarray(people, dtype=float), len(placed)))
    rows = zip(placed["place_id"], placed["name"], x, y, weights, strict=True)
    return [
        Spot(text(key), text(name), float(px), float(py), float(weight))
        for (key, name, px, py, weight), kept in zip(rows, inside, strict=True)
        if kept
    ]


def ports_on_page(atlas: Atlas, frame: Frame) -> tuple[list[Spot], list[Spot]]:
    """Return the ports in the frame, and their crossings where the ground is narrow enough to tell them apart."""
    kinds = atlas.places["kind"]
    ports = spots_of(atlas.places[kinds == "port"], frame)
    near = frame.width_km < CROSSINGS_BELOW_KM
    return ports, spots_of(atlas.places[kinds == "crossing"], frame) if near else []


def draw_ports(ports: list[Spot], crossings: list[Spot], size: float, line: float) -> Group:
    """Return ports as small white squares and crossings as ticks; `size` is that of most words."""
    half, tick = 0.2 * size, 0.32 * size
    items: list[Item] = [
        Shape(line_path((spot.x, spot.y - tick), (spot.x, spot.y + tick)), line=BORDER, width=2.4 * line)
        for spot in crossings
    ]
    squares = [shapely.box(spot.x - half, spot.y - half, spot.x + half, spot.y + half) for spot in ports]
    return Group("ports", [*items, *([port_square(squares, line)] if squares else [])])


def port_square(squares: list[shapely.Geometry], line: float) -> Shape:
    """Return ports as they are drawn, on the map and in the legend."""
    return Shape(path_of(squares), fill="#FFFFFF", line=BORDER, width=1.3 * line)


def towns_on_page(atlas: Atlas, frame: Frame) -> list[Spot]:
    """Return the towns in the frame that are large enough for its scale, the largest first."""
    cities = gpd.GeoDataFrame(atlas.places[atlas.places["kind"] == "city"])
    spots = spots_of(cities[frame.seen(cities, "places")], frame)
    least = next(people for km, people in LEAST_PEOPLE.items() if frame.width_km < km)
    return sorted((spot for spot in spots if spot.weight >= least), key=lambda spot: (-spot.weight, spot.place_id))


LEAST_PEOPLE = {40: 0, 90: 2_000, 180: 15_000, 400: 50_000, 900: 120_000, 1800: 300_000, float("inf"): 900_000}
"""By kilometres of ground from left to right, the people of the smallest town that is named below."""


def draw_towns(towns: list[Spot], size: float) -> Group:
    """Return the dots of towns."""
    dots = [shapely.Point(spot.x, spot.y).buffer(0.11 * size, quad_segs=3) for spot in towns]
    return Group("towns", [Shape(path_of(dots), fill=TOWN)] if dots else [])
