"""The words of the codes that the texts of events and claims hold: conveyances, forms, hedges."""

from __future__ import annotations

from geo.words import _
from layers.vocabulary import code_words


def text_words() -> dict[str, str]:
    """Return the words of the codes, by code; what is in no list stays as the table has it."""
    return {
        "tractor_trailer": _("tractor trailer"), "truck": _("truck"), "pickup": _("pickup"), "car": _("car"),
        "suv": _("SUV"), "van": _("van"), "bus": _("bus"), "motorcycle": _("motorcycle"), "vehicle": _("vehicle"),
        "on_foot": _("on foot"), "boat": _("boat"), "aircraft": _("aircraft"), "rail": _("rail"),
        "tunnel": _("tunnel"), "building": _("building"), "cargo": _("cargo"),
        "pills": _("pills"), "powder": _("powder"), "liquid": _("liquid"), "packages": _("packages"),
        "black tar": _("black tar"), "gum": _("gum"), "seed": _("seed"), "plants": _("plants"),
        "cigarettes": _("cigarettes"), "checks": _("checks"), "grenades": _("grenades"),
        "explosive devices": _("explosive devices"), "rocket launcher": _("rocket launcher"),
        "opinion column": _("opinion column"), "a banner, not verified": _("a banner, not verified"),
        "possible": _("possible"), "unverified": _("unverified"), "an analyst’s claim": _("an analyst’s claim"),
        "believed": _("believed"), "likely": _("likely"), "purported": _("purported"), "reportedly": _("reportedly"),
        "weight is preliminary": _("weight is preliminary"), "(not named)": _("(not named)"),
    }  # fmt: skip


def hedge_words(hedge: str) -> str:
    """Return a hedge in the current language, "; " between several; what is in no list stays as the table has it.

    Examples
    --------
    >>> hedge_words("alleged; opinion column")
    'alleged; opinion column'
    """
    words = code_words() | text_words()
    return "; ".join(words.get(part, part) for part in hedge.split("; "))
