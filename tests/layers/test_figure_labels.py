"""Words find their room one after the other, whatever else stands there."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from layers.figure_labels import Board, Label, around, clear_spots, farther, inside
from layers.figure_type import typeset, wrap
from tests.layers.boxes import collisions

FRAME = (0.0, 0.0, 300.0, 200.0)
SPOTS = st.tuples(st.floats(0, 300), st.floats(0, 200), st.floats(0.5, 20), st.text("abcÑü ", min_size=1, max_size=20))


def label(text: str, spots: np.ndarray, sides: tuple[str, ...]) -> Label:
    return Label((text,), spots, sides, 8, 7)


@settings(max_examples=60, deadline=None)
@given(st.lists(SPOTS, max_size=40))
def test_labels_of_random_symbols_never_touch(symbols: list[tuple[float, float, float, str]]) -> None:
    board = Board(FRAME, discs=[(x, y, radius) for x, y, radius, _text in symbols])
    for x, y, radius, text in symbols:
        words = board.place(label(text, *around(x, y, radius, 8)))
        spots, sides = farther(x, y, radius, 8)
        clear = clear_spots((x, y), radius, spots, board)
        words or board.place(label(text, spots[clear], tuple(np.array(sides)[clear])))
    boxes = [box for _label, box in board.placed]
    assert collisions(boxes) == []
    for box in boxes:
        assert box[0] >= 0 and box[1] >= 0 and box[2] <= 300 and box[3] <= 200
        for x, y, radius, _text in symbols:
            assert shapely.distance(shapely.box(*box), shapely.Point(x, y)) >= radius


def test_the_right_side_is_the_first_choice_and_the_left_the_next() -> None:
    board = Board(FRAME)
    first = board.place(label("Nogales", *around(100, 100, 5, 8)))
    second = board.place(label("Nogales", *around(100, 100, 5, 8)))
    assert (first[0].align, second[0].align) == ("left", "right")
    assert first[0].x == pytest.approx(100 + 5 + 0.35 * 8)


def test_a_label_without_room_is_left_out() -> None:
    board = Board(FRAME, boxes=[FRAME])
    assert board.place(label("Nogales", *around(100, 100, 5, 8))) == []
    assert board.placed == []


def test_a_label_rather_stays_off_a_line() -> None:
    line = shapely.LineString([(0, 100), (300, 100)])
    (words,) = Board(FRAME, line).place(label("Nogales", *around(100, 100, 5, 8)))
    assert abs(words.y - 100) > 5


def test_a_name_inside_an_area_stands_at_its_middle() -> None:
    spots, sides = inside(shapely.box(50, 50, 150, 90), FRAME, step=10)
    assert spots[0].tolist() == [100, 70]
    assert set(sides) == {"middle"}


def test_an_area_outside_the_frame_has_no_spot() -> None:
    assert len(inside(shapely.box(400, 50, 450, 90), FRAME, step=10)[0]) == 0


def test_lines_are_no_wider_than_their_room() -> None:
    assert wrap("one two three", 1000, 8) == ["one two three"]
    assert wrap("one two three", 20, 8) == ["one", "two", "three"]
    assert wrap("from=2020-01-01&to=2022-12-31&commodity=fentanyl", 90, 8) == [
        "from=2020-01-01&to=", "2022-12-31&", "commodity=fentanyl",
    ]  # fmt: skip
    assert "".join(wrap("a" * 100, 40, 8)) == "a" * 100


def test_letters_that_the_face_has_not_got_are_no_error() -> None:
    assert typeset("señal\u2028\x00中") == "señal  ?"
