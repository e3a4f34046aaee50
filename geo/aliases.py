"""The keys under which one place is looked up, from its names: whole, and without the words that only tell its kind."""

from __future__ import annotations

from collections.abc import Iterator

from geo.placetext import is_road
from geo.placewords import COMMON, FEATURES, GENERIC

Key = tuple[str, ...]
NUMBERED = frozenset({"puente", "bridge", "garita"})
"""Words that with a number alone are a name: Puente 2."""
NAMED = frozenset({
    ("rio", "bravo"), ("general", "bravo"), ("del", "rio"), ("el", "centro"), ("national", "city"), ("la", "puerta"),
    ("rio", "rancho"), ("valley", "center"), ("desert", "center"), ("new", "mexico"), ("nuevo", "mexico"),
})  # fmt: skip
"""Names of towns although both words are common."""
_SUFFIXES = {"county": "county", "station": "station", "field_office": "office"}
_PREFIXES: dict[str, tuple[Key, ...]] = {
    "county": (("condado",), ("condado", "de")),
    "station": (("estacion",), ("estacion", "de"), ("station",)),
    "sector": (("sector",), ("sector", "de"), ("sector", "del")),
}
_AGENTS: tuple[Key, ...] = (("agents",), ("border", "patrol", "agents"))
_SIDES = {"north": "norte", "south": "sur", "east": "este", "west": "oeste"}
_TITLES = ("heroica", "ciudad", "h", "general")
_ARTICLES = ("el", "la", "los")


def alias_keys(keys: list[Key], kind: str, parent: set[str]) -> Iterator[tuple[Key, bool]]:
    """Yield every key of a place with whether it is bare: without the words that only tell the kind."""
    if kind in ("city", "municipality", "town"):
        yield from ((key, False) for spelling in keys for key in _town_keys(spelling))
        return
    if kind in _SUFFIXES or kind == "sector":
        yield from ((key, False) for spelling in keys for key in _office_keys(spelling, kind))
        if kind != "sector":
            return
    generic = GENERIC.get("crossing" if kind == "port" else kind)
    for key in [variant for spelling in keys for variant in joined_variants(spelling)]:
        short = strip_generic(key, generic) if generic else key
        yield key, bool(generic) and short == key
        if short != key and not (kind == "crossing" and set(short) <= parent):
            yield short, True
            if short[:1] and short[0] in _ARTICLES:
                yield short[1:], True
        if kind == "crossing" and parent:
            own = tuple(word for word in short if word not in parent)
            if own and own != short and not all(word in COMMON for word in own):
                yield own, True


def joined_variants(key: Key) -> list[Key]:
    """Return `key`, and for 'A and B' also 'A y B' and 'A B', as in 'A-B' and 'A & B'."""
    if "and" not in key:
        return [key]
    return [key, tuple("y" if word == "and" else word for word in key), tuple(word for word in key if word != "and")]


def is_name(key: Key) -> bool:
    """Tell whether a key can stand for a place: not only common words, not one or two letters."""
    if not key:
        return False
    if len(key) == 1:
        return is_road(key[0]) or (len(key[0]) > 2 and key[0] not in COMMON | FEATURES)
    if key[0] == "km":
        return len(key) > 2
    if key in NAMED or len(key) > 2 or (key[0] in NUMBERED and key[1].isdigit()):
        return True
    return key[0] not in COMMON or key[1] not in COMMON


def strip_generic(key: Key, generic: frozenset[str]) -> Key:
    """Return `key` without the generic words at its ends.

    >>> strip_generic(("mariposa", "port", "of", "entry"), frozenset({"port", "of", "entry"}))
    ('mariposa',)
    """
    start, end = 0, len(key)
    while end > start and key[end - 1] in generic:
        end -= 1
    while start < end and key[start] in generic:
        start += 1
    return key[start:end]


def _town_keys(key: Key) -> Iterator[Key]:
    yield key
    if len(key) > 1 and key[0] in _TITLES:
        yield key[2:] if key[:2] == ("heroica", "ciudad") and len(key) > 2 else key[1:]


def _office_keys(key: Key, kind: str) -> Iterator[Key]:
    """Yield 'X County', 'condado de X', 'Estación de X', 'X agents'."""
    suffix = _SUFFIXES.get(kind, "sector")
    if suffix not in key:
        key = (*key, suffix)
    yield key
    if key[-1] != suffix or "patrol" in key or len(key) < 2:
        return
    base = key[:-1]
    yield from ((*prefix, *base) for prefix in _PREFIXES.get(kind, ()))
    if kind == "station":
        yield from ((*base, *agents) for agents in _AGENTS)
        if base[-1] in _SIDES:
            yield ("estacion", _SIDES[base[-1]], "de", *base[:-1])
