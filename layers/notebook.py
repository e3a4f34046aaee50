"""The figure of a view in a notebook or a Quarto page. The map needs no such help: it shows itself."""

from __future__ import annotations

from dataclasses import dataclass, field

from geo.atlas import Atlas
from geo.view import View
from layers.figure import FigureOptions, png_bytes, svg_bytes


@dataclass(frozen=True)
class ViewFigure:
    """The figure of `view`, shown where it is the last line of a cell.

    A page takes it as SVG, a Word or PDF document made of the notebook as PNG. `layers.figure` has its bytes.
    """

    atlas: Atlas
    view: View
    options: FigureOptions = field(default_factory=FigureOptions)

    def _repr_svg_(self) -> str:
        return svg_bytes(self.atlas, self.view, self.options).decode("utf-8")

    def _repr_png_(self) -> bytes:
        return png_bytes(self.atlas, self.view, self.options)
