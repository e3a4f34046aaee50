"""The drawn timeline of a dossier: claims, actions and events over one axis, as places in percent and pixels."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pandas as pd

from geo.atlas import Atlas
from geo.summary import chart_groups, count_by_period
from geo.view import View, select_events
from layers.report_actions import Action
from layers.report_claims import Claim
from layers.vocabulary import group_labels

AXIS, HEAD, NAME, DOT, COLUMNS, GAP = 22, 20, 18, 10, 56, 14
"""Heights in pixels: of the axis, a heading, an organisation's name, a row of dots, the columns; and a gap."""

BAR, NARROW_BAR, MANY = 16, 11, 26
"""Heights of the row of a claim, and of how many claims on the low one is taken, so that a page holds them."""

MOST_TICKS = 10
NEAR = 1.6
"""Percent of the width under which two dots are drawn one above the other."""

EDGE = 4.0
"""Percent of the width beside an edge in which the label of a tick would be cut."""

YEARS, MONTHS = (1, 2, 5, 10, 20, 50), (1, 2, 3, 6)


@dataclass(frozen=True)
class Bar:
    """A claim: from `x` on `width` percent of the axis, from `y` on `height` pixels.

    An end outside the axis has no edge. `said` is where its source was published, null where that is not in the axis.
    """

    claim: Claim
    x: float
    width: float
    y: int
    height: int
    said: float | None


@dataclass(frozen=True)
class Dot:
    """An action; `exact` if its day is known."""

    x: float
    y: int
    exact: bool


@dataclass(frozen=True)
class Column:
    """The events of one period and colour."""

    x: float
    width: float
    y: float
    height: float
    colour: str


@dataclass
class Drawing:
    """All marks of a timeline, filled from the top; `y` is where the next part begins, in the end its height."""

    ticks: list[tuple[float, str]]
    y: int = AXIS
    claims_y: int | None = None
    actions_y: int | None = None
    events_y: int | None = None
    names: list[tuple[int, str]] = field(default_factory=list)
    bars: list[Bar] = field(default_factory=list)
    dots: list[Dot] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    colours: list[tuple[str, str]] = field(default_factory=list)
    unit: str = ""
    most: int = 0


@dataclass(frozen=True)
class Axis:
    """The days from `start` to `end`, exclusive, over the whole width."""

    start: pd.Timestamp
    end: pd.Timestamp

    def place(self, day: pd.Timestamp) -> float:
        """Return where the beginning of `day` is, in percent."""
        return round(100 * ((day - self.start) / (self.end - self.start)), 2)

    def ticks(self) -> list[tuple[float, str]]:
        """Return place and label of the years, or of the months where there are few; those at an edge have no room."""
        months = self.end - self.start < pd.Timedelta(days=2 * 366)
        units, steps = ("MS", MONTHS) if months else ("YS", YEARS)
        days = pd.date_range(self.start, self.end, freq=units, inclusive="left")
        step = next((step for step in steps if len(days) <= step * MOST_TICKS), steps[-1])
        number = days.month - 1 if months else days.year
        ticks = [(self.place(day), str(day)[: 7 if months else 4]) for day in days[number % step == 0]]
        inner = [(x, label) for x, label in ticks if EDGE <= x <= 100 - EDGE]
        return inner if len(inner) > 1 else ticks


def draw_timeline(atlas: Atlas, view: View, claims: Sequence[Claim], actions: Sequence[Action]) -> Drawing | None:
    """Return the timeline of a view and its subject's claims and actions, null where nothing has a day."""
    axis = _axis(atlas, view, claims, actions)
    if axis is None:
        return None
    drawing = Drawing(axis.ticks())
    if claims:
        _draw_claims(drawing, axis, claims)
    if any(action.start is not None for action in actions):
        _draw_actions(drawing, axis, [action for action in actions if action.start is not None])
    _draw_events(drawing, axis, atlas, view)
    return drawing


def _axis(atlas: Atlas, view: View, claims: Sequence[Claim], actions: Sequence[Action]) -> Axis | None:
    """Return the axis: the days of the view, where it leaves them open those of all marks, in whole years."""
    events = atlas.seizures.loc[select_events(atlas, view), ["start_date", "end_date"]]
    told = [day for claim in claims for day in (claim.start, claim.end, claim.said)]
    told += [*(action.start for action in actions), *events["start_date"], *events["end_date"]]
    days = pd.Series(told, dtype="datetime64[ns]").dropna()
    if days.empty:
        return None
    last = pd.Timestamp(view.date_to) if view.date_to else pd.Timestamp(days.max().year, 12, 31)
    first = pd.Timestamp(view.date_from) if view.date_from else pd.Timestamp(min(days.min(), last).year, 1, 1)
    return Axis(first, max(last, first) + pd.Timedelta(days=1))


def _draw_claims(drawing: Drawing, axis: Axis, claims: Sequence[Claim]) -> None:
    drawing.claims_y = drawing.y + HEAD - 6
    drawing.y += HEAD
    row = BAR if len(claims) < MANY else NARROW_BAR
    for organization, group in groupby(claims, key=lambda claim: claim.organization):
        drawing.names.append((drawing.y + NAME - 5, organization))
        drawing.y += NAME
        for claim in group:
            x = -2.0 if claim.start is None else max(axis.place(claim.start), -2.0)
            after = 102.0 if claim.end is None else axis.place(claim.end + pd.Timedelta(days=1))
            said = None if claim.said is None else axis.place(claim.said)
            inside = said is not None and 0 <= said <= 100
            width = round(max(min(after, 102.0) - x, 0.3), 2)
            drawing.bars.append(Bar(claim, x, width, drawing.y, row - 4, said if inside else None))
            drawing.y += row
    drawing.y += GAP


def _draw_actions(drawing: Drawing, axis: Axis, actions: Sequence[Action]) -> None:
    drawing.actions_y = drawing.y + HEAD - 6
    drawing.y += HEAD
    ends: list[float] = []
    for x, exact in sorted((axis.place(action.start), action.exact) for action in actions if action.start is not None):
        row = next((row for row, end in enumerate(ends) if x - end >= NEAR), len(ends))
        ends[row : row + 1] = [x]
        drawing.dots.append(Dot(max(x, 0.0), drawing.y + row * DOT + DOT // 2, exact))
    drawing.y += DOT * len(ends) + GAP


def _draw_events(drawing: Drawing, axis: Axis, atlas: Atlas, view: View) -> None:
    counts, unit = count_by_period(atlas, view)
    if counts.empty:
        return
    groups = chart_groups(atlas.commodities).drop_duplicates("group")
    groups = groups[groups["group"].isin(counts["group"])]
    labels, heights = group_labels(atlas), counts.groupby("period")["events"].sum()
    drawing.unit, drawing.most, drawing.events_y = unit, int(heights.max()), drawing.y + HEAD - 6
    drawing.colours = [(colour, labels[group]) for group, colour in zip(groups["group"], groups["colour"], strict=True)]
    drawing.y += HEAD + COLUMNS
    colours, base = dict(zip(groups["group"], groups["colour"], strict=True)), dict.fromkeys(heights.index, 0.0)
    for group in groups["group"]:
        for period, events in counts.loc[counts["group"] == group, ["period", "events"]].itertuples(index=False):
            after = period.to_period(unit[0].upper()).end_time.normalize() + pd.Timedelta(days=1)
            x, height = axis.place(period), round(COLUMNS * events / drawing.most, 1)
            base[period] += height
            width = round(axis.place(after) - x, 2)
            drawing.columns.append(Column(x, width, round(drawing.y - base[period], 1), height, colours[group]))
    drawing.y += GAP
