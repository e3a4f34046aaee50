"""A reader's own table becomes a document, or one sentence says why not."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from geo.atlas import Atlas
from geo.errors import AtlasError
from geo.view import View
from layers.atlas_map import build_map, render_document
from layers.columns import UNDATED
from layers.events_table import table_events
from layers.vocabulary import PRECISIONS


def table(**columns: list[Any]) -> pd.DataFrame:
    given: dict[str, list[Any]] = {
        "event_id": ["b", "a", "c"],
        "start_date": ["2024-03-05", "", "2024-02-01"],
        "commodity_code": ["fentanyl", "Heroin", "fentanyl"],
        "agency_code": ["gn", "", "sheriff"],
        "quantity_kg": ["4.5", "", "0"],
        "lon": ["-110.94", "-110.94", ""],
        "lat": ["31.3", "31.3", ""],
    }
    return pd.DataFrame(given | columns)


def test_each_row_is_an_event_with_codes_of_the_vocabularies(atlas: Atlas) -> None:
    events = table_events(table(), atlas, name="mine.csv")
    columns = {name: column.tolist() for name, column in vars(events.columns).items()}
    np.testing.assert_array_equal(columns.pop("kg"), [4.5, np.nan, 0.0])
    codes = list(atlas.commodities["commodity_code"])
    assert columns == {
        "start": [19787, UNDATED, 19754],
        "end": [19787, UNDATED, 19754],
        "event": [0, 1, 2],
        "place": [0, 0, -1],
        "commodity": [codes.index(code) for code in ("fentanyl", "heroin", "fentanyl")],
        "agency": [list(atlas.agencies["agency_code"]).index("gn"), -1, len(atlas.agencies)],
    }
    assert events.agencies[-1] == {"code": "sheriff", "label": "sheriff"}
    assert events.spots is not None
    assert (events.spots.lon.tolist(), events.spots.lat.tolist()) == ([-110.94], [31.3])
    assert [PRECISIONS[code] for code in events.spots.precision] == ["coordinates"]
    assert atlas.plazas["plaza_id"][events.spots.plaza[0]] == "nogales"


def test_what_the_table_tells_beside_is_shown_as_it_is(atlas: Atlas) -> None:
    more: dict[str, list[Any]] = {
        "place_reported": ["<b>here</b>", "", None],
        "source_url": ["https://example.org/a", "", None],
        "end_date": ["2024-03-07", "", ""],
        "radius_km": [2, None, None],
        "precision": ["near", "", ""],
    }
    events = table_events(table(**more), atlas, name="mine.csv")
    assert events.texts["id"] == ["b", "a", "c"]
    assert events.texts["place_reported"] == ["<b>here</b>", "", ""]
    report = {"publisher": "https://example.org/a", "published": None, "url": "https://example.org/a", "tier": "other"}
    assert events.texts["reports"] == [[report], [], []]
    assert events.columns.end.tolist() == [19789, UNDATED, 19754]
    assert events.spots is not None
    assert sorted(zip(events.spots.radius_km, (PRECISIONS[code] for code in events.spots.precision), strict=True)) == [
        (0.0, "coordinates"), (2.0, "near"),
    ]  # fmt: skip
    assert events.columns.place[0] != events.columns.place[1]


def test_the_document_says_whose_table_it_is(atlas: Atlas) -> None:
    document = render_document(build_map(atlas, View(), events=table_events(table(), atlas, name="mine.csv")))
    assert "Events from mine.csv." in document
    assert "Plaza Atlas has not checked it" in document


def test_frequent_spots_have_the_low_numbers_then_those_of_early_days(atlas: Atlas) -> None:
    days = [3, 1, 1, 5, 6, 7, 2]
    rows = pd.DataFrame({
        "event_id": [str(number) for number in range(len(days))], "start_date": [f"2024-01-0{day}" for day in days],
        "agency_code": "", "commodity_code": "fentanyl", "quantity_kg": 1.0,
        "lon": [-117.0, -111.0, -100.0, -111.0, -111.0, -100.0, -98.0], "lat": 31.0,
    })  # fmt: skip
    events = table_events(rows, atlas, name="mine.csv")
    assert events.columns.place.tolist() == [3, 0, 1, 0, 0, 1, 2]
    assert events.spots is not None and events.spots.lon.tolist() == [-111.0, -100.0, -98.0, -117.0]


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"event_id": ["a", "b", "a"]}, "event_id 'a' stands in two rows: give each event one row and an id of its"),
        ({"start_date": ["2024-03-05", "soon", ""]}, "row 2: 'soon' is no date: write 2024-07-01, or leave it empty"),
        ({"commodity_code": ["tea", "", ""]}, "unknown commodity 'tea': expected a code, label or alias"),
        ({"commodity_code": ["heroin", "", "heroin"]}, "unknown commodity '': expected a code, label or alias"),
        ({"quantity_kg": ["1", "many", ""]}, "row 2: quantity_kg is 'many': expected a number of 0 or more"),
        ({"quantity_kg": ["1", "-2", ""]}, "row 2: quantity_kg is '-2': expected a number of 0 or more"),
        ({"lat": ["91", "31", ""]}, "row 1: lat is '91': expected a number from -90 to 90, or nothing"),
        ({"lat": ["31", "", ""]}, "row 2 has only one of lon and lat: give both or none"),
        ({"precision": ["good", "", ""]}, "unknown precision 'good': expected one of crossing, checkpoint"),
    ],
)
def test_a_value_that_cannot_be_read_is_one_sentence(atlas: Atlas, columns: dict[str, Any], sentence: str) -> None:
    with pytest.raises(AtlasError) as raised:
        table_events(table(**columns), atlas, name="mine.csv")
    assert str(raised.value).startswith(sentence)


def test_a_missing_column_is_named(atlas: Atlas) -> None:
    with pytest.raises(AtlasError, match="mine.csv has no column 'lat': expected at least event_id, start_date"):
        table_events(table().drop(columns="lat"), atlas, name="mine.csv")


def test_an_empty_table_is_a_document_without_events(atlas: Atlas) -> None:
    assert len(table_events(table().head(0), atlas, name="mine.csv").columns.start) == 0
