"""The store: the atlas's frames as Parquet files, rebuilt whenever what they come from has changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import geopandas as gpd
import pandas as pd
import shapely
from pyproj import CRS

from geo.atlas import Atlas

ROOT = Path(__file__).parent.parent
STORE = Path(os.environ.get("PLAZA_ATLAS_STORE", ROOT / ".store"))
WORKSPACE = os.environ.get("PLAZA_ATLAS_WORKSPACE", "")
"""Path or URL of the workspace that the app lays over the atlas; without one, each session has its own."""
IS_PUBLIC = os.environ.get("PLAZA_ATLAS_PUBLIC", "") not in ("", "0")
"""Whether the app only shows that workspace, and keeps what is added in the session."""
TABLE_FOLDERS = ("data/curated", "data/vocab", "data/boundaries")
CODE_FOLDERS = ("data", "geo")
WGS84 = CRS("EPSG:4326")
"""Read once: a tenth of a second, if each frame's file is asked for it."""


def load_atlas(store: Path = STORE) -> Atlas:
    """Return the atlas from `store`, built first if it is missing or made from other tables or code."""
    if not is_current(store):
        build_store(store)
    about = json.loads((store / "about.json").read_text(encoding="utf-8"))
    frames = {name: _read_frame(store, name, spatial) for name, spatial in about["frames"].items()}
    return Atlas(**frames, digest=about["digest"], title=about["title"])


def is_current(store: Path = STORE) -> bool:
    """Whether `store` was built from the tables and code that are here now."""
    about = store / "about.json"
    return about.exists() and json.loads(about.read_text(encoding="utf-8"))["built_from"] == _built_from()


def build_store(store: Path = STORE) -> Atlas:
    """Build the atlas and write it to `store`, which is replaced only when the new one is complete."""
    from data.build import build_atlas

    atlas = build_atlas(table_digest())
    store.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".store-", dir=store.parent))
    try:
        write_atlas(atlas, fresh)
        if store.exists():
            old = Path(tempfile.mkdtemp(prefix=".old-", dir=store.parent))
            store.replace(old)
            shutil.rmtree(old)
        fresh.replace(store)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    return atlas


def write_atlas(atlas: Atlas, folder: Path) -> None:
    """Write every frame of `atlas` to `folder` as Parquet, and what they are to about.json."""
    spatial = {}
    for field in fields(atlas):
        frame = getattr(atlas, field.name)
        if isinstance(frame, pd.DataFrame):
            frame.to_parquet(folder / f"{field.name}.parquet", compression="zstd")
            spatial[field.name] = isinstance(frame, gpd.GeoDataFrame)
    about = {"built_from": _built_from(), "digest": atlas.digest, "title": atlas.title, "frames": spatial}
    (folder / "about.json").write_text(json.dumps(about, indent=1), encoding="utf-8")


def table_digest() -> str:
    """SHA-256 over the committed tables, hex: the version of the data."""
    return _digest(path for name in TABLE_FOLDERS for path in sorted((ROOT / name).rglob("*")) if path.suffix != ".py")


def code_digest(folders: Iterable[str]) -> str:
    """SHA-256 over all files of the packages `folders`, hex: Python, browser code, styles and words."""
    return _digest(path for name in folders for path in sorted((ROOT / name).rglob("*")))


def _built_from() -> str:
    code = _digest(path for name in CODE_FOLDERS for path in sorted((ROOT / name).rglob("*.py")))
    return f"{table_digest()}+{code}"


def _digest(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _read_frame(store: Path, name: str, spatial: bool) -> pd.DataFrame:
    frame = pd.read_parquet(store / f"{name}.parquet")
    return gpd.GeoDataFrame(frame, geometry=shapely.from_wkb(frame["geometry"]), crs=WGS84) if spatial else frame
