"""The import and totals commands: a file into a workspace, and the official figures out of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from data.columns import load_mapping, save_mapping
from data.imported import Import
from data.importreport import describe_import
from data.imports import run_import
from data.proposals import propose_repeats
from data.releases import About
from data.tables import check_target, write_table
from geo.errors import SourceError
from geo.totals import list_revisions, sum_totals
from geo.words import _

if TYPE_CHECKING:
    from data.workspace import Workspace

DIGITS = "%.12g"
TABLES = ("rejects", "proposals")


def import_file(
    path: Path,
    *,
    workspace: str = "",
    dry_run: bool = False,
    who: str = "",
    about: About | None = None,
    **files: Path | None,
) -> str:
    """Import `path` into `workspace` and return the report of it.

    Parameters
    ----------
    workspace
        Path or URL; may be empty for a dry run.
    about
        What is known of a press release.
    files
        `mapping`: a saved mapping to read the columns by; `save_mapping`: where to write the mapping used; `rejects`:
        where to write what was left out; `proposals`: which of the events may be one with another, new or known.

    Raises
    ------
    SourceError
        The file cannot be imported, or no workspace is named.
    """
    if not workspace and not dry_run:
        raise SourceError(_("no workspace is named: give --workspace, or --dry-run to only look"))
    for name in TABLES:
        if target := files.get(name):
            check_target(target, path)
    is_there = "://" in workspace or Path(workspace).is_file()
    store = open_workspace(workspace, read_only=dry_run) if is_there else None
    known = store.known() if store else {}
    mapping = files.get("mapping")
    result = run_import(path, mapping=load_mapping(mapping) if mapping else None, known=known, about=about)
    _write_files(result, path.name, store, files)
    revised = _revisions(store, result.batch.totals) if store else []
    if not dry_run:  # a new workspace is made when there is something to keep in it
        (store or open_workspace(workspace, read_only=False)).add_import(result.batch, who)
    lines = [describe_import(result, path.name), *revised]
    if dry_run:
        lines.append(_("dry run: nothing was stored"))
    return "\n".join(lines)


def _write_files(result: Import, name: str, store: Workspace | None, files: dict[str, Path | None]) -> None:
    """Write what the reader asked to see of an import to the files named."""
    if target := files.get("save_mapping"):
        if result.mapping is None:
            raise SourceError(_("{file} needs no mapping: only tables of your own do").format(file=name))
        save_mapping(result.mapping, target)
    if target := files.get("rejects"):
        write_table(result.batch.rejects, target)
    if target := files.get("proposals"):
        write_table(propose_repeats(result.batch, *([store.frames()] if store else [])), target)


def _revisions(store: Workspace, totals: pd.DataFrame) -> list[str]:
    """Tell how many figures of earlier publications the new ones change."""
    known = store.frame("totals") if len(totals) else totals
    if not len(known):
        return []
    listed = list_revisions(pd.concat([known, totals], ignore_index=True))
    count = int(listed["vintage"].isin(totals["vintage"]).sum())
    told = _("{count} figures differ from an earlier publication: totals --revisions lists them")
    return [told.format(count=count)] if count else []


def list_totals(workspace: str, by: tuple[str, ...], *, revisions: bool = False) -> str:
    """Return the official figures of `workspace` as CSV: summed by the keys `by`, or those that were revised.

    Raises
    ------
    SourceError
        No workspace is named, or it holds no official figures.
    ViewError
        A key is not known.
    """
    if not workspace:
        raise SourceError(_("no workspace is named: give --workspace"))
    totals = open_workspace(workspace, read_only=True).frame("totals")
    if not len(totals):
        raise SourceError(
            _("{workspace} holds no official figures: import CBP's file first").format(workspace=workspace)
        )
    table = list_revisions(totals) if revisions else sum_totals(totals, by)
    return table.to_csv(index=False, float_format=DIGITS, lineterminator="\n").rstrip("\n")


def open_workspace(workspace: str, *, read_only: bool) -> Workspace:
    """Open a workspace by its path or URL; unless `read_only`, it is made if there is none.

    Raises
    ------
    SourceError
        It cannot be opened, or is no workspace.
    """
    from data.workspace import Workspace

    try:
        return Workspace.open(workspace, read_only=read_only)
    except OSError as error:
        raise SourceError(
            _("cannot open the workspace {workspace}: choose a folder you may write to").format(
                workspace=repr(workspace)
            )
        ) from error
