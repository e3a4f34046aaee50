"""What sources say of a plaza in the days of a view: claims, persons named by authorities, and actions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.cells import iso_day, period_text, records, text
from layers.plazas import claims_in_window, organization_names
from layers.report_notes import Cite, Notes
from layers.vocabulary import code_words

DATE_LENGTHS = {"year": 4, "month": 7}
"""Characters of an ISO day that a source gives when it is only this exact."""


@dataclass(frozen=True)
class Claim:
    """A claim about a plaza: its first and last day are null where open, `said` is the day of its publication."""

    number: int
    organization: str
    faction: str
    status: str
    hedge: str
    days: str
    basis: str
    note: str
    start: pd.Timestamp | None
    end: pd.Timestamp | None
    said: pd.Timestamp | None
    teller: str
    cites: list[Cite]

    @property
    def status_words(self) -> str:
        """The status and its hedge as words."""
        words = code_words()
        return ", ".join(filter(None, (words[self.status], words.get(self.hedge, self.hedge))))


@dataclass(frozen=True)
class Person:
    """A person as US agencies and courts name them, with a line for each time."""

    name: str
    aliases: str
    lines: list[tuple[str, list[Cite]]] = field(default_factory=list)


@dataclass(frozen=True)
class Action:
    """What an authority did; `rows` counts equal rows of the table."""

    day: str
    exact: bool
    start: pd.Timestamp | None
    kind: str
    agency: str
    summary: str
    case: str
    rows: int
    cites: list[Cite]


def tell_claims(atlas: Atlas, view: View, plaza_id: str, notes: Notes) -> list[Claim]:
    """Return the claims about a plaza that overlap the days of `view`: organisation by organisation, each by its days.

    The organisation of the oldest claim comes first; an open start counts as oldest.
    """
    claims = claims_in_window(atlas, view.date_from, view.date_to)
    claims, names = claims[claims["plaza_id"] == plaza_id], organization_names(atlas)
    told = claims["organization_code"].map(names).fillna("")
    started = claims["valid_from"].fillna(pd.Timestamp("1800-01-01"))
    claims = claims.assign(organization=told.where(told.ne(""), claims["organization_reported"]), started=started)
    claims = claims.assign(oldest=claims.groupby("organization")["started"].transform("min"))
    claims = claims.sort_values(["oldest", "organization", "started", "claim_id"])
    return [_claim(number, row, notes) for number, row in enumerate(records(claims), 1)]


def claims_differ(claims: list[Claim]) -> bool:
    """Return whether the claims name different holders, or one says that the plaza is contested."""
    holders = {claim.organization for claim in claims if claim.status == "controlled"}
    return len(holders) > 1 or any(claim.status == "contested" for claim in claims)


def tell_persons(atlas: Atlas, view: View, plaza_id: str, notes: Notes) -> list[Person]:
    """Return the persons that US agencies or courts name for a plaza, up to the last day of `view`."""
    rows = persons_until(atlas, view)
    rows = rows[rows["plaza_id"] == plaza_id]
    persons: dict[str, Person] = {}
    for row in records(rows.sort_values(["name", "status_date", "person_claim_id"])):
        aliases = rows.loc[rows["name"] == row["name"], "aliases"].map(text)
        joined = "; ".join(dict.fromkeys("; ".join(filter(None, aliases)).split("; "))) if aliases.any() else ""
        person = persons.setdefault(row["name"], Person(text(row["name"]), joined))
        person.lines.append((_person_line(row), notes.cite(row["source_id"], row["source_date"])))
    return list(persons.values())


def tell_actions(atlas: Atlas, view: View, plaza_id: str, notes: Notes) -> list[Action]:
    """Return the actions in the days of `view`, oldest first, undated last; equal rows are one with their number."""
    rows = actions_in_days(atlas, view)
    rows = rows[rows["plaza_id"] == plaza_id]
    same = ["date", "date_precision", "kind", "agency", "summary", "court", "case_number", "source_id"]
    counted = rows.groupby(same, dropna=False, sort=False, as_index=False).size()
    return [_action(row, notes) for row in records(counted.sort_values(["date", "kind", "summary"], kind="stable"))]


def persons_until(atlas: Atlas, view: View) -> pd.DataFrame:
    """Return the rows of persons whose status is not later than the last day of `view`."""
    rows = atlas.person_claims
    return rows[~(rows["status_date"] > pd.Timestamp(view.date_to))] if view.date_to else rows


def actions_in_days(atlas: Atlas, view: View) -> pd.DataFrame:
    """Return the rows of actions that may be in the days of `view`; a month or year is taken whole."""
    rows = atlas.actions.copy()
    for name in ("date_precision", "court", "case_number"):
        rows[name] = rows[name].fillna("") if name in rows else ""
    last = rows["date"].mask(rows["date_precision"] == "month", rows["date"] + pd.offsets.MonthEnd(0))
    last = last.mask(rows["date_precision"] == "year", rows["date"] + pd.offsets.YearEnd(0))
    keep = rows["date"].notna() | view.undated
    if view.date_from:
        keep &= ~(last < pd.Timestamp(view.date_from))
    if view.date_to:
        keep &= ~(rows["date"] > pd.Timestamp(view.date_to))
    return rows[keep]


def _claim(number: int, row: dict[str, Any], notes: Notes) -> Claim:
    return Claim(
        number=number,
        organization=text(row["organization"]) or _("Organisation not named"),
        faction=text(row["faction"]),
        status=text(row["status"]),
        hedge=text(row["hedge"]),
        days=claim_days(row["valid_from"], row["valid_to"], text(row.get("date_basis"))),
        basis=text(row.get("date_basis")),
        note=text(row["note"]),
        start=_day(row["valid_from"]),
        end=_day(row["valid_to"]),
        said=_day(row["source_date"]),
        teller=notes.told_by(row["source_id"], row["source_date"]),
        cites=notes.cite(row["source_id"], row["source_date"]),
    )


def claim_days(start: Any, end: Any, basis: str) -> str:
    """Return the days of a claim no sharper than its source, which `basis` tells.

    Examples
    --------
    >>> claim_days(pd.Timestamp("2013-01-01"), None, "start: year only in the source (2013), taken whole")
    'from 2013, no end given'
    """
    first, last = _as_given(start, "start", basis), _as_given(end, "end", basis)
    if first and last:
        return first if first == last else _("{start} to {end}").format(start=first, end=last)
    if first:
        return _("from {start}, no end given").format(start=first)
    return _("until {end}, no start given").format(end=last) if last else _("days not given")


def _as_given(day: Any, which: str, basis: str) -> str:
    found = re.search(rf"\b{which}: (year|month) only", basis)
    return (iso_day(day) or "")[: DATE_LENGTHS[found[1]] if found else None]


def _person_line(row: dict[str, Any]) -> str:
    status = code_words()[text(row["legal_status"])]
    case = text(row["court_case"])
    return "; ".join(filter(None, (
        f"{status}, {iso_day(row['status_date']) or _('date not given')}",
        text(row["role"]),
        _("named by {agency}").format(agency=text(row["named_by"])),
        _("case: {case}").format(case=case) if case else "",
    )))  # fmt: skip


def _action(row: dict[str, Any], notes: Notes) -> Action:
    kind, precision = text(row["kind"]), text(row["date_precision"])
    return Action(
        day=period_text(row["date"], row["date"], precision),
        exact=precision not in DATE_LENGTHS,
        start=_day(row["date"]),
        kind=code_words().get(kind, kind),
        agency=text(row["agency"]),
        summary=text(row["summary"]),
        case=", ".join(filter(None, (text(row["court"]), text(row["case_number"])))),
        rows=int(row["size"]),
        cites=notes.cite(row["source_id"]),
    )


def _day(value: Any) -> pd.Timestamp | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value)
