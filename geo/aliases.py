"""The keys under which one place is looked up, from its names: whole, and without the words that only tell its kind."""

from __future__ import annotations

from collections.abc import Iterator

from geo.placewords import COMMON, GENERIC


def alias_keys(keys: list[tuple[str, ...]], kind: str, parent: set[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Yield every key of a place with whether it is bare: without the words that only tell the kind."""
    generic = GENERIC.get("crossing" if kind == "port" else kind)
    if kind in ("county", "station", "field_office"):
        word = {"county": "county", "station": "station", "field_office": "office"}[kind]
        yield from ((key if word in key else (*key, word), False) for key in keys)
        return
    for key in [variant for spelling in keys for variant in joined_variants(spelling)]:
        short = strip_generic(key, generic) if generic else key
        yield key, bool(generic) and short == key
        if kind in ("city", "town", "municipality") and key[0] in ("heroica", "ciudad", "h") and len(key) > 1:
            yield key[2:] if key[:2] == ("heroica", "ciudad") and len(key) > 2 else key[1:], False
        if short != key and not (kind == "crossing" and set(short) <= parent):
            yield short, True
            if short[:1] in (("el",), ("la",), ("los",)):
                yield short[1:], True
        if kind == "crossing" and parent:
            own = tuple(word for word in short if word not in parent)
            if own and own != short and not all(word in COMMON for word in own):
                yield own, True


def joined_variants(key: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return `key`, and for 'A and B' also 'A y B' and 'A B', as in 'A-B' and 'A & B'."""
    if "and" not in key:
        return [key]
    return [key, tuple("y" if word == "and" else word for word in key), tuple(word for word in key if word != "and")]


def strip_generic(key: tuple[str, ...], generic: set[str]) -> tuple[str, ...]:
    """Return `key` without the generic words at its ends.

    >>> strip_generic(("mariposa", "port", "of", "entry"), {"port", "of", "entry"})
    ('mariposa',)
    """
    start, end = 0, len(key)
    while end > start and key[end - 1] in generic:
        end -= 1
    while start < end and key[start] in generic:
        start += 1
    return key[start:end]
