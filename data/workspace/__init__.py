"""The reader's own data: imports, corrections, merges and rejects in one database, with a history of every step."""

from __future__ import annotations

from data.workspace.workspace import Workspace
from geo.atlas import Atlas
from geo.overlay import overlay_atlas

__all__ = ["Workspace", "overlay"]


def overlay(atlas: Atlas, workspace: Workspace) -> Atlas:
    """Return `atlas` with the workspace over it; the column `origin` says which row is whose."""
    return overlay_atlas(atlas, workspace.frames())
