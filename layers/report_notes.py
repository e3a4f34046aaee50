"""Sources as numbered notes of a dossier: one number for each, in the order of first use, linked both ways."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from geo.atlas import Atlas
from geo.words import _
from layers.cells import by_key, iso_day, text
from layers.vocabulary import code_words


@dataclass(frozen=True)
class Cite:
    """A use of a source in the text: the number of its note, and which use of it this is, both from 1."""

    number: int
    use: int


@dataclass
class Note:
    """A source as its note tells it; `url` is empty unless it is http or https."""

    number: int
    publisher: str
    published: str
    kind: str
    url: str
    uses: int = 0


@dataclass
class Notes:
    """The notes of one dossier, filled as its parts are made in the order they are read."""

    atlas: Atlas
    _notes: dict[str, Note] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sources = by_key(self.atlas.sources, "source_id")
        self._kinds = code_words()

    def cite(self, source_id: Any, published: Any = None) -> list[Cite]:
        """Return the use of a source, none where no source is given.

        `published` is the day of the report that is cited; it stands in where the source has none of its own.
        """
        key = text(source_id)
        if not key:
            return []
        note = self._notes.setdefault(key, self._note(key, published))
        note.uses += 1
        return [Cite(note.number, note.uses)]

    def told_by(self, source_id: Any, published: Any) -> str:
        """Return the publisher of a source and the day of its publication as words."""
        note = self._note(text(source_id), published)
        return f"{note.publisher}, {iso_day(published) or note.published}"

    def listed(self) -> list[Note]:
        """Return the notes by number."""
        return list(self._notes.values())

    def _note(self, key: str, published: Any) -> Note:
        source = self._sources[key]
        return Note(
            len(self._notes) + 1,
            text(source["publisher"]) or _("publisher not known"),
            iso_day(source["published"]) or iso_day(published) or _("date not given"),
            self._kinds.get(text(source["tier"]), text(source["tier"])),
            web_address(text(source["url"])),
        )


def web_address(url: str) -> str:
    """Return `url` if a page may link to it, else an empty text.

    Examples
    --------
    >>> web_address("https://example.org"), web_address("javascript:alert(1)")
    ('https://example.org', '')
    """
    return url if url.lower().startswith(("http://", "https://")) else ""
