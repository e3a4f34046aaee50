"""What every export says of itself: data version, view, days, sources, licences, limits, and how to cite it."""

from __future__ import annotations

import pandas as pd

from geo.atlas import Atlas
from geo.view import View
from geo.words import _
from layers.cells import iso_day
from layers.payload import describe_atlas

DATA_LICENCE = "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/"
CODE_LICENCE = "MIT, https://opensource.org/license/mit"


def describe_export(atlas: Atlas, view: View) -> dict[str, str]:
    """Return what an export must say, by name; the same for the same atlas and view, as no clock is read.

    `reports_through` is the latest day of publication among all reports of the atlas, and so the date of the data.
    """
    about, published = describe_atlas(atlas), pd.concat([atlas.reports["published"], atlas.sources["published"]])
    return {
        "title": about["title"],
        "citation": about["citation"],
        "how_to_cite": _("Cite the version of the data, and the publishers of the rows you use."),
        "data_version": about["digest"],
        "reports_through": iso_day(published.max()) or _("not known"),
        "view": view_text(view),
        "first_day": view.date_from.isoformat() if view.date_from else _("open"),
        "last_day": view.date_to.isoformat() if view.date_to else _("open"),
        "data_licence": DATA_LICENCE,
        "code_licence": CODE_LICENCE,
        "notices": _("Boundaries: INEGI, US Census Bureau. Towns: GeoNames."),
        "bias_note": about["bias_note"],
        "plaza_note": outline_note(),
        "geometry_note": _("Plaza and crossing are geometry only; no event is linked to an organisation or a person."),
    }


def view_text(view: View) -> str:
    """Return the parameters of `view` as in its permalink, or that it shows all.

    Examples
    --------
    >>> view_text(View(commodities=("fentanyl", "heroin"), undated=False))
    'commodity=fentanyl,heroin&undated=0'
    """
    return "&".join(f"{key}={value}" for key, value in view.to_query().items()) or _("all events")


def outline_note() -> str:
    """Return what the outline of a plaza is."""
    return _("schematic: the union of its municipalities; no source publishes outlines")


