"""What sources say of a plaza in the days of a view: claims, and persons named by authorities."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from geo.atlas import Atlas
from geo.territory import claims_valid_in
from geo.view import View
from geo.words import _
from layers.cells import iso_day, records, text
from layers.event_words import hedge_words, text_words
from layers.plazas import organization_names
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
        return ", ".join(filter(None, (code_words()[self.status], hedge_words(self.hedge))))


@dataclass(frozen=True)
class Person:
    """A person as US agencies and courts name them, with a line for each time."""

    name: str
    aliases: str
    lines: list[tuple[str, list[Cite]]] = field(default_factory=list)


def tell_claims(atlas: Atlas, view: View, plaza_id: str, notes: Notes) -> list[Claim]:
    """Return the claims about a plaza that overlap the days of `view`: organisation by organisation, each by its days.

    The organisation of the oldest claim comes first; an open start counts as oldest.
    """
    claims = claims_valid_in(atlas.plaza_claims, view.date_from, view.date_to)
    claims, names = claims[claims["plaza_id"] == plaza_id], organization_names(atlas)
    told, reported = claims["organization_code"].map(names).fillna(""), claims["organization_reported"]
    started = claims["valid_from"].fillna(pd.Timestamp("1800-01-01"))
    claims = claims.assign(organization=told.where(told.ne(""), reported.replace(text_words())), started=started)
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


def persons_until(atlas: Atlas, view: View) -> pd.DataFrame:
    """Return the rows of persons whose status is not later than the last day of `view`."""
    rows = atlas.person_claims
    return rows[~(rows["status_date"] > pd.Timestamp(view.date_to))] if view.date_to else rows


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
        start=known_day(row["valid_from"]),
        end=known_day(row["valid_to"]),
        said=known_day(row["source_date"]),
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


def known_day(value: Any) -> pd.Timestamp | None:
    """Return the day, null where unknown."""
    return None if value is None or pd.isna(value) else pd.Timestamp(value)
