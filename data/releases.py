"""Import a press release or news text: known by its sentences, read into events, told of by what the reader gives."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from data.columns import load_words
from data.extract import HEAD_BYTES, check_length, describe_events, load_lexicon, parse_published
from data.geofiles import is_geofile
from data.imported import Import
from data.places import load_gazetteer
from data.sources import read_card
from data.textfiles import DELIMITERS, find_utf16
from geo.assembly import assemble_events
from geo.batch import ImportBatch
from geo.errors import SourceError
from geo.eventframes import WEB
from geo.extract import extract_events
from geo.extract.tokens import word_set
from geo.gazetteer import Gazetteer
from geo.rejects import join_rejects
from geo.toldevents import frame_events
from geo.vocab import fold
from geo.words import _

FOLDER = "release"
FEWEST_WORDS = 8
FEWEST_COMMON = 0.1
COMMON = word_set("the of and in to were was at with from for by a an de la el en los las del que se con por una y su")
WORD = re.compile(r"[^\W\d_]+")
SENTENCE_END = re.compile(r"[^\W\d_]{2,}[)\"”’»]?[.!?…:](?:\s|$)")
EVEN = 0.8


@dataclass(frozen=True)
class About:
    """What the reader says of a text: day of publication (YYYY-MM-DD), address and publisher; empty where unknown."""

    published: str = ""
    url: str = ""
    publisher: str = ""


def is_release(path: Path) -> bool:
    """Whether the bytes of `path` are running text in sentences, not a table, a map file or anything else."""
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if head.startswith((b"PK\x03\x04", b"%PDF", b"\x1f\x8b", b"\xd0\xcf\x11\xe0")) or is_geofile(path):
        return False
    text = head.decode(find_utf16(head) or "utf-8-sig", "replace")
    return "\0" not in text and is_prose(text)


def is_prose(text: str) -> bool:
    """Whether `text` is sentences with their common words, and no delimiter cuts its lines into one number of cells.

    Examples
    --------
    >>> is_prose("On May 4, officers at the Roma bridge found 40 pounds of cocaine in a sedan.")
    True
    >>> is_prose("date,place,drug\\n2020-01-05,Roma,cocaine\\n2020-01-06,Roma,heroin\\n")
    False
    """
    words = [fold(word) for word in WORD.findall(text)]
    common = sum(word in COMMON for word in words)
    if len(words) < FEWEST_WORDS or common < FEWEST_COMMON * len(words) or not SENTENCE_END.search(text):
        return False
    lines = [line for line in text.splitlines() if line.strip()]
    return not any(_cuts_evenly(lines, delimiter) for delimiter in DELIMITERS)


def import_text(
    text: str,
    name: str,
    about: About,
    *,
    known: dict[str, pd.DataFrame] | None = None,
    gazetteer: Gazetteer | None = None,
) -> Import:
    """Read the text of a press release, pasted or from a file, into a batch; nothing is stored.

    Parameters
    ----------
    name
        What the reader knows the text by; its publisher where `about` gives none.
    known, gazetteer
        As for `data.imports.run_import`.

    Raises
    ------
    SourceError
        The text tells no seizure, or `about` holds no day or no web address.
    """
    published, url = parse_published(about.published), about.url.strip()
    if url and WEB.fullmatch(url) is None:
        raise SourceError(_("{url} is no web address: expected http:// or https://").format(url=repr(url)))
    check_length(len(text), name)
    told = extract_events(text, published, load_lexicon())
    if not told:
        raise SourceError(
            _("{name} tells no seizure: give a press release or news text that does, or a table").format(name=name)
        )
    publisher = about.publisher.strip()
    rows = frame_events(told, text, load_words(), published=published, url=url, publisher=publisher)
    day = pd.Timestamp(published) if published else pd.NaT
    source = {**_own_source(text), "publisher": publisher or name, "published": day}
    events = (known or {}).get("seizures", pd.DataFrame())
    made = assemble_events([rows], source, gazetteer or load_gazetteer(), events)
    rejects = join_rejects([rows.rejects, made.rejects])
    batch = ImportBatch(**made.frames, duplicates=made.duplicates, rejects=rejects, rows_in=len(rows.items))
    return Import(batch, FOLDER, str(read_card(FOLDER)["title"]), None, (), describe_events(told))


def _own_source(text: str) -> dict[str, Any]:
    """The row of `sources` of a text without an address: the reader's own, by its digest."""
    card = read_card(FOLDER)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return {
        "source_id": f"file-{digest[:10]}",
        "url": "",
        "tier": str(card["tier"]),
        "licence": str(card["licence"]),
    }


def _cuts_evenly(lines: list[str], delimiter: str) -> bool:
    """Whether nearly all lines have one number of cells, more than one, as those of a table."""
    try:
        rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
    except csv.Error:
        return False
    width, count = max(Counter(map(len, rows)).items(), key=lambda pair: pair[1])
    cells = [len(WORD.findall(cell)) for row in rows[:1] for cell in row]
    is_header = sum(cells) <= 4 * len(cells)
    return width > 1 and len(rows) > 1 and count >= EVEN * len(rows) and is_header
