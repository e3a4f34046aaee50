"""The sizes a figure can have: its page, its type and its symbols."""

from __future__ import annotations

from dataclasses import dataclass


def mm(length: float) -> float:
    """Return a length in points, to a hundredth.

    Examples
    --------
    >>> mm(88)
    249.45
    """
    return round(length * 72 / 25.4, 2)


@dataclass(frozen=True)
class Preset:
    """A page and what is on it, in points.

    `height` null follows the ground shown. `turns` says that the page lies down where that shows the ground larger.
    `size` is the size of most words; none is smaller than `small`. `radius` is that of the largest symbol, `least` that
    of the smallest.
    """

    width: float
    height: float | None
    margin: float
    size: float
    small: float
    title: float
    radius: float
    least: float
    dpi: int = 300
    turns: bool = False

    @property
    def line(self) -> float:
        """Width of a fine line: a hairline of a print column, more where the page is seen from afar."""
        return 0.075 * self.size


PRESETS = {
    "column": Preset(mm(88), None, mm(0.5), 6.6, 5.7, 10, 9, 1.6, dpi=600),
    "page": Preset(mm(180), mm(250), mm(1), 8, 6.8, 17, 17, 2.4, turns=True),
    "slide": Preset(960, 540, 30, 13, 10.5, 27, 24, 3.4),
    "square": Preset(mm(180), mm(180), mm(6), 10, 8, 19, 17, 2.6),
}
"""By name: a newspaper column, a full page, a slide of 16 to 9 (13.33 inches wide), and a square."""
