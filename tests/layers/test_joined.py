"""Pieces put together by their values are what they are put together row by row."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from layers.arrow_text import TEXT
from layers.joined import fuse_rows, join_rows, plain, used_words

COLUMN = st.tuples(st.booleans(), st.lists(st.sampled_from(["", "a", "é", None]), min_size=12, max_size=12))
PIECES = st.lists(st.sampled_from(["<", ">", ""]) | COLUMN, min_size=1, max_size=6)


def as_piece(given: Any) -> Any:
    if isinstance(given, str):
        return given
    as_words, values = given
    return pa.array(values, TEXT).dictionary_encode() if as_words else pa.array(values, TEXT)


@given(pieces=PIECES, share=st.sampled_from([0, 1, 4]))
def test_every_row_has_its_pieces_in_order(pieces: list[Any], share: int) -> None:
    column = (False, [*"abcdefghijkl"])
    found = join_rows([as_piece(piece) for piece in [*pieces, column]], TEXT, null="-", share=share).to_pylist()
    texts = [[piece] * 12 if isinstance(piece, str) else ["-" if value is None else value for value in piece[1]]
             for piece in [*pieces, column]]  # fmt: skip
    assert found == ["".join(row) for row in zip(*texts, strict=True)]


def test_columns_of_few_values_become_one() -> None:
    first, second = (pa.array([*text], TEXT).dictionary_encode() for text in ("xxyyxxyy", "ppqqppqq"))
    (fused,) = fuse_rows(["<", first, "-", second, ">"], TEXT)
    assert fused.dictionary.to_pylist() == ["<x-p>", "<y-q>"]


def test_columns_whose_pairs_are_many_stay_apart() -> None:
    first, second = (pa.array([*text], TEXT).dictionary_encode() for text in ("xxyyxxyy", "pqpqpqpq"))
    assert [len(piece.dictionary) for piece in fuse_rows([first, second], TEXT)] == [2, 2]
    (fused,) = fuse_rows([first, second], TEXT, share=0)
    assert plain(fused).to_pylist() == ["xp", "xq", "yp", "yq"] * 2


@pytest.mark.parametrize(("rows", "words"), [(slice(0, 8), ["a", "b"]), (slice(8, 10), None)])
def test_a_slice_has_the_words_of_its_rows(rows: slice, words: list[str] | None) -> None:
    used = used_words(pa.array([*"aaaabbbbcd"], TEXT).dictionary_encode()[rows])
    assert (used.dictionary.to_pylist() if words else used.type) == (words or TEXT)


def test_bytes_are_put_together_too() -> None:
    kind = pa.large_binary()
    assert join_rows([b"\x00", pa.array([b"a", b"\xff"], kind)], kind).to_pylist() == [b"\x00a", b"\x00\xff"]
