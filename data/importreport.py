"""What an import did, in plain sentences: type, mapping, counts, what was noticed and what was left out."""

from __future__ import annotations

from data.imported import Import
from geo.mapping import Mapping
from geo.words import _

MOST_REASONS = 12


def describe_import(result: Import, file: str) -> str:
    """Return the report of an import, one sentence a line."""
    batch = result.batch
    lines = [
        _("{file}: {title}").format(file=file, title=result.title),
        _("{rows} rows: {accepted} accepted, {duplicates} duplicates, {rejects} rejects").format(
            rows=batch.rows_in, accepted=batch.rows_accepted, duplicates=batch.rows_duplicate,
            rejects=batch.rows_rejected,
        ),
    ]  # fmt: skip
    if len(batch.totals):
        lines.append(_("{count} official figures").format(count=len(batch.totals)))
    if len(batch.events):
        placed = int(batch.events["lon"].notna().sum())
        lines.append(_("{count} events, {placed} of them placed, {undated} without a date").format(
            count=len(batch.events), placed=placed, undated=int(batch.events["start_date"].isna().sum())))  # fmt: skip
    if result.mapping is not None:
        lines.append(_("columns: {mapping}").format(mapping=describe_mapping(result.mapping)))
    return "\n".join([*lines, *result.notes, *_reasons(result)])


def describe_mapping(mapping: Mapping) -> str:
    """Return the roles and their columns in one line: date = Fecha; commodity = Droga, quantity = Cantidad (kg)."""
    roles = [f"{role} = {name}" for role, name in mapping.columns.items()]
    items = [
        ", ".join(
            f"{role} = {name}"
            for role, name in (
                ("commodity", item.commodity or item.commodity_word),
                ("quantity", item.quantity),
                ("unit", item.unit or item.unit_word),
            )
            if name
        )
        for item in mapping.items
    ]
    return "; ".join([*roles, *items])


def _reasons(result: Import) -> list[str]:
    """The reasons of what was left out, the most frequent first, each with one value."""
    rejects = result.batch.rejects
    found = rejects.groupby(["stage", "column", "reason"], sort=False)["value"].agg(["size", "first"]).reset_index()
    lines = [
        _("left out ({stage}, {column}) {count} times, such as {value}: {reason}").format(
            stage=row["stage"], column=row["column"], count=row["size"], value=repr(row["first"]), reason=row["reason"]
        )
        for row in found.sort_values("size", ascending=False).head(MOST_REASONS).to_dict("records")
    ]
    more = len(found) - MOST_REASONS
    return [*lines, _("and {count} further reasons").format(count=more)] if more > 0 else lines
