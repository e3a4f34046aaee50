"""From a text to its events: the steps in order, and each draft turned into values with their spans."""

from __future__ import annotations

from datetime import date

from geo.extract.dateroles import assign_roles
from geo.extract.document import Document, read_document
from geo.extract.draft import Draft
from geo.extract.finding import Finding
from geo.extract.findings import find_findings
from geo.extract.lexicon import Lexicon
from geo.extract.measures import find_measures
from geo.extract.model import Event, Item, Place, Told
from geo.extract.places import PlaceMention, find_places
from geo.extract.resolve import publication_day
from geo.extract.restate import settle_events
from geo.extract.story import read_story
from geo.extract.textdates import find_dates
from geo.extract.trappings import find_agencies, find_concealment, find_conveyance


def extract_events(text: str, published: date | None, lexicon: Lexicon) -> list[Event]:
    """Read a text into the seizures it tells.

    Parameters
    ----------
    text
        Press release or news text in English or Spanish.
    published
        The day it was published; None if unknown, then the text's own line of publication is used if it has one.
    lexicon
        The listed words, from `build_lexicon`.

    Returns
    -------
    list of Event
        In the order of the text. Names of persons are in no field. Totals of an operation or a year, comparisons,
        values in dollars and what was looked for and not found are no items.

    Notes
    -----
    No date is later than publication, and none is the day of publication unless the text says so. Where a text leaves
    two readings of a date, the date is unknown.
    """
    doc = read_document(text, lexicon)
    dates = assign_roles(doc, find_dates(doc))
    places = find_places(doc)
    findings = find_findings(doc, find_measures(doc))
    drafts = settle_events(read_story(doc, findings, dates, places, publication_day(dates, published)))
    datelines = [place for place in places if place.role == "dateline"]
    return [_event(doc, draft, datelines) for draft in drafts]


def _event(doc: Document, draft: Draft, datelines: list[PlaceMention]) -> Event:
    first = min(finding.start for finding in draft.findings)
    last = max(finding.end for finding in draft.findings)
    start = min(draft.start, first)
    end = doc.sentences[max(finding.sentence for finding in draft.findings)][1]
    mentions = [*datelines, *(place for place in draft.places if place.role != "dateline")]
    mention = draft.mention
    return Event(
        date=draft.date.period,
        date_basis=draft.date.basis,
        partial_date=draft.date.partial,
        date_told=_told(doc, "", mention.start, mention.end) if mention is not None else None,
        place=_place(doc, draft.place) if draft.place is not None else None,
        places=tuple(_place(doc, place) for place in mentions if place is not draft.place),
        agencies=find_agencies(doc, start, end),
        conveyance=find_conveyance(doc, start, end),
        concealment=find_concealment(doc, start, end),
        items=_items(doc, draft.findings),
        span=doc.span(start, max(last, end)),
    )


def _items(doc: Document, findings: list[Finding]) -> tuple[Item, ...]:
    items = []
    for at, finding in enumerate(findings):
        twin = next((other for other, f in enumerate(findings[:at]) if _measures_the_same(f, finding)), None)
        items.append(_item(doc, finding, twin))
    forms = {item.alternative_of: item.form for item in items if item.alternative_of is not None and item.form}
    return tuple(
        item if item.form or at not in forms else _with_form(item, forms[at]) for at, item in enumerate(items)
    )


def _with_form(item: Item, form: str) -> Item:
    return Item(**{**item.__dict__, "form": form})


def _measures_the_same(first: Finding, second: Finding) -> bool:
    """Whether two findings are two measures of one load: pills and their weight, told of one name."""
    return first.name_at == second.name_at >= 0 and first.kind != second.kind and "" not in (first.kind, second.kind)


def _item(doc: Document, finding: Finding, alternative_of: int | None) -> Item:
    measure, substance = finding.measure, finding.substance
    qualifier = None
    if measure is not None and measure.qualifier:
        mark = doc.marks["qualifier"][measure.qualifier_start]
        qualifier = _told(doc, mark.code, mark.start, mark.end)
    hedge = doc.marks["hedge"].get(finding.hedge)
    return Item(
        commodity=substance.name,
        commodity_code=substance.commodity_code,
        family=substance.family,
        form=substance.form,
        quantity=finding.value,
        unit=finding.unit,
        unit_kind=finding.kind,
        qualifier=qualifier,
        hedge=_told(doc, hedge.code, hedge.start, hedge.end) if hedge is not None else None,
        quantity_reported=doc.words(measure.start, measure.end) if measure is not None else "",
        span=doc.span(finding.start, finding.end),
        alternative_of=alternative_of,
    )


def _place(doc: Document, place: PlaceMention) -> Place:
    return Place(doc.words(place.start, place.end), place.kind, place.role, doc.span(place.start, place.end))


def _told(doc: Document, code: str, start: int, end: int) -> Told:
    return Told(code, doc.words(start, end), doc.span(start, end))
