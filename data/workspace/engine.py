"""Open the database of a workspace: a SQLite file that survives a killed process, memory, or a server by its URL."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError, OperationalError

from data.workspace.tables import ABOUT, HISTORY, VERSION, create_tables
from geo.errors import SourceError
from geo.words import _

MEMORY = ":memory:"
MEMORY_OPTIONS: dict[str, Any] = {"poolclass": sa.StaticPool, "connect_args": {"check_same_thread": False}}
"""One connection holds it; the steps of a session come one after the other, but from threads of their own."""
BUSY_MS = 30_000


def open_engine(path_or_url: str | Path, *, read_only: bool) -> sa.Engine:
    """Return the engine of a workspace, whose tables are created if there are none.

    Parameters
    ----------
    path_or_url
        Path of a SQLite file, ":memory:" for one that lives as long as the object, or a URL like postgresql+psycopg://….
    read_only
        Nothing is created or written; a file that is not there is an error.

    Raises
    ------
    SourceError
        There is no such file or server, or it holds something else than a workspace.
    """
    name = str(path_or_url)
    url = name if "://" in name else _file_url(Path(name), read_only) if name != MEMORY else "sqlite://"
    try:
        engine = sa.create_engine(url, **(MEMORY_OPTIONS if url == "sqlite://" else {}))
        if engine.dialect.name == "sqlite":
            _set_up_sqlite(engine, read_only)
        with engine.begin() as connection:
            _check(connection, name, read_only)
    except (DatabaseError, sa.exc.ArgumentError, ModuleNotFoundError) as error:
        raise SourceError(_describe(name, error)) from error
    return engine


def _file_url(path: Path, read_only: bool) -> str:
    if read_only:
        if not path.is_file():
            raise SourceError(_("there is no workspace {file!r}: give the path of one").format(file=str(path)))
        return f"sqlite:///file:{path.resolve().as_posix()}?mode=ro&uri=true"
    path.parent.mkdir(parents=True, exist_ok=True)
    return f"sqlite:///{path}"


def _set_up_sqlite(engine: sa.Engine, read_only: bool) -> None:
    """Write-ahead log, every commit on disk, and transactions that take the writer's place at once.

    The driver opens no transactions of its own: with them a table made in a transaction would outlive its rollback.
    """

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")


def _check(connection: sa.Connection, name: str, read_only: bool) -> None:
    inspector = sa.inspect(connection)
    names = set(inspector.get_table_names())
    if ABOUT.name in names:
        version = connection.scalar(sa.select(ABOUT.c.version))
        if version != VERSION:
            raise SourceError(
                _("{file!r} is a workspace of version {version}, this program reads {ours}: update the program").format(
                    file=name, version=version, ours=VERSION
                )
            )
    elif read_only or HISTORY.name in names or (connection.dialect.name == "sqlite" and names):
        raise SourceError(_("{file!r} is a database but no workspace: give another path").format(file=name))
    else:
        create_tables(connection)


def _describe(name: str, error: Exception) -> str:
    if isinstance(error, OperationalError):
        message = _("cannot open the workspace {file!r}: check the path, your rights to it, and that its server runs")
        return message.format(file=name)
    if isinstance(error, DatabaseError):
        return _("{file!r} is no workspace: give the path of a SQLite file made by this program").format(file=name)
    return _("{file!r} names no database that is known: give a path, or postgresql+psycopg://user@host/name").format(
        file=name
    )
