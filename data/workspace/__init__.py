"""The reader's own data: imports, corrections, merges and rejects in one database, with a history of every step."""

from __future__ import annotations

from data.workspace.workspace import Workspace

__all__ = ["Workspace"]
