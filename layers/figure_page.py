"""The page of a figure as PNG, SVG or PDF: drawn by matplotlib, the same bytes each time."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from threading import Lock
from typing import Any

import matplotlib
from matplotlib import patheffects
from matplotlib.artist import Artist
from matplotlib.backend_bases import RendererBase
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Bbox, Transform, TransformedBbox

from layers.figure_items import Group, Item, Shape, Words
from layers.figure_type import font, typeset

POINTS = 72
"""Points in an inch."""

HALO = 2.0
"""Width in points of the pale edge around a word on the map, half of it outside."""

SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none", "svg.hashsalt": "plaza-atlas", "pdf.fonttype": 42, "pdf.compression": 9,
    "text.usetex": False, "text.hinting": "none", "path.sketch": None, "path.effects": [], "path.simplify": False,
    "savefig.bbox": None,
}  # fmt: skip
"""Text stays text, fonts are embedded, and nothing of the reader's own settings or clock gets in."""

DRAWING = Lock()
"""Settings and text layout of matplotlib are shared by all threads, so that figures are drawn one by one."""


class Layer(Artist):
    """Artists under one name, which is the id of their group in an SVG."""

    def __init__(self, name: str, artists: Sequence[Artist]) -> None:
        super().__init__()
        self.name, self.artists = name, artists

    def draw(self, renderer: RendererBase) -> None:
        renderer.open_group("layer", gid=self.name)
        for artist in self.artists:
            artist.draw(renderer)
        renderer.close_group("layer")


def page_bytes(
    groups: Sequence[Group], size: tuple[float, float], suffix: str, *, dpi: int, grey: bool, about: Mapping[str, str]
) -> bytes:
    """Return the page as a file.

    Parameters
    ----------
    size
        Width and height in points.
    suffix
        "png", "svg" or "pdf".
    dpi
        Pixels an inch of a PNG.
    grey
        Whether each colour becomes the grey of its lightness.
    about
        `title`, `subject` and `rights`, which the file carries in its own fields.
    """
    content = io.BytesIO()
    about = {name: typeset(text) for name, text in about.items()}
    with DRAWING, matplotlib.rc_context(SETTINGS):  # type: ignore[arg-type]
        figure = Figure(figsize=(size[0] / POINTS, size[1] / POINTS), dpi=dpi if suffix == "png" else POINTS)
        for group in map(_in_grey, groups) if grey else groups:
            for layer in _layers(group, figure, as_svg=suffix == "svg"):
                figure.add_artist(layer)
        figure.savefig(content, format=suffix, facecolor="#FFFFFF", metadata=_metadata(suffix, about))
    return _finish_svg(content.getvalue(), about) if suffix == "svg" else content.getvalue()


def _in_grey(group: Group) -> Group:
    items: list[Item] = []
    for item in group.items:
        if isinstance(item, Shape):
            items.append(replace(item, fill=grey_of(item.fill), line=grey_of(item.line)))
        else:
            items.append(replace(item, colour=grey_of(item.colour) or item.colour, halo=grey_of(item.halo)))
    return replace(group, items=items)


def grey_of(colour: str | None) -> str | None:
    """Return the grey as light as a colour, by its luminance (IEC 61966-2-1); null stays null.

    Examples
    --------
    >>> grey_of("#E4ECF2")
    '#ebebeb'
    """
    if colour is None:
        return None
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    light = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    level = round(255 * (12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055))
    return f"#{level:02x}{level:02x}{level:02x}"


def _layers(group: Group, figure: Figure, *, as_svg: bool) -> list[Layer]:
    """Return the artists of a group; the halos of its words lie under all of them, in an SVG as text with an edge."""
    points = Affine2D().scale(1 / POINTS) + figure.dpi_scale_trans
    shapes = [_patch(item, points, group) for item in group.items if isinstance(item, Shape)]
    words = [item for item in group.items if isinstance(item, Words)]
    haloed = [_text(item, points, halo=item.halo, as_svg=as_svg) for item in words if item.halo]
    layers = [Layer(f"{group.name}-halos", haloed)] if haloed else []
    layers.append(Layer(group.name, [*shapes, *(_text(item, points) for item in words)]))
    for artist in [artist for layer in layers for artist in layer.artists]:
        artist.set_figure(figure)
    return layers


def _patch(shape: Shape, points: Transform, group: Group) -> PathPatch:
    ends = "round" if shape.round_ends else "butt"
    patch = PathPatch(
        Path(shape.path.points, shape.path.steps), transform=points,
        linewidth=shape.width if shape.line else 0, capstyle=ends, joinstyle="round",
        facecolor=(shape.fill, shape.fill_alpha) if shape.fill else "none",
        edgecolor=(shape.line, shape.line_alpha) if shape.line else "none",
        linestyle=(0, tuple(step / shape.width for step in shape.dash)) if shape.dash else "solid",
    )  # fmt: skip
    if group.clip:
        left, bottom, right, top = group.clip
        patch.set_clip_box(TransformedBbox(Bbox.from_extents(left, bottom, right, top), points))
    return patch


def _text(words: Words, points: Transform, *, halo: str | None = None, as_svg: bool = False) -> Text:
    text = Text(
        words.x, words.y, typeset(words.text), transform=points, color=halo or words.colour, ha=words.align,
        va="baseline", fontproperties=font(words.bold, words.size), parse_math=False,
    )  # fmt: skip
    if halo and not as_svg:
        text.set_path_effects([patheffects.Stroke(linewidth=HALO, foreground=halo, joinstyle="round")])
    return text


def _metadata(suffix: str, about: Mapping[str, str]) -> dict[str, Any]:
    """Return what the file says of itself, without a clock."""
    if suffix == "png":
        return {"Title": about["title"], "Description": about["subject"], "Copyright": about["rights"],
                "Software": None}  # fmt: skip
    if suffix == "pdf":
        return {"Title": about["title"], "Subject": about["subject"], "Keywords": about["rights"],
                "CreationDate": None, "ModDate": None, "Creator": "Plaza Atlas", "Producer": "matplotlib"}  # fmt: skip
    return {"Title": about["title"], "Description": about["subject"], "Rights": about["rights"], "Date": None,
            "Creator": "Plaza Atlas"}  # fmt: skip


def _finish_svg(content: bytes, about: Mapping[str, str]) -> bytes:
    """Return the SVG with its halos as edges of their text, hidden from readers that speak, and as one image."""
    edge = f'aria-hidden="true" stroke-width="{HALO:g}" stroke-linejoin="round" stroke='
    text = content.decode("utf-8")

    def with_edge(found: re.Match[str]) -> str:
        colour = re.search(r"fill: (#[0-9a-fA-F]{6})", text[found.end() :])
        return f'{found.group(1)} {edge}"{colour.group(1) if colour else "#ffffff"}">'

    text = re.sub(r'(<g id="[\w-]+-halos")>', with_edge, text)
    text = re.sub(r'<g id="(?:patch|text)_\d+">\s*(<(?:path|text)\b[^>]*(?:/>|>[^<]*</text>))\s*</g>', r"\1", text)
    return text.replace("<svg ", '<svg role="img" ', 1).encode("utf-8")
