"""Spots that are no place of the gazetteer: which events stand at one, and what it is called."""

from __future__ import annotations

import numpy as np
import pandas as pd

from geo.match import precision_of

SAME_DEGREES = 1e-5
NEAR = "near"


def settle_spots(events: pd.DataFrame, places: pd.DataFrame) -> pd.DataFrame:
    """Return `events` so that all that stand at one place have its precision, and any other spot is its own place.

    An event at the point of a place of `places` is as precise as that place is. One that lies elsewhere, or only near
    the place, gets the id of its spot and precision `near`. Events without a point stay as they are.

    Parameters
    ----------
    events
        place_id, precision (may be empty), lon, lat (degrees, EPSG:4326), radius_km.
    places
        place_id, kind, lon, lat; the first row of an id counts.
    """
    placed = events["lon"].notna()
    if not placed.any():
        return events
    known = places.drop_duplicates("place_id").set_index("place_id")[["lon", "lat", "kind"]]
    own = known.reindex(events["place_id"]).set_axis(events.index)
    apart = (events[["lon", "lat"]] - own[["lon", "lat"]]).abs().max(axis=1, skipna=False)
    kinds = own["kind"].map({kind: precision_of(kind) for kind in own["kind"].dropna().unique()})
    settled = placed & (apart <= SAME_DEGREES) & (kinds != NEAR) & (events["precision"] != NEAR)
    spots = placed & ~settled
    place_id, precision = events["place_id"].copy(), events["precision"].mask(spots, NEAR)
    place_id[spots] = name_spots(events[spots])
    return events.assign(place_id=place_id, precision=precision.mask(settled, kinds))


def name_spots(spots: pd.DataFrame) -> pd.Series:
    """Ids of spots by their lon and lat to a thousandth of a degree, and their radius_km rounded up.

    Two reports of one point that are differently exact are two spots, so that neither is drawn sharper than it is.

    Examples
    --------
    >>> name_spots(pd.DataFrame({"lon": [-110.96], "lat": [31.3334], "radius_km": [2.5]})).tolist()
    ['near-w110960-n31333-r3']
    """
    lon, lat = (np.rint(spots[axis].to_numpy(dtype=float) * 1000).astype(np.int64) for axis in ("lon", "lat"))
    radius = np.ceil(spots["radius_km"].fillna(0).to_numpy(dtype=float)).astype(np.int64)
    names = [
        f"near-{'w' if x < 0 else 'e'}{abs(x)}-{'s' if y < 0 else 'n'}{abs(y)}-r{r}"
        for x, y, r in zip(lon.tolist(), lat.tolist(), radius.tolist(), strict=True)
    ]
    return pd.Series(names, index=spots.index, dtype="str")
