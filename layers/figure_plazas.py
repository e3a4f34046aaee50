"""The territories of the plazas, without hue: status is line and texture, and the names are words inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely

from geo.atlas import Atlas
from geo.territory import claims_valid_in
from geo.words import _
from layers.cells import records, text
from layers.figure_items import Group, Item, Shape, path_of
from layers.figure_projection import Frame
from layers.figure_symbols import hatch
from layers.plazas import organization_names

INK = "#7A6A54"
STATUSES = ("controlled", "contested", "presence", "none")
"""How a plaza may stand, in the order of the legend; none is without a claim."""

UNNAMED = "("
"""How words start that stand for an organisation which the source does not name."""

NAMED = 2
"""Organisations that are named inside a territory; the others are counted."""

HATCH = 3.4
"""Points between the lines of a contested territory."""


@dataclass(frozen=True)
class Standing:
    """How a plaza stands by its claims: a status, who is named, how many sources say so, and whether they differ."""

    status: str
    organizations: tuple[str, ...]
    sources: int

    @property
    def lines(self) -> list[str]:
        """The words inside the territory."""
        contested = self.status == "contested"
        named = [f"{name}?" if contested else name for name in self.organizations[:NAMED]]
        rest = len(self.organizations) - len(named)
        if named and rest:
            named.append(_("and {n} more").replace("{n}", str(rest)))
        if named and contested:
            one, many = _("contested by 1 source"), _("contested by {n} sources")
            named.append(one if self.sources == 1 else many.replace("{n}", str(self.sources)))
        return named


def standings(atlas: Atlas, start: date | None, end: date | None) -> dict[str, Standing]:
    """Return the standing of each plaza by the claims valid on some day from `start` to `end`, both inclusive."""
    claims = claims_valid_in(atlas.plaza_claims, start, end)
    names = organization_names(atlas)
    by_plaza: dict[str, list[dict[str, Any]]] = {plaza: [] for plaza in atlas.plazas["plaza_id"]}
    for row in records(claims):
        by_plaza[row["plaza_id"]].append(row)
    return {plaza: _standing(rows, names) for plaza, rows in by_plaza.items()}


def _standing(claims: list[dict[str, Any]], names: dict[str, str]) -> Standing:
    if not claims:
        return Standing("none", (), 0)
    rows = [
        (names.get(text(row["organization_code"])) or text(row["organization_reported"]), row["status"])
        for row in claims
    ]
    holders = {name for name, status in rows if status == "controlled"}
    conflict = len(holders) > 1 or any(status == "contested" for _name, status in rows)
    status = "contested" if conflict else "controlled" if holders else "presence"
    organizations = tuple(dict.fromkeys(name for name, _status in rows if name and not name.startswith(UNNAMED)))
    return Standing(status, organizations, len({row["source_id"] for row in claims}))


def draw_plazas(
    atlas: Atlas, frame: Frame, told: Mapping[str, Standing], line: float
) -> tuple[Group, list[shapely.Geometry]]:
    """Return the territories in `frame`, and their outlines in points in the order of `atlas.plazas`."""
    outlines = frame.outline(atlas.plazas.geometry.to_numpy())
    by_status: dict[str, list[shapely.Geometry]] = {}
    for plaza, outline in zip(atlas.plazas["plaza_id"], outlines, strict=True):
        if not shapely.is_empty(outline):
            by_status.setdefault(told[plaza].status, []).append(outline)
    items: list[Item] = []
    for status in ("none", "presence", "controlled", "contested"):
        items += territory(by_status.get(status, []), status, line)
    return Group("plazas", items, clip=frame.box), list(outlines)


def territory(outlines: list[shapely.Geometry], status: str, line: float) -> list[Item]:
    """Return outlines in points as territories of a status, with lines of `line` points."""
    if not outlines:
        return []
    path, items = path_of(outlines), list[Item]()
    if status == "contested":
        areas = np.asarray(outlines, dtype=object)
        lines = shapely.intersection(hatch(shapely.total_bounds(areas), 45.0, HATCH), shapely.make_valid(areas))
        items.append(Shape(path_of(lines), line=INK, line_alpha=0.45, width=0.7 * line))
    dash = {"presence": (0.01, 2.6 * line), "none": (5 * line, 4 * line)}.get(status, ())
    alpha = 0.5 if status == "none" else 0.95
    width = {"controlled": 1.9, "contested": 1.2, "presence": 1.5}.get(status, 0.8) * line
    fill_alpha = 0.06 if status == "none" else 0.15
    return [*items, Shape(path, INK, fill_alpha, INK, alpha, width, dash, round_ends=status == "presence")]
