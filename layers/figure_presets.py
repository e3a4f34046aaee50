"""The sizes a figure can have: its page, its type and its symbols."""

from __future__ import annotations

from dataclasses import dataclass, replace


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
    of the smallest; `fine` is the width of a fine line as a share of `size`, `panels` the most maps of years.
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
    fine: float = 0.075
    panels: int = 16

    @property
    def line(self) -> float:
        """Width of a fine line: a hairline of a print column, more where the page is seen from afar."""
        return self.fine * self.size

    @property
    def letter(self) -> float:
        """Size of the letter in a symbol of a grey figure."""
        return max(LEAST_TYPE, 0.72 * self.size)

    def for_series(self) -> Preset:
        """Return the same page for many small maps: smaller symbols, finer lines."""
        return replace(self, radius=0.6 * self.radius, least=0.8 * self.least, fine=0.65 * self.fine)


LEAST_TYPE = 5.5
"""Points below which no word is printed."""

PRESETS = {
    "column": Preset(mm(88), None, mm(0.5), 6.6, 5.7, 10, 9, 1.6, dpi=600),
    "page": Preset(mm(180), mm(250), mm(1), 8, 6.8, 17, 17, 2.4, turns=True),
    "slide": Preset(960, 540, 28, 12, 9.8, 26, 22, 3.2, panels=9),
    "square": Preset(mm(180), mm(180), mm(6), 9.2, 7.6, 19, 16, 2.5, panels=9),
}
"""By name: a newspaper column, a full page, a slide of 16 to 9 (13.33 inches wide), and a square."""
