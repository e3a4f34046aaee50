"""Keys compared at once give what the slow ways give."""

from __future__ import annotations

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from geo.keys import count_apart, is_known

KEY = st.sampled_from(["a", "b", "c", "d", "", None])
KEYS = st.lists(KEY, max_size=6).map(lambda keys: pd.Series(keys, dtype="str"))


@given(keys=KEYS, known=KEYS)
def test_a_key_is_known_as_isin_says(keys: pd.Series, known: pd.Series) -> None:
    assert is_known(keys, known).tolist() == keys.isin(known).tolist()


@given(first=KEYS, second=KEYS, third=KEYS)
def test_a_key_counts_for_the_first_column_that_has_it(first: pd.Series, second: pd.Series, third: pd.Series) -> None:
    one, two, three = set(first), set(second), set(third)
    assert count_apart(first, second, third) == (len(one), len(two - one), len(three - two - one))


def test_an_empty_column_of_another_type_knows_nothing() -> None:
    nothing = pd.Series([], dtype=object)
    assert is_known(pd.Series(["a"], dtype="str"), nothing).tolist() == [False]
    assert count_apart(nothing, nothing) == (0, 0)
