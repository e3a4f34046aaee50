"""A figure put together: words, legend, layout and the maps of a view."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from geo.atlas import Atlas
from geo.view import View
from layers.figure import FigureOptions
from layers.figure_extent import view_ground
from layers.figure_items import Box, Group, Item, Words
from layers.figure_layout import Layout, Panels, Texts, lay_out
from layers.figure_legend import Block, Key, group_inks, legend_blocks
from layers.figure_locator import draw_locator
from layers.figure_map import Drawing, Look, draw_map
from layers.figure_marks import Mark, Marks, view_marks
from layers.figure_merge import merge_marks
from layers.figure_plazas import STATUSES, Standing, standings
from layers.figure_presets import PRESETS, Preset
from layers.figure_projection import Frame, Ground
from layers.figure_series import Panel, make_panels, series_note
from layers.figure_type import text_width
from layers.figure_words import figure_notes, figure_subtitle, figure_title


@dataclass(frozen=True)
class Page:
    """A figure: its groups from the ground up, its size in points, its title, the events it counts, and its maps."""

    groups: list[Group]
    size: tuple[float, float]
    title: str
    events: int
    drawings: list[Drawing]


@dataclass(frozen=True)
class Draft:
    """What a figure is made of before its page is laid out."""

    atlas: Atlas
    view: View
    options: FigureOptions
    panels: list[Panel]
    told: list[dict[str, Standing]]
    ground: Ground
    whole: Marks

    @property
    def preset(self) -> Preset:
        """The page and type."""
        preset = PRESETS[self.options.preset]
        return preset.for_series() if self.options.series else preset

    @property
    def marks(self) -> list[Mark]:
        """The marks of all maps."""
        return [mark for panel in self.panels for mark in panel.marks.marks]


def build_figure(atlas: Atlas, view: View, options: FigureOptions) -> Page:
    """Return the figure of `view`; it has no group if no event is in the view."""
    whole = view_marks(atlas, view)
    if not whole.events:
        return Page([], (0.0, 0.0), "", 0, [])
    panels = make_panels(atlas, view, whole, options.series, PRESETS[options.preset].panels)
    days = [(options.claims_on or panel.start, options.claims_on or panel.end) for panel in panels]
    told = [standings(atlas, *ends) for ends in days]
    draft = Draft(atlas, view, options, panels, told, view_ground(atlas, view, whole.marks), whole)
    layout, frames = _lay_out(draft)
    return _draw(draft, layout, frames)


def _lay_out(draft: Draft) -> tuple[Layout, list[Frame]]:
    """Return the page and the frames of its maps; its legend and notes tell of what is seen in them, and no more.

    What is seen depends on the room that these words leave, so that the page is laid out again until they agree.
    """
    statuses, beyond = frozenset(STATUSES), 0
    for _again in range(4):
        layout, frames = _lay_out_with(draft, statuses, beyond)
        found = _statuses(draft, frames), _events_beyond(draft, frames[0])
        if found[0] <= statuses and found[1] == beyond and _again:
            break
        statuses, beyond = found[0] if not _again else found[0] | statuses, found[1]
    return layout, frames


def _events_beyond(draft: Draft, frame: Frame) -> int:
    """Return the events whose place lies outside the frame."""
    marks = draft.whole.marks
    x, y = frame.to_page(np.array([mark.lon for mark in marks]), np.array([mark.lat for mark in marks]))
    left, bottom, right, top = frame.box
    outside = (x < left) | (x > right) | (y < bottom) | (y > top)
    return sum(mark.events for mark, is_out in zip(marks, outside, strict=True) if is_out)


def _texts(draft: Draft, beyond: int) -> Texts:
    atlas, view, options, whole = draft.atlas, draft.view, draft.options, draft.whole
    more = series_note(draft.panels, whole.events, options.series)
    return Texts(
        options.title or figure_title(atlas, view), figure_subtitle(view, whole, options.claims_on),
        figure_notes(atlas, view, whole, beyond=beyond, more=more),
    )  # fmt: skip


def _lay_out_with(draft: Draft, statuses: frozenset[str], beyond: int) -> tuple[Layout, list[Frame]]:
    preset, count = draft.preset, len(draft.panels)
    head = 1.5 * preset.size if draft.options.series else 0.0
    panels = Panels(
        count, draft.ground.aspect, head, 0.8 * preset.size, preset.radius + 1,
        min(max(text_width(panel.heading, preset.small, True) for panel in draft.panels), preset.width / 5),
        wide=min(count, 2),
    )  # fmt: skip
    largest = max((mark.quantity for mark in draft.marks), default=1.0)
    layout = lay_out(preset, _texts(draft, beyond), _legend(draft, statuses, largest), panels)
    return layout, [Frame(draft.ground, box, panels.pad_in(box)) for box in panels.split(layout.body)]


def _statuses(draft: Draft, frames: Sequence[Frame]) -> frozenset[str]:
    """Return the statuses of the plazas that the frames show."""
    outlines = frames[0].outline(draft.atlas.plazas.geometry.to_numpy())  # all frames show the same ground
    inside = shapely.intersects(outlines, shapely.box(*frames[0].box))
    seen = list(draft.atlas.plazas["plaza_id"][inside])
    return frozenset(told[plaza].status for told in draft.told for plaza in seen)


def _legend(draft: Draft, statuses: frozenset[str], largest: float) -> Callable[[float], list[Block]]:
    """Return what makes the blocks of the legend for a width."""
    marks = draft.marks
    key = Key(
        inks=group_inks(draft.atlas, grey=draft.options.grey),
        groups=frozenset(group for mark in marks for group in mark.parts),
        shapes=frozenset(shape for mark in marks for shape in mark.shapes),
        solid=frozenset(mark.solid for mark in marks),
        statuses=tuple(status for status in STATUSES if status in statuses),
        size=draft.view.size,
        largest=largest,
    )
    return lru_cache(maxsize=None)(lambda width: legend_blocks(draft.atlas, key, draft.preset, width))


def _draw(draft: Draft, layout: Layout, frames: Sequence[Frame]) -> Page:
    merged = _merge(draft, frames)
    largest = max((mark.quantity for marks in merged for mark in marks), default=1.0)
    inks = group_inks(draft.atlas, grey=draft.options.grey)
    groups, drawings = list[Group](), list[Drawing]()
    for number, (panel, frame, marks, told) in enumerate(zip(draft.panels, frames, merged, draft.told, strict=True)):
        look = Look(draft.preset, inks, draft.view.size, largest, grey=draft.options.grey,
                    graticule=draft.options.graticule, is_alone=len(frames) == 1, has_scale=number == 0)  # fmt: skip
        drawing = draw_map(draft.atlas, frame, marks, told, look)
        drawings.append(drawing)
        prefix = f"map-{number + 1}-" if len(frames) > 1 else ""
        groups += [Group(prefix + group.name, group.items, group.clip) for group in drawing.groups]
        groups += [Group(f"{prefix}heading", [_heading(panel, frame, draft.preset)])] if panel.heading else []
    blocks = _legend(draft, frozenset(status for one in drawings for status in one.statuses), largest)
    groups += _set_legend(draft, layout, blocks, frames[0])
    words = Group("text", list(layout.words))
    return Page([*groups, words], (layout.width, layout.height), layout.words[0].text, draft.whole.events, drawings)


def _merge(draft: Draft, frames: Sequence[Frame]) -> list[list[Mark]]:
    """Return the marks of each map, merged where they hide one another at the scale that all maps share."""
    marks = [panel.marks.marks for panel in draft.panels]
    largest = max((mark.quantity for one in marks for mark in one), default=1.0)
    while True:
        merged = [merge_marks(one, frame, draft.preset, largest) for one, frame in zip(marks, frames, strict=True)]
        grown = max((mark.quantity for one in merged for mark in one), default=1.0)
        if grown <= largest:
            return merged
        largest = grown


def _heading(panel: Panel, frame: Frame, preset: Preset) -> Words:
    left, _bottom, right, top = frame.box
    size = preset.size if text_width(panel.heading, preset.size, True) <= right - left else preset.small
    return Words(panel.heading, left, round(top + 0.45 * preset.size, 2), size, bold=True)


def _set_legend(draft: Draft, layout: Layout, blocks: Callable[[float], list[Block]], frame: Frame) -> list[Group]:
    items, groups = list[Item](), list[Group]()
    for placed in layout.placed:
        block = blocks(placed.width)[placed.index]
        items += [item.moved(placed.left, placed.top) for item in block.items]
        if block.is_locator:
            wide = min(placed.width, 2.1 * block.height)
            box: Box = (placed.left, placed.top - block.height, placed.left + wide, placed.top)
            groups.append(draw_locator(draft.atlas, frame, box, draft.preset.line))
    return [Group("legend", items), *groups]
