"""The mapping of a table's columns: guessed with our vocabularies, shown for correction, saved and used again."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import Any

import pandas as pd
import yaml

from data.vocab import load_vocab
from geo.columnwords import ColumnWords
from geo.datecells import ORDERS
from geo.errors import SourceError
from geo.gazetteer import Gazetteer
from geo.guess import guess_mapping
from geo.loads import LoadWords
from geo.mapping import SINGLE_ROLES, ItemColumns, Mapping
from geo.recorditems import RecordWords
from geo.wordindex import WordIndex
from geo.words import _

PLACE_SAMPLE = 40


@cache
def load_words() -> LoadWords:
    """The vocabularies of things, units, forms and hedges."""
    forms, hedges = (WordIndex(load_vocab(name)) for name in ("forms", "qualifiers"))
    return LoadWords(load_vocab("commodities"), load_vocab("substances"), load_vocab("units"), forms, hedges)


@cache
def column_words() -> ColumnWords:
    """The vocabularies by which columns are guessed."""
    return ColumnWords(load_vocab("columns"), load_vocab("months"), load_vocab("agencies"), load_words())


@cache
def record_words() -> RecordWords:
    """The vocabularies by which records are read."""
    agencies, conveyances = (WordIndex(load_vocab(name)) for name in ("agencies", "conveyances"))
    return RecordWords(load_vocab("months"), agencies, conveyances, load_words())


def guess_columns(table: pd.DataFrame, ready: Callable[[], Gazetteer] | None = None) -> tuple[Mapping, list[str]]:
    """Guess the mapping of a table of text; where no header names the place, the column whose words are places is it.

    Parameters
    ----------
    ready
        Gives the gazetteer, which takes a second to load; without it no cell is looked up.

    Raises
    ------
    SourceError
        No column says what was seized, or none says where or when.
    """
    mapping, notes = guess_mapping(table, column_words())
    if ready is None or mapping.place_columns or {"lat", "lon", "point"} & set(mapping.columns):
        return mapping, notes
    shares = {
        name: _place_share(table[name], ready())
        for name in table.columns
        if name not in mapping.names and table[name].head(PLACE_SAMPLE).str.contains(r"[^\W\d]{3}").any()
    }
    best = max(shares, key=lambda name: shares[name], default="")
    if not best or shares[best] < 0.5:
        return mapping, notes
    told = _("the column {column} is taken for the place, for its words are known places")
    return replace(mapping, columns={**mapping.columns, "place": best}), [*notes, told.format(column=repr(best))]


def save_mapping(mapping: Mapping, path: Path) -> None:
    """Write `mapping` to `path` as YAML, whole or not at all; `load_mapping` reads it.

    Raises
    ------
    SourceError
        The folder cannot be written to.
    """
    items = [{key: value for key, value in asdict(item).items() if value} for item in mapping.items]
    about = {"columns": mapping.columns, "items": items, "decimal": mapping.decimal, "date_order": mapping.date_order}
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(yaml.safe_dump(about, allow_unicode=True, sort_keys=False), encoding="utf-8")
        part.replace(path)
    except OSError as error:
        raise SourceError(_("cannot write {file}: choose a folder you may write to").format(file=path)) from error
    finally:
        part.unlink(missing_ok=True)


def load_mapping(path: Path) -> Mapping:
    """Read a mapping that `save_mapping` wrote, or that was written by hand.

    Raises
    ------
    SourceError
        The file cannot be read, or says something else than a mapping can.
    """
    try:
        about = yaml.safe_load(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SourceError(_("cannot read the mapping {file}: give a YAML file").format(file=path)) from error
    if not isinstance(about, dict) or not isinstance(about.get("items"), list):
        raise SourceError(
            _("{file} is no mapping: expected columns (role: column) and a list of items, as --save-mapping writes")
            .format(file=path)
        )  # fmt: skip
    try:
        return _checked(about)
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise SourceError(
            _("{file} is no mapping ({problem}): expected columns (role: column), items, decimal, date_order").format(
                file=path, problem=error
            )
        ) from error


def _checked(about: dict[str, Any]) -> Mapping:
    columns = {str(role): str(name) for role, name in about.get("columns", {}).items()}
    items = tuple(ItemColumns(**{key: str(value) for key, value in item.items()}) for item in about["items"])
    mapping = Mapping(columns, items, str(about.get("decimal", ".")), str(about.get("date_order", "")))
    unknown = sorted(set(columns) - set(SINGLE_ROLES))
    if unknown:
        raise ValueError(_("unknown role {role}, expected some of {roles}").format(
            role=repr(unknown[0]), roles=", ".join(SINGLE_ROLES)))  # fmt: skip
    if mapping.decimal not in (".", ",") or mapping.date_order not in ORDERS:
        raise ValueError(_("decimal is '.' or ',', date_order is dmy, mdy or empty"))
    if not items or not all((item.commodity or item.commodity_word) for item in items):
        raise ValueError(_("every item needs commodity or commodity_word"))
    return mapping


def _place_share(column: pd.Series, gazetteer: Gazetteer) -> float:
    words = pd.Series(column[column.str.strip() != ""].unique()[:PLACE_SAMPLE], dtype="str")
    return float((gazetteer.match_places(words)["status"] != "unresolved").mean()) if len(words) else 0.0
