"""The projection of a figure: Albers equal-area with its parallels in the ground shown, and that ground on the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS, Transformer

from geo.territory import GEOD, require_crs
from layers.figure_items import Box

LONLAT = CRS.from_epsg(4326)
TOLERANCE = 0.2
"""Points by which an outline may be simplified: less than the finest line is wide."""

SPILL = 4.0
"""Points that outlines reach beyond their frame, so that their cut edges are not seen."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north."""


def albers(bounds: Bounds) -> CRS:
    """Return Albers equal-area in metres for the degrees `bounds`, its parallels a sixth of the height inside."""
    west, south, east, north = bounds
    sixth = (north - south) / 6
    return CRS.from_proj4(
        f"+proj=aea +lat_1={south + sixth:.6f} +lat_2={north - sixth:.6f} +lat_0={(south + north) / 2:.6f} "
        f"+lon_0={(west + east) / 2:.6f} +datum=WGS84 +units=m +no_defs"
    )


@dataclass(frozen=True)
class Ground:
    """What a map shows: a box of an equal-area `crs`, in metres."""

    crs: CRS
    bounds: Bounds

    @property
    def aspect(self) -> float:
        """Width by height."""
        west, south, east, north = self.bounds
        return (east - west) / (north - south)


def fit_ground(geometries: NDArray[np.object_], *, margin: float, least_km: float) -> Ground:
    """Return the ground around `geometries` (degrees), with `margin` of its size on each side and at least so wide."""
    bounds = tuple(float(value) for value in shapely.total_bounds(geometries))
    crs = albers((bounds[0], bounds[1], bounds[2], bounds[3]))
    west, south, east, north = shapely.total_bounds(
        _project(geometries, Transformer.from_crs(LONLAT, crs, always_xy=True))
    )
    half = [max((high - low) / 2 * (1 + 2 * margin), least_km * 500) for low, high in ((west, east), (south, north))]
    x, y = (west + east) / 2, (south + north) / 2
    return Ground(crs, (x - half[0], y - half[1], x + half[0], y + half[1]))


@dataclass(frozen=True)
class Frame:
    """A ground in a box of the page, as large as it goes there; around it the box shows more ground.

    `pad` are points inside the box that the ground leaves free, so that symbols at its edge are whole.
    """

    ground: Ground
    box: Box
    pad: float = 0.0

    @cached_property
    def scale(self) -> float:
        """Points a metre."""
        west, south, east, north = self.ground.bounds
        left, bottom, right, top = self.box
        return min((right - left - 2 * self.pad) / (east - west), (top - bottom - 2 * self.pad) / (north - south))

    @cached_property
    def width_km(self) -> float:
        """Kilometres of ground from the left to the right of the box."""
        return (self.box[2] - self.box[0]) / self.scale / 1000

    @cached_property
    def _forward(self) -> Transformer:
        return Transformer.from_crs(LONLAT, self.ground.crs, always_xy=True)

    @cached_property
    def _middles(self) -> NDArray[np.float64]:
        """Middle of the ground in metres, and of the box in points."""
        sides: NDArray[np.float64] = np.array([self.ground.bounds, self.box], dtype=np.float64)
        middles: NDArray[np.float64] = sides.reshape(2, 2, 2).mean(axis=1)
        return middles

    def to_page(
        self, lon: NDArray[np.float64], lat: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return degrees (EPSG:4326) as points of the page."""
        shift = self._middles[1] - self._middles[0] * self.scale
        metres = self._forward.transform(lon, lat)
        x: NDArray[np.float64] = np.asarray(metres[0]) * self.scale + shift[0]
        y: NDArray[np.float64] = np.asarray(metres[1]) * self.scale + shift[1]
        return x, y

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return a point of the page as longitude and latitude."""
        metres, points = self._middles
        lon, lat = self._forward.transform(
            (x - points[0]) / self.scale + metres[0], (y - points[1]) / self.scale + metres[1], direction="INVERSE"
        )
        return float(lon), float(lat)

    @cached_property
    def degrees(self) -> Bounds:
        """The degrees that the box reaches, a little more than less."""
        left, bottom, right, top = self.box
        xs, ys = np.linspace(left, right, 21), np.linspace(bottom, top, 21)
        edge = [(x, y) for x in xs for y in (bottom, top)] + [(x, y) for y in ys for x in (left, right)]
        lon, lat = np.array([self.to_degrees(x, y) for x, y in edge]).T
        return float(lon.min()) - 0.02, float(lat.min()) - 0.02, float(lon.max()) + 0.02, float(lat.max()) + 0.02

    def km_between(self, first: tuple[float, float], last: tuple[float, float]) -> float:
        """Return the geodesic kilometres between two points of the page."""
        return float(GEOD.inv(*self.to_degrees(*first), *self.to_degrees(*last))[2]) / 1000

    def seen(self, gdf: gpd.GeoDataFrame, name: str) -> NDArray[np.bool_]:
        """Return for each row whether its box of degrees meets that of the frame.

        Raises
        ------
        SchemaError
            If `gdf`, called `name`, is not EPSG:4326.
        """
        require_crs(gdf, name)
        west, south, east, north = self.degrees
        low_x, low_y, high_x, high_y = shapely.bounds(gdf.geometry.to_numpy()).T
        return np.asarray((high_x >= west) & (low_x <= east) & (high_y >= south) & (low_y <= north))

    def draw(self, gdf: gpd.GeoDataFrame, name: str) -> NDArray[np.object_]:
        """Return the outlines of `gdf` (EPSG:4326) that the frame shows, in points, as `outline` does."""
        return self.outline(gdf.geometry.to_numpy()[self.seen(gdf, name)])

    def outline(self, geometries: NDArray[np.object_]) -> NDArray[np.object_]:
        """Return geometries (degrees) in points, simplified and cut near the edge; those that lie outside are empty."""
        left, bottom, right, top = self.box
        placed = shapely.transform(geometries, lambda xy: np.column_stack(self.to_page(xy[:, 0], xy[:, 1])))
        fine = shapely.simplify(placed, TOLERANCE, preserve_topology=False)
        cut = shapely.clip_by_rect(fine, left - SPILL, bottom - SPILL, right + SPILL, top + SPILL)
        return np.asarray(cut)


def _project(geometries: NDArray[np.object_], transformer: Transformer) -> NDArray[np.object_]:
    return np.asarray(
        shapely.transform(geometries, lambda xy: np.column_stack(transformer.transform(xy[:, 0], xy[:, 1])))
    )
