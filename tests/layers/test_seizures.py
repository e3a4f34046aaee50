"""The events of an atlas as columns, and the places they stand at."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geo.atlas import Atlas
from geo.errors import SchemaError, VocabularyError
from layers.columns import UNDATED
from layers.seizures import event_columns, event_places

NAN = float("nan")


def test_rows_are_events_by_commodity(atlas: Atlas) -> None:
    columns = {name: column.tolist() for name, column in vars(event_columns(atlas)).items()}
    np.testing.assert_array_equal(columns.pop("kg"), [0.5, 3.0, NAN, 3.0, 4.0])
    assert columns == {
        "start": [19787, 19787, 19754, UNDATED, 19366],
        "end": [19787, 19787, 19782, UNDATED, 19366],
        "event": [0, 0, 1, 2, 3],
        "place": [1, 1, 2, 0, -1],
        "commodity": [0, 1, 2, 0, 1],
        "agency": [0, 0, 1, -1, 0],
    }


def test_a_load_told_in_pounds_twice_is_weighed_once(atlas: Atlas) -> None:
    atlas.seizure_items.loc[1, "quantity_kg"] = 0.4
    assert event_columns(atlas).kg[0] == pytest.approx(0.4)


def test_places_are_those_with_events_and_say_what_is_geometry(atlas: Atlas) -> None:
    places = {place["id"]: place for place in event_places(atlas)}
    assert list(places) == ["nogales-port", "nogales-deconcini", "mun-26043"]
    port, crossing, municipality = places.values()
    assert [port["port"], crossing["port"], municipality["port"]] == ["nogales-port", "nogales-port", None]
    assert [port["plazas"], municipality["plazas"]] == [["nogales"], ["nogales"]]
    assert [port["area"], municipality["area"]] == [None, 0]
    assert [crossing["precision"], municipality["precision"]] == ["crossing", "municipality"]
    assert crossing["approximate"] is True
    assert "(geometry, not a link)" in port["note"]
    assert "(geometry)." in municipality["note"]


def test_an_unknown_commodity_says_where_to_add_it(atlas: Atlas) -> None:
    atlas.seizure_items.loc[0, "commodity_code"] = "tea"
    with pytest.raises(VocabularyError, match="'tea'; add it in data/vocab/commodities.csv"):
        event_columns(atlas)


def test_an_event_without_item_is_not_dropped_in_silence(atlas: Atlas) -> None:
    without = replace(atlas, seizure_items=atlas.seizure_items.drop(index=4))
    with pytest.raises(SchemaError, match="'e-month' has no item"):
        event_columns(without)


def test_an_event_at_a_place_outside_the_gazetteer_is_refused(atlas: Atlas) -> None:
    atlas.seizures.loc[0, "place_id"] = "atlantis"
    with pytest.raises(SchemaError, match="atlantis"):
        event_places(atlas)


def test_a_place_of_two_precisions_is_refused(atlas: Atlas) -> None:
    atlas.seizures.loc[1, "place_id"] = "nogales-port"
    with pytest.raises(SchemaError, match="'nogales-port' has two precisions"):
        event_places(atlas)
