"""Which ground a figure shows: the chosen plazas, ports and places with the events, else the border."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from geo.atlas import Atlas
from geo.view import View
from layers.figure_marks import Mark
from layers.figure_projection import Ground, fit_ground

MARGIN = 0.03
"""Ground left around what is shown, as a share of its size."""

LEAST_KM = 24.0
VAGUE_KM = 60.0
"""A place known no better than this, such as a sector, does not widen the ground."""


def view_ground(atlas: Atlas, view: View, marks: Sequence[Mark]) -> Ground:
    """Return the ground of a view with its `marks`."""
    places = atlas.places.set_index("place_id")
    shown = [mark for mark in marks if float(places.at[mark.places[0], "radius_km"]) < VAGUE_KM]
    spots = [shapely.Point(mark.lon, mark.lat) for mark in shown]
    chosen = [*atlas.plazas.geometry[atlas.plazas["plaza_id"].isin(view.plazas)]]
    named = atlas.places[atlas.places["place_id"].isin([*view.ports, *view.places])]
    chosen += [point for point in named.geometry if point is not None and not point.is_empty]
    chosen += [*atlas.areas.geometry[atlas.areas["place_id"].isin(view.places)]]
    geometries = [*chosen, *spots] or list(atlas.border.geometry)
    return fit_ground(np.array(geometries, dtype=object), margin=MARGIN, least_km=LEAST_KM)
