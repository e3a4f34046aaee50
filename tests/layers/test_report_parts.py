"""What a dossier says of days, persons and actions, and where its timeline draws them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from geo.atlas import Atlas
from geo.errors import EmptyResultError
from geo.view import View
from layers import report_map
from layers.languages import speaking
from layers.report import report_bytes
from layers.report_actions import tell_actions
from layers.report_choice import dossier_names, dossier_view
from layers.report_claims import claim_days, tell_claims, tell_persons
from layers.report_events import tell_events, weight_text
from layers.report_notes import Notes
from layers.report_timeline import Axis, draw_timeline
from layers.report_words import day_words, window_words

DAY = pd.Timestamp("2020-08-01")
LATER = pd.Timestamp("2022-12-31")


@pytest.mark.parametrize(
    ("start", "end", "basis", "words"),
    [
        (DAY, LATER, "start: day; end: day", "2020-08-01 to 2022-12-31"),
        (DAY, LATER, "start: month only in the source (2020-08); end: year only in the source", "2020-08 to 2022"),
        (DAY, None, "start: day of publication", "from 2020-08-01, no end given"),
        (DAY, None, "start: year only in the source (2020), taken whole", "from 2020, no end given"),
        (None, LATER, "end: month only in the source (2022-12)", "until 2022-12, no start given"),
        (DAY, DAY, "", "2020-08-01"),
        (pd.NaT, pd.NaT, "no date stated", "days not given"),
    ],
)
def test_the_days_of_a_claim_are_no_sharper_than_its_source(
    start: pd.Timestamp | None, end: pd.Timestamp | None, basis: str, words: str
) -> None:
    assert claim_days(start, end, basis) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2024, 7, 1), date(2024, 12, 31), "1 July 2024 to 31 December 2024"),
        (date(2024, 7, 1), None, "From 1 July 2024 on"),
        (None, date(2024, 7, 1), "Until 1 July 2024"),
        (None, None, "All days"),
    ],
)
def test_the_days_of_a_view_are_a_sentence(first: date | None, last: date | None, words: str) -> None:
    assert window_words(first, last) == words


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2023, 1, 1), date(2024, 12, 31), "1 de enero de 2023 al 31 de diciembre de 2024"),
        (date(2023, 1, 1), None, "Desde el 1 de enero de 2023"),
        (None, date(2024, 12, 31), "Hasta el 31 de diciembre de 2024"),
        (date(2024, 7, 1), date(2024, 7, 1), "1 de julio de 2024"),
    ],
)
def test_the_days_of_a_view_in_spanish(first: date | None, last: date | None, words: str) -> None:
    with speaking("es"):
        assert window_words(first, last) == words


def test_a_sentence_has_no_leading_zero() -> None:
    assert day_words(date(2023, 2, 3)) == "3 February 2023"


@pytest.mark.parametrize(
    ("kg", "words"),
    [(0.5, "0.5"), (12.345, "12.3"), (99.96, "100"), (100.4, "100"), (1234.6, "1,235"), (0.0012, "0.0012")],
)
def test_a_weight_has_three_digits_or_whole_kilograms(kg: float, words: str) -> None:
    assert weight_text(kg) == words + "\u202fkg"


def test_hedges_forms_and_claims_without_a_name_are_told_in_the_language(atlas: Atlas) -> None:
    told = atlas.plaza_claims.assign(
        organization_code="", organization_reported="(not named)", hedge="alleged; opinion column"
    )
    spoken = replace(atlas, plaza_claims=told, seizures=atlas.seizures.assign(hedge="likely"))
    with speaking("es"):
        claims = tell_claims(spoken, View(), "nogales", Notes(spoken))
        said = {(claim.organization, claim.status_words.split(", ")[-1]) for claim in claims}
        event = tell_events(spoken, View(places=("nogales-deconcini",)), Notes(spoken))[0]
    assert said == {("(sin nombre)", "según señalamientos; columna de opinión")}
    assert event.items[1] == "fentanilo, pastillas: 1,000 pills"
    assert dict(event.said)["Reserva"] == "probable"


def actions(atlas: Atlas) -> Atlas:
    rows = pd.DataFrame({
        "action_id": ["day", "month", "year", "none", "other"],
        "date": pd.to_datetime(["2024-03-05", "2024-03-01", "2024-01-01", None, "2024-03-05"]).astype("datetime64[ns]"),
        "date_precision": ["day", "month", "year", "unknown", "day"],
        "kind": "arrest",
        "plaza_id": ["nogales", "nogales", "nogales", "nogales", ""],
        "summary": ["day", "month", "year", "none", "other"],
        "agency": "DEA",
        "source_id": "src-a",
    })  # fmt: skip
    return replace(atlas, actions=rows)


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (View(), [("2024", "year"), ("2024-03", "month"), ("2024-03-05", "day"), ("date not given", "none")]),
        (View(date_from=date(2024, 3, 31)), [("2024", "year"), ("2024-03", "month"), ("date not given", "none")]),
        (View(date_from=date(2024, 4, 1), undated=False), [("2024", "year")]),
        (View(date_to=date(2024, 3, 1), undated=False), [("2024", "year"), ("2024-03", "month")]),
        (View(date_to=date(2023, 12, 31), undated=False), []),
    ],
)
def test_an_action_is_in_the_days_of_a_view_if_it_may_be(
    atlas: Atlas, view: View, told: list[tuple[str, str]]
) -> None:
    found = tell_actions(actions(atlas), view, "nogales", Notes(atlas))
    assert [(action.day, action.summary) for action in found] == told


def test_a_person_has_one_row_with_a_line_for_each_time_named(atlas: Atlas) -> None:
    again = atlas.person_claims.assign(
        person_claim_id="p2", aliases="Ace; Acorn", legal_status="convicted", court_case="", status_date=pd.NaT
    )
    both = replace(atlas, person_claims=pd.concat([atlas.person_claims, again]))
    (person,) = tell_persons(both, View(), "nogales", Notes(both))
    assert (person.name, person.aliases) == ("A. Person", "Ace; Acorn")
    assert [words for words, _cites in person.lines] == [
        "indicted, 2021-04-01; plaza boss; named by OFAC; case: 1:21-cr",
        "convicted, date not given; plaza boss; named by OFAC",
    ]


@pytest.mark.parametrize(("last", "count"), [(date(2021, 3, 31), 0), (date(2021, 4, 1), 1), (None, 1)])
def test_a_status_later_than_the_view_is_not_told(atlas: Atlas, last: date | None, count: int) -> None:
    assert len(tell_persons(atlas, View(date_to=last), "nogales", Notes(atlas))) == count


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        ("2024-01-01", "2025-01-01", ["2024-03", "2024-05", "2024-07", "2024-09", "2024-11"]),
        ("2020-01-01", "2025-01-01", ["2021", "2022", "2023", "2024"]),
        ("2007-01-01", "2027-01-01", ["2008", "2010", "2012", "2014", "2016", "2018", "2020", "2022", "2024", "2026"]),
        ("1985-01-01", "2027-01-01", ["1990", "1995", "2000", "2005", "2010", "2015", "2020", "2025"]),
    ],
)
def test_ticks_are_round_years_or_months_with_room_for_their_labels(start: str, end: str, labels: list[str]) -> None:
    assert [label for _x, label in Axis(pd.Timestamp(start), pd.Timestamp(end)).ticks()] == labels


def test_actions_of_nearly_the_same_day_stand_below_each_other(atlas: Atlas) -> None:
    told = tell_actions(actions(atlas), View(), "nogales", Notes(atlas))
    drawing = draw_timeline(atlas, View(plazas=("nogales",)), [], told)
    assert drawing is not None
    dots = [(dot.x, dot.y, dot.exact) for dot in drawing.dots]
    assert dots == [(0.0, 47, False), (16.39, 47, False), (17.49, 57, True)]


def test_columns_stand_on_each_other_and_the_highest_fills_the_height(atlas: Atlas) -> None:
    drawing = draw_timeline(atlas, View(plazas=("nogales",)), [], [])
    assert drawing is not None
    assert [(column.x, column.y, column.height, column.colour) for column in drawing.columns] == [
        (16.39, 70.0, 28.0, "#C8102E"),
        (16.39, 42.0, 28.0, "#332288"),
        (8.47, 70.0, 28.0, "#3A3A3A"),
    ]
    assert (drawing.unit, drawing.most) == ("month", 2)


def test_nothing_with_a_day_is_no_timeline(atlas: Atlas) -> None:
    undated = replace(atlas, seizures=atlas.seizures.assign(start_date=pd.NaT, end_date=pd.NaT))
    assert draw_timeline(undated, View(ports=("nogales-port",)), [], []) is None


@pytest.mark.parametrize(
    ("view", "keys"),
    [
        (View(), ["plaza:nogales", "port:nogales-port"]),
        (View(plazas=("x",), ports=("sasabe-port",)), ["plaza:nogales", "port:nogales-port"]),
        (View(ports=("nogales-port",)), ["port:nogales-port", "plaza:nogales"]),
        (View(commodities=("currency",)), ["plaza:nogales"]),
        (View(date_to=date(2019, 1, 1), undated=False), ["plaza:nogales"]),
        (View(agencies=("gn",), date_from=date(2025, 1, 1), undated=False), ["plaza:nogales"]),
    ],
)
def test_a_view_offers_the_dossiers_that_tell_something(atlas: Atlas, view: View, keys: list[str]) -> None:
    assert [*dossier_names(atlas, view)] == keys


def test_every_dossier_that_is_offered_can_be_made(
    atlas: Atlas, hostile: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_map, "svg_bytes", lambda *_given: b"<svg/>")  # drawing takes longer than all the rest
    silent = replace(atlas, plaza_claims=atlas.plaza_claims.head(0), person_claims=atlas.person_claims.head(0))
    for view in (View(), View(date_from=date(2023, 11, 7), undated=False), View(agencies=("gn",))):
        names = dossier_names(silent, view)
        assert names["plaza:nogales"] == f"{hostile} (border plaza)"
        for key in names:
            assert report_bytes(silent, dossier_view(view, key)).startswith(b"<!DOCTYPE html>")
    later = View(date_from=date(2024, 4, 1), undated=False)
    assert dossier_names(silent, later) == {}
    with pytest.raises(EmptyResultError):
        report_bytes(silent, dossier_view(later, "plaza:nogales"))
