"""Keep what online geocoders answered in one SQLite file, each answer on disk before the next is asked."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geo.errors import SourceError
from geo.words import _

ANSWERS = Path(os.environ.get("PLAZA_ATLAS_ANSWERS", Path(__file__).parent.parent / ".cache" / "answers.sqlite"))
_TABLE = """CREATE TABLE IF NOT EXISTS answers
(service TEXT, query TEXT, asked TEXT, answer TEXT, PRIMARY KEY (service, query))"""


class AnswerCache:
    """Answers of online services by service and query; `path` is made, with its folder, on first use."""

    def __init__(self, path: Path = ANSWERS) -> None:
        self._path = path

    def find(self, service: str, query: str) -> Any | None:
        """Return the kept answer, None where there is none; an empty answer is an empty list, not None."""
        with self._connect() as connection:
            row = connection.execute(
                "SELECT answer FROM answers WHERE service = ? AND query = ?", (service, query)
            ).fetchone()
        return None if row is None else json.loads(row[0])

    def keep(self, service: str, query: str, answer: Any) -> None:
        """Store `answer` (anything JSON holds) with the time, in place of an earlier one."""
        row = (service, query, datetime.now(UTC).isoformat(timespec="seconds"), json.dumps(answer))
        with self._connect() as connection:
            connection.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", row)

    @contextmanager
    def _connect(self) -> Iterator[sqlite3.Connection]:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self._path)) as connection, connection:
                connection.execute(_TABLE)
                yield connection
        except (OSError, sqlite3.Error) as error:
            raise SourceError(
                _("cannot use {file!r} to keep online answers: delete it or set PLAZA_ATLAS_ANSWERS").format(
                    file=str(self._path)
                )
            ) from error
