"""A row that breaks its contract is set aside with the reason; a table that lost a column stops the build."""

from __future__ import annotations

import pandas as pd
import pytest

from geo.errors import SchemaError
from geo.schema import split_rejects

PLAZAS = pd.DataFrame(
    {
        "plaza_id": ["nogales", "altar"],
        "name": ["Nogales", "Altar"],
        "kind": ["border", "village"],
        "municipalities": ["26043", "26004"],
    }
)


def test_a_wrong_word_sets_its_row_aside_with_the_column_and_the_value() -> None:
    accepted, rejects = split_rejects("plazas", PLAZAS)
    assert accepted["plaza_id"].tolist() == ["nogales"]
    assert rejects[["table", "row_id", "stage", "column", "value"]].to_dict("records") == [
        {"table": "plazas", "row_id": "altar", "stage": "validate", "column": "kind", "value": "village"}
    ]


def test_rows_in_are_accepted_plus_rejects() -> None:
    accepted, rejects = split_rejects("plazas", PLAZAS)
    assert len(accepted) + rejects["row_id"].nunique() == len(PLAZAS)


def test_a_missing_column_stops_the_build() -> None:
    with pytest.raises(SchemaError, match=r"table 'plazas' lacks \['kind'\]"):
        split_rejects("plazas", PLAZAS.drop(columns="kind"))
