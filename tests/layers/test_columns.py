"""Columns keep type, order and every value on their way to the browser."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from geo.atlas import Atlas
from geo.errors import SchemaError, VocabularyError
from layers.columns import pack_columns
from layers.seizures import UNDATED, UNPLACED, event_columns, event_places

NAN = float("nan")


def unpack(columns: dict[str, Any]) -> dict[str, list[Any]]:
    return {
        name: np.frombuffer(base64.b64decode(field["data"]), np.dtype(field["dtype"]).newbyteorder("<")).tolist()
        for name, field in columns["fields"].items()
    }


@pytest.mark.parametrize(
    ("dtype", "values"),
    [
        ("int32", [-1, 0, 2_147_483_647]),
        ("uint32", [0, 4_294_967_295]),
        ("uint16", [0, 65_535]),
        ("uint8", [0, 255]),
        ("float32", [0.5, -2.0]),
        (">i4", [1, 256]),
    ],
)
def test_every_type_comes_back_with_its_values(dtype: str, values: list[float]) -> None:
    packed = pack_columns({"column": np.array(values, dtype=dtype)})
    assert packed["n"] == len(values)
    assert packed["fields"]["column"]["dtype"] == np.dtype(dtype).name
    assert unpack(packed) == {"column": values}


def test_columns_of_unequal_length_are_refused() -> None:
    with pytest.raises(SchemaError, match="each needs one value per row"):
        pack_columns({"a": np.zeros(1), "b": np.zeros(2)})


def test_rows_are_events_by_commodity_in_the_order_of_their_first_day(atlas: Atlas) -> None:
    columns = event_columns(atlas)
    assert columns["n"] == 5
    rows = unpack(columns)
    assert str(rows.pop("kg")) == str([4.0, NAN, 0.5, 3.0, 3.0])
    assert rows == {
        "start": [19366, 19754, 19787, 19787, UNDATED],
        "end": [19366, 19782, 19787, 19787, UNDATED],
        "event": [3, 1, 0, 0, 2],
        "place": [UNPLACED, 2, 1, 1, 0],
        "commodity": [1, 2, 0, 1, 0],
        "agency": [0, 1, 0, 0, 65535],
        "precision": [9, 5, 0, 0, 4],
        "first": [1, 1, 1, 0, 1],
    }


def test_a_load_told_in_pounds_twice_is_weighed_once(atlas: Atlas) -> None:
    atlas.seizure_items.loc[1, "quantity_kg"] = 0.4
    assert unpack(event_columns(atlas))["kg"][2] == pytest.approx(0.4)


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
