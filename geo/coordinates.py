"""Coordinates in the cells of a table: decimal degrees or degrees, minutes and seconds, swapped or without a sign."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geo.words import _

NUMBER = r"\d+(?:[.,]\d+)?"
SIDE = r"[NSEWOnsewo]"
ANGLE = re.compile(
    rf"(?P<sign>[-+−])?\s*(?P<before>{SIDE})?\s*(?P<minus>[-−])?"
    rf"(?P<degrees>{NUMBER})\s*(?:[°ºd˚:]|\s|$)?\s*"
    rf"(?:(?P<minutes>{NUMBER})\s*(?:['’′m:]|\s|$)\s*)?(?:(?P<seconds>{NUMBER})\s*(?:\"|''|’’|″|”|s)?\s*)?"
    rf"(?P<after>{SIDE})?"
)
PAIR_MARKS = (";", "|", "/")
NORTH, SOUTH, WEST, EAST = 50.0, 5.0, -130.0, -60.0
"""The area of the atlas: the United States, Mexico and the waters between, degrees."""
KM_PER_DEGREE = 111.0


@dataclass(frozen=True)
class Angle:
    """One coordinate in degrees; `axis` is "lat", "lon", or empty where no letter tells; `step` is its last digit."""

    degrees: float
    axis: str
    step: float


NO_ANGLE = Angle(np.nan, "", np.nan)


def read_angle(text: str) -> Angle | None:
    """Read one coordinate, None where it is none.

    Degrees may have a point or a comma before decimals, or minutes and seconds; N, S, E, W and O (oeste) tell the axis.

    Examples
    --------
    >>> read_angle("31°19'59\\"N").axis, round(read_angle("31°19'59\\"N").degrees, 4)
    ('lat', 31.3331)
    >>> read_angle("-110,95").degrees
    -110.95
    """
    match = ANGLE.fullmatch(text.strip())
    if match is None or (match["before"] and match["after"]):
        return None
    parts = [match["degrees"], match["minutes"], match["seconds"]]
    values = [float(part.replace(",", ".")) if part else 0.0 for part in parts]
    if any(value >= 60 for value in values[1:]) or values[0] > 180:
        return None
    if any("," in part or "." in part for part, finer in zip(parts, parts[1:], strict=False) if part and finer):
        return None
    side = (match["before"] or match["after"] or "").upper()
    sign = -1 if match["sign"] in ("-", "−") or match["minus"] or side in ("S", "W", "O") else 1
    last = max(at for at, part in enumerate(parts) if part)
    decimals = len(re.split("[.,]", parts[last])[1]) if re.search("[.,]", parts[last]) else 0
    axis = {"N": "lat", "S": "lat", "E": "lon", "W": "lon", "O": "lon", "": ""}[side]
    return Angle(sign * (values[0] + values[1] / 60 + values[2] / 3600), axis, 10.0**-decimals / 60**last)


def split_pair(text: str) -> tuple[str, str] | None:
    """The two coordinates of one cell, in the order they stand; None where it holds not exactly two.

    Examples
    --------
    >>> split_pair("31,3331; -110,95")
    ('31,3331', '-110,95')
    >>> split_pair("POINT (-110.95 31.33)")
    ('-110.95', '31.33')
    """
    inner = re.sub(r"(?i)^\s*(?:SRID=\d+;)?\s*POINT\s*\(|^[\s(\[]+|[\s)\]]+$", "", text)
    for mark in PAIR_MARKS:
        if inner.count(mark) == 1:
            first, second = inner.split(mark)
            return first.strip(), second.strip()
    sided = re.fullmatch(r"(.*?[NSns])[\s,]+(.+?[EWOewo])|([NSns].*?)[\s,]+([EWOewo].+)", inner)
    if sided:
        first, second = [part for part in sided.groups() if part]
        return first, second
    cut = re.split(r",\s+|\s*,\s*(?=[-−])", inner) if re.search(r",\s+|,\s*[-−]", inner) else re.split(r"\s+", inner)
    if len(cut) == 1 and re.fullmatch(r"[-+−]?\d+(?:\.\d+)?,[-+−]?\d+(?:\.\d+)?", inner):
        cut = inner.split(",")
    return (cut[0], cut[1]) if len(cut) == 2 else None


def read_coordinates(first: pd.Series, second: pd.Series) -> tuple[pd.DataFrame, list[str]]:
    """Read two columns of coordinates, latitudes and longitudes as their headers say, and tell what was noticed.

    Swapped columns or rows are turned where the values leave no doubt: a latitude is never beyond 90°, and in the area
    of the atlas it is positive and the longitude negative. Longitudes that all lack their sign are taken as west.

    Returns
    -------
    DataFrame
        lon, lat (degrees, EPSG:4326), radius_km (half of the last digit given), and `problem`: why a pair is no
        place of the atlas, empty where it is one or where both cells are empty.
    list of str
        Sentences for the reader.
    """
    lat, lon = _angles(first), _angles(second)
    frame = pd.DataFrame({"lat": lat["degrees"], "lon": lon["degrees"]}, index=first.index)
    step = pd.concat([lat["step"], lon["step"]], axis=1).max(axis=1)
    notes = []
    said_swapped = (lat["axis"] == "lon") | (lon["axis"] == "lat")
    swapped = said_swapped | (~_is_here(frame) & _is_here(frame.rename(columns={"lat": "lon", "lon": "lat"})))
    unsigned = _lacks_sign(frame, lat["axis"], lon["axis"])
    swapped |= unsigned & (frame["lat"] > EAST * -1) & (frame["lon"] < NORTH)
    frame.loc[swapped, ["lat", "lon"]] = frame.loc[swapped, ["lon", "lat"]].to_numpy()
    if swapped.any():
        notes.append(_("{count} rows had latitude and longitude swapped: turned").format(count=int(swapped.sum())))
    if unsigned.any():
        frame.loc[unsigned, "lon"] = -frame.loc[unsigned, "lon"].abs()
        notes.append(_("the longitudes have no minus sign: taken as west"))
    if (first.str.contains(r"\d,\d") | second.str.contains(r"\d,\d")).any():
        notes.append(_("coordinates with a decimal comma were read"))
    given = (first.str.strip() != "") | (second.str.strip() != "")
    problem = pd.Series("", index=first.index, dtype=object)
    problem[given & frame.isna().any(axis=1)] = _("not a pair of coordinates")
    problem[given & frame.notna().all(axis=1) & ~_is_here(frame)] = _("outside the area of the atlas")
    bad = (problem != "") | ~given
    frame.loc[bad, ["lat", "lon"]] = np.nan
    radius = (step * KM_PER_DEGREE / 2).clip(lower=0.05).round(3).mask(bad)
    return frame[["lon", "lat"]].assign(radius_km=radius, problem=problem), notes


def _angles(cells: pd.Series) -> pd.DataFrame:
    codes, found = pd.factorize(cells)
    read = [read_angle(cell) or NO_ANGLE for cell in found]
    columns = {
        "degrees": np.array([angle.degrees for angle in read], dtype=float)[codes],
        "axis": np.array([angle.axis for angle in read], dtype=object)[codes],
        "step": np.array([angle.step for angle in read], dtype=float)[codes],
    }
    return pd.DataFrame(columns, index=cells.index)


def _is_here(frame: pd.DataFrame) -> pd.Series:
    return frame["lat"].between(SOUTH, NORTH) & frame["lon"].between(WEST, EAST)


def _lacks_sign(frame: pd.DataFrame, lat_axis: pd.Series, lon_axis: pd.Series) -> pd.Series:
    """Rows to be read as west: where no row of the table has a negative value or a letter that tells its side."""
    told = (lat_axis != "").any() or (lon_axis != "").any()
    lowest = frame.min().min()
    if told or not lowest > 0:
        return pd.Series(False, index=frame.index)
    turned = frame.assign(lon=-frame["lon"])
    other = pd.DataFrame({"lat": frame["lon"], "lon": -frame["lat"]})
    return _is_here(turned) | _is_here(other)
