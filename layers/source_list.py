"""The sources that a document names, for the reader who asks for them."""

from __future__ import annotations

import base64
import json
import zlib
from functools import lru_cache

from geo.atlas import Atlas
from layers.cells import iso_day, records, text
from layers.details import LEVEL

CITING = {
    "events": ("reports",),
    "plazas": ("plaza_claims", "person_claims", "actions", "plazas"),
    "ports": ("places",),
}
"""By layer, the tables whose rows name a source."""


@lru_cache(maxsize=8)
def pack_sources(atlas: Atlas, layers: tuple[str, ...]) -> str:
    """Return the sources of `layers` as JSON, deflated (zlib), in base64; made once for each atlas.

    A list by publisher: its name, then day of publication (null where unknown) and address of each of its
    publications, earliest first.
    """
    cited = {key for layer in layers for table in CITING[layer] for key in getattr(atlas, table).get("source_id", ())}
    used = [row for row in records(atlas.sources) if row["source_id"] in cited]
    by_publisher: dict[str, list[tuple[str | None, str]]] = {}
    for row in used:
        by_publisher.setdefault(text(row["publisher"]), []).append((iso_day(row["published"]), text(row["url"])))
    listed = [
        [publisher, *sorted(rows, key=lambda row: (row[0] or "", row[1]))]
        for publisher, rows in sorted(by_publisher.items(), key=lambda entry: (entry[0].casefold(), entry[0]))
    ]
    content = json.dumps(listed, ensure_ascii=False, separators=(",", ":"))
    return base64.b64encode(zlib.compress(content.encode("utf-8"), LEVEL)).decode("ascii")
