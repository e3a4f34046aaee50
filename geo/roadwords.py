"""The words that make a number a road or a post on it, and tell in which states such a road lies."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ROAD_CORES = _words(
    "interstate interestatal highway hwy route ruta sr us fm rm sh carretera autopista mex mexico nm az"
)
ROAD_TAILS = _words("federal estatal internacional road")
"""Words that end a road's name only after another road word: 'carretera federal 15', 'state road 85'."""
ROAD_STYLES: dict[str, frozenset[str]] = {
    "route": _words("AZ CA"), "sr": _words("AZ CA"), "fm": _words("TX"), "rm": _words("TX"), "market": _words("TX"),
    "sh": _words("TX"), "nm": _words("NM"), "az": _words("AZ"), "federal": _words("BCN SON CHH COA NLE TAM SIN DUR"),
    "mex": _words("BCN SON CHH COA NLE TAM SIN DUR"), "mexico": _words("BCN SON CHH COA NLE TAM SIN DUR"),
}  # fmt: skip
"""States whose roads are called by a word: Arizona and California have State Routes, Texas State Highways."""
ROAD_QUALIFIERS = _words("us state federal estatal internacional carretera autopista ruta interstate highway county")
ROAD_FILLERS = _words("no num numero number")

ROAD_CUE = _words("carretera tramo highway autopista road carretero")
JUNCTION_CUE = _words("junction intersection interseccion entronque crossroads crucero")
POST_WORDS = _words("km mile milepost marker mm exit salida post milla")
