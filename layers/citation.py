"""What every export says of itself: data version, view, days, sources, licences, limits, and how to cite it."""

from __future__ import annotations

import pandas as pd

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.cells import iso_day

DATA_LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
CODE_LICENCE = "MIT, https://opensource.org/license/mit"


def describe_atlas(atlas: Atlas) -> dict[str, str]:
    """Return title, digest, citation, bias note and data version, the same in the document and in exports."""
    version, title = atlas.digest[:12], _(atlas.title)
    return {
        "title": title,
        "digest": atlas.digest,
        "citation": _("Plaza Atlas: {title}. Data version {version}.").format(title=title, version=version),
        "bias_note": _(
            "These are the events that press offices and newspapers chose to publish, not a statistic of seizures."
        ),
        "generated": version,
    }


def describe_export(atlas: Atlas, view: View) -> dict[str, str]:
    """Return what an export must say, by name; the same for the same atlas and view, as no clock is read."""
    about = describe_atlas(atlas)
    return {
        "title": about["title"],
        "citation": about["citation"],
        "how_to_cite": how_to_cite(),
        "data_version": about["digest"],
        **reports_through(atlas),
        "view": view_text(view),
        "first_day": view.date_from.isoformat() if view.date_from else _("open"),
        "last_day": view.date_to.isoformat() if view.date_to else _("open"),
        **licences(),
        "notices": boundary_credit(),
        "bias_note": about["bias_note"],
        "plaza_note": outline_note(),
        "geometry_note": geometry_note(),
    }


def reports_through(atlas: Atlas) -> dict[str, str]:
    """Return the latest day of publication among all reports of the atlas, and so the date of the data, by name."""
    published = pd.concat([atlas.reports["published"], atlas.sources["published"]])
    return {"reports_through": iso_day(published.max()) or _("not known")}


def licences() -> dict[str, str]:
    """Return the licences of data and code, by name."""
    return {"data_licence": DATA_LICENCE, "code_licence": CODE_LICENCE}


def how_to_cite() -> str:
    """Return what a reader must name beside the citation."""
    return _("Cite the version of the data, and the publishers of the rows you use.")


def boundary_credit() -> str:
    """Return whose boundaries and towns are drawn."""
    return _("Boundaries: INEGI, US Census Bureau. Towns: GeoNames.")


def view_text(view: View) -> str:
    """Return the parameters of `view` as in its permalink, or that it shows all.

    Examples
    --------
    >>> view_text(View(commodities=("fentanyl", "heroin"), undated=False))
    'commodity=fentanyl,heroin&undated=0'
    """
    return "&".join(f"{key}={value}" for key, value in view.selection().to_query().items()) or _("all events")


def geometry_note() -> str:
    """Return what nearness to a plaza or crossing does not say."""
    return _("Plaza and crossing are geometry only; no event is linked to an organisation or a person.")


def table_note(atlas: Atlas) -> str:
    """Return what stands under a table of events."""
    return f"{describe_atlas(atlas)['bias_note']} {geometry_note()}"


def outline_note() -> str:
    """Return what the outline of a plaza is."""
    return _("schematic: the union of its municipalities; no source publishes outlines")


